/**
 * Snapshots as JSON for the page and for programs: names in snake_case, times in RFC 3339, null for what is not known.
 * Every text of a log is made harmless to show and cut here, once, so that whoever shows it need not think of it.
 */
import type { AlertsView } from "../core/views/alerts_view.ts";
import type { AnomalyView, ContextLine } from "../core/views/anomaly_view.ts";
import { LEVEL_BANDS } from "../core/views/level_bands.ts";
import type { Snapshot, SourceView } from "../core/views/snapshot.ts";
import type { TemplateView } from "../core/views/template_view.ts";
import { componentOf } from "../core/component.ts";
import { severityName } from "../core/severity.ts";
import { timeText } from "../core/time/time_text.ts";
import type { LiveRun } from "./live_run.ts";
import { shownText } from "./shown_text.ts";

/** The newest anomalies that the overview holds. */
const OVERVIEW_ANOMALIES = 50;
const OVERVIEW_SOURCES = 50;
/** Buckets of the chart of lines. */
const CHART_BUCKETS = 240;
const TREND_POINTS = 120;
const HOUR_MS = 3_600_000;
/** UTF-16 units of a text in a list, and where one thing alone is shown. */
const LIST_TEXT_MAX = 500;
const TEXT_MAX = 20_000;

type Redact = LiveRun["redact"];

/** What the page shows first. */
export function overviewView(snapshot: Snapshot, alerts: AlertsView | undefined, redact: Redact) {
  const { totals, health, comparison } = snapshot;
  return {
    sequence: snapshot.sequence,
    time: timeText(snapshot.nowMs),
    started: timeText(snapshot.startedMs),
    uptime_seconds: Math.max(0, (snapshot.nowMs - snapshot.startedMs) / 1000),
    event_time: timeText(snapshot.clockMs),
    phase: snapshot.phase,
    totals: {
      lines: totals.lines,
      bytes: totals.bytes,
      anomalies: totals.anomalies,
      flagged_lines: totals.flaggedLines,
      truncated_lines: totals.truncatedLines,
      invalid_utf8: totals.invalidUtf8,
      suppressed: totals.suppressed,
      dropped: totals.dropped,
      templates: snapshot.templates.length,
    },
    lines_per_second: snapshot.linesPerSecond,
    bytes_per_second: snapshot.bytesPerSecond,
    anomaly_share: totals.lines === 0 ? 0 : totals.flaggedLines / totals.lines,
    anomalies_last_hour: lastHour(snapshot),
    forgotten: { anomalies: snapshot.anomalies.forgotten, kinds: snapshot.anomalies.kindsForgotten },
    health: {
      memory_bytes: health.memoryBytes,
      memory_trend: newest(health.memoryTrend, TREND_POINTS),
      cpu_share: health.cpuShare,
      workers: health.workers.map(({ load }) => load),
      worker_restarts: health.restarts,
      queue: health.queue,
      queue_max: health.queueMax,
      model: health.model,
      history_trouble: shownText(health.historyTrouble, LIST_TEXT_MAX),
    },
    timeline: timelineView(snapshot),
    comparison: {
      rules_lines: comparison.rulesLines,
      ml_lines: comparison.learntLines,
      both_lines: comparison.bothLines,
      detectors: comparison.detectors.map(({ id, anomalies }) => ({ id, anomalies })),
    },
    sources: snapshot.sources.slice(0, OVERVIEW_SOURCES).map((source) => sourceView(source, redact)),
    sources_total: snapshot.sources.length,
    anomalies: anomalyViews(snapshot, { limit: OVERVIEW_ANOMALIES, redact, accepts: isWanted }),
    alerts: alerts === undefined ? null : alertsView(alerts, snapshot.nowMs),
  };
}

/** What was marked normal or muted is not shown any more. */
function isWanted({ mark }: AnomalyView): boolean {
  return mark !== "normal" && mark !== "muted";
}

/** Which anomalies, and how many. */
export interface AnomalyQuery {
  readonly limit: number;
  readonly redact: Redact;
  readonly accepts?: (anomaly: AnomalyView) => boolean;
}

/** The newest anomalies, the newest first. */
export function anomalyViews({ anomalies }: Snapshot, { limit, redact, accepts }: AnomalyQuery) {
  const found: ReturnType<typeof anomalyView>[] = [];
  for (let k = anomalies.length - 1; k >= 0 && found.length < limit; k--) {
    const anomaly = anomalies.at(k);
    if (accepts?.(anomaly) ?? true) found.push(anomalyView(anomaly, redact));
  }
  return found;
}

/** One anomaly in a list. */
function anomalyView(anomaly: AnomalyView, redact: Redact, textMax = LIST_TEXT_MAX) {
  const { event } = anomaly;
  const shown = (text: string) => shownText(redact(text), textMax);
  return {
    id: event.id,
    time: event.time,
    last_time: timeText(anomaly.lastTimeMs),
    component: shown(componentOf(event.message, event.source)),
    source: shown(event.source),
    line: event.line,
    level: severityName(anomaly.severity),
    detector: event.detector,
    score: anomaly.score,
    severity: event.severity,
    count: anomaly.count,
    closed: anomaly.closed,
    mark: anomaly.mark,
    template_id: event.template_id,
    template: shown(event.template),
    message: shown(event.message),
    reason: shown(event.reason),
    recommendation: shown(anomaly.recommendation),
  };
}

/** One anomaly with what stands around it. */
export function anomalyDetail(anomaly: AnomalyView, redact: Redact) {
  return {
    ...anomalyView(anomaly, redact, TEXT_MAX),
    session: anomaly.event.session === undefined ? null : shownText(redact(anomaly.event.session), TEXT_MAX),
    parts: anomaly.parts.map(({ label, share }) => ({ label: shownText(redact(label), LIST_TEXT_MAX), share })),
    context: anomaly.context.map((line) => contextView(line, redact)),
    trend: [...Array.from(anomaly.trend)],
    before: anomaly.before,
  };
}

/** One template. */
export function templateView(template: TemplateView, redact: Redact) {
  return {
    template_id: template.id,
    template: shownText(redact(template.text), LIST_TEXT_MAX),
    example: shownText(redact(template.example), LIST_TEXT_MAX),
    count: template.count,
    count_before: template.countBefore,
    lines_per_second: template.linesPerSecond,
    first_time: timeText(template.firstTimeMs),
    last_time: timeText(template.lastTimeMs),
    rarity_bits: template.rarityBits,
    anomalies: template.anomalies,
  };
}

/** One source. */
export function sourceView(source: SourceView, redact: Redact) {
  return {
    source: shownText(redact(source.name), LIST_TEXT_MAX),
    format: source.format,
    state: source.state,
    lines: source.lines,
    bytes: source.bytes,
    lines_per_second: source.linesPerSecond,
    matched: source.matched,
    last_time: timeText(source.lastTimeMs),
    lag_ms: source.lagMs,
    rotations: source.rotations,
    anomalies: source.anomalies,
    error: shownText(redact(source.error), LIST_TEXT_MAX),
  };
}

/** How alerting is, with what was told in the last hour. */
export function alertsView(alerts: AlertsView, nowMs: number) {
  return {
    sent: alerts.sent,
    waiting: alerts.waiting,
    dead: alerts.dead,
    silenced: alerts.silenced,
    notifiers: alerts.notifiers.map(({ name, waiting, lastSentMs, problem }) => ({
      name,
      waiting,
      last_sent: timeText(lastSentMs),
      problem: shownText(problem, LIST_TEXT_MAX),
    })),
    routes: alerts.routes,
    last_hour: alerts.told.filter(({ timeMs }) => timeMs >= nowMs - HOUR_MS)
      .map(({ timeMs, route, status, severity, title }) => ({
        time: timeText(timeMs),
        route,
        status,
        severity,
        title: shownText(title, LIST_TEXT_MAX),
      }))
      .reverse(),
  };
}

function contextView(line: ContextLine, redact: Redact) {
  return {
    line: line.line,
    time: timeText(line.timeMs),
    level: severityName(line.severity),
    text: shownText(redact(line.text), LIST_TEXT_MAX),
    is_odd: line.isOdd,
  };
}

/** Lines and flagged lines over event time, in as many buckets as a chart can show. */
function timelineView({ timeline }: Snapshot) {
  const { startMs, bucketMs, buckets } = timeline;
  const together = Math.max(1, Math.ceil(buckets / CHART_BUCKETS));
  const lines = new Array<number>(Math.ceil(buckets / together)).fill(0);
  const flagged = lines.slice();
  for (let bucket = 0; bucket < buckets; bucket++) flagged[Math.floor(bucket / together)] += timeline.flagged(bucket);
  for (let band = 0; band < LEVEL_BANDS.length; band++) {
    const ofBand = timeline.linesOf(band);
    for (let bucket = 0; bucket < buckets; bucket++) lines[Math.floor(bucket / together)] += ofBand[bucket];
  }
  return { start: timeText(startMs), bucket_ms: bucketMs * together, lines, flagged };
}

function lastHour({ anomalies, clockMs }: Snapshot): number {
  let count = 0;
  for (let k = anomalies.length - 1; k >= 0; k--) if (anomalies.at(k).timeMs >= clockMs - HOUR_MS) count++;
  return count;
}

function newest(values: ArrayLike<number>, count: number): number[] {
  return Array.from(values).slice(-count);
}
