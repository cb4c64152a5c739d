/** Makes a report from the history. All of its sums are made by the database; what is listed is bounded. */
import type { Comparison, Summary } from "../../core/anomaly.ts";
import { timeText } from "../../core/time/time_text.ts";
import { accuracyOfRuns } from "../../evaluation/mod.ts";
import type { Database } from "../../store/database.ts";
import type { Row } from "../../store/rows.ts";
import {
  anomaliesOverTime,
  anomalyCounts,
  type LineSpan,
  lineSpans,
  marksInForce,
  oddTemplates,
  type ReportScope,
  scopeMetrics,
  scopeRuns,
  sourceCounts,
  templateSpans,
  topTemplates,
  weightiestAnomalies,
} from "../../store/report_queries.ts";
import { type Exported, exportedAnomaly, exportedRun } from "../history/history_kinds.ts";
import {
  type ProcessPoint,
  REPORT_VERSION,
  type ReportTemplate,
  type ReportTotals,
  type RunReport,
} from "./run_report.ts";
import { type Slices, slicesOf, Spreader, zeros } from "./slices.ts";

const ANOMALIES_MAX = 50;
/** Templates of each of the two kinds. */
const TEMPLATES_MAX = 12;
const SOURCES_MAX = 50;
const RUNS_MAX = 100;
/** Points of a course; more would be narrower than what can be drawn. */
const POINTS_MAX = 400;

/** What only the machine knows that the report is made on. */
export interface ReportMoment {
  readonly nowMs: number;
  /** The numbers of the runs that are known to be going on. */
  readonly running: ReadonlySet<number>;
}

/** The report of what is in the scope; undefined where there is no run of it. */
export function makeReport(
  database: Database,
  scope: ReportScope,
  { nowMs, running }: ReportMoment,
): RunReport | undefined {
  const runs = scopeRuns(database, scope);
  if (runs.length === 0) return undefined;
  const { fromMs, toMs } = spanOf(runs, scope);
  const slices = slicesOf(fromMs, toMs);
  const spans = lineSpans(database, scope);
  const spreader = new Spreader(slices, spans);
  const templates = templatesOf(database, scope);
  return {
    version: REPORT_VERSION,
    made: timeText(nowMs),
    scope: {
      run: scope.run ?? null,
      since: timeText(scope.sinceMs),
      until: timeText(scope.untilMs),
      first_time: timeText(fromMs),
      last_time: timeText(toMs - 1),
    },
    totals: totalsOf(database, scope, { runs, spans }),
    runs: runs.slice(-RUNS_MAX).map((row) => exportedRun(row, running)),
    anomalies: weightiestAnomalies(database, scope, ANOMALIES_MAX).map(exportedAnomaly).map(withoutContext),
    templates: templates.map(({ template }) => template),
    sources: sourceCounts(database, scope, SOURCES_MAX).map(({ name, lines, anomalies }) => ({
      source: String(name),
      lines: Number(lines),
      anomalies: Number(anomalies),
    })),
    rate: { ...placeOf(slices), lines: spreader.spread(spans), ...anomaliesBySlice(database, scope, slices) },
    heat: {
      ...placeOf(slices),
      templates: templates.map(({ number, template }) => ({
        ...template,
        lines: spreader.spread(templateSpans(database, scope, number)),
      })),
    },
    scores: scoresOf(runs),
    process: thinned(scopeMetrics(database, scope)).map(processPoint),
  };
}

/** From the first to the last time of the runs' lines, within the range; NaN where none has a time. */
function spanOf(runs: readonly Row[], { sinceMs, untilMs }: ReportScope): { fromMs: number; toMs: number } {
  const timed = runs.filter(({ first_time_ms }) => first_time_ms !== null);
  if (timed.length === 0) return { fromMs: NaN, toMs: NaN };
  return {
    fromMs: Math.max(sinceMs, Math.min(...timed.map(({ first_time_ms }) => Number(first_time_ms)))),
    toMs: Math.min(untilMs, Math.max(...timed.map(({ last_time_ms }) => Number(last_time_ms)))) + 1,
  };
}

interface Found {
  readonly runs: readonly Row[];
  readonly spans: readonly LineSpan[];
}

function totalsOf(database: Database, scope: ReportScope, { runs, spans }: Found): ReportTotals {
  const isWhole = scope.sinceMs === -Infinity && scope.untilMs === Infinity;
  const summaries = runs.flatMap(({ summary }) => summary === null ? [] : [JSON.parse(String(summary)) as Summary]);
  const counted = anomalyCounts(database, scope);
  const sum = (name: string) => runs.reduce((total, run) => total + Number(run[name]), 0);
  const told = (key: string) => {
    const totals: Record<string, number> = {};
    for (const row of counted) totals[String(row[key])] = (totals[String(row[key])] ?? 0) + Number(row.anomalies);
    return totals;
  };
  const lines = isWhole ? sum("lines") : spans.reduce((total, span) => total + span.lines, 0);
  const flagged = isWhole ? sum("flagged_lines") : counted.reduce((total, row) => total + Number(row.lines), 0);
  const seconds = runs.reduce((total, run) => total + (Number(run.updated_ms) - Number(run.started_ms)) / 1000, 0);
  const rss = Math.max(...summaries.map(({ rss_bytes_max }) => rss_bytes_max));
  return {
    lines,
    bytes: isWhole ? sum("bytes") : null,
    seconds,
    lines_per_second: seconds > 0 ? Math.round(sum("lines") / seconds) : null,
    anomalies: isWhole ? sum("anomalies") : counted.reduce((total, row) => total + Number(row.anomalies), 0),
    flagged_lines: flagged,
    anomaly_rate: lines > 0 ? Math.min(1, flagged / lines) : 0,
    by_severity: told("severity"),
    by_detector: told("detector"),
    methods: methodsOf(summaries),
    accuracy: accuracyOfRuns(summaries.flatMap(({ accuracy }) => accuracy ?? [])),
    suppressed: summaries.reduce((total, { suppressed }) => total + suppressed, 0),
    marks: marksInForce(database),
    rss_bytes_max: Number.isFinite(rss) ? rss : null,
    workers: Number(runs[runs.length - 1].workers),
    worker_restarts: summaries.reduce((total, { worker_restarts }) => total + worker_restarts, 0),
    truncated_lines: sum("truncated_lines"),
    invalid_utf8: sum("invalid_utf8"),
    lost_rows: sum("lost_rows"),
  };
}

function methodsOf(summaries: readonly Summary[]): Comparison | null {
  const known = summaries.flatMap(({ comparison }) => comparison === undefined ? [] : [comparison]);
  if (known.length === 0) return null;
  const add = (method: keyof Comparison) => ({
    lines: known.reduce((total, each) => total + each[method].lines, 0),
    anomalies: known.reduce((total, each) => total + each[method].anomalies, 0),
  });
  return { rules: add("rules"), ml: add("ml"), both: add("both") };
}

interface NumberedTemplate {
  readonly number: number;
  readonly template: ReportTemplate;
}

function templatesOf(database: Database, scope: ReportScope): NumberedTemplate[] {
  const rows = [...topTemplates(database, scope, TEMPLATES_MAX), ...oddTemplates(database, scope, TEMPLATES_MAX)];
  const unique = new Map(rows.map((row) => [Number(row.number), row]));
  return [...unique].map(([number, { id, text, lines, anomalies }]) => ({
    number,
    template: {
      template_id: String(id),
      template: String(text),
      lines: Number(lines),
      anomalies: Number(anomalies),
    },
  }));
}

function anomaliesBySlice(database: Database, scope: ReportScope, slices: Slices) {
  const critical = zeros(slices);
  const warning = zeros(slices);
  if (slices.count === 0) return { critical, warning };
  for (const { slice, severity, anomalies } of anomaliesOverTime(database, scope, slices)) {
    const counts = severity === "critical" ? critical : warning;
    // one that has no time was stored at another
    if (Number(slice) in counts) counts[Number(slice)] += Number(anomalies);
  }
  return { critical, warning };
}

function placeOf({ fromMs, sliceMs }: Slices) {
  return { start: timeText(fromMs), slice_seconds: sliceMs / 1000 };
}

function scoresOf(runs: readonly Row[]): number[] {
  const lists = runs.flatMap(({ scores }) => scores === null ? [] : [JSON.parse(String(scores)) as number[]]);
  const sums: number[] = [];
  for (const list of lists) list.forEach((count, step) => sums[step] = (sums[step] ?? 0) + count);
  return sums;
}

function processPoint(row: Row): ProcessPoint {
  const optional = (value: unknown) => value === null ? null : Number(value);
  return {
    time: timeText(Number(row.time_ms)),
    run: Number(row.run),
    lines_total: Number(row.lines),
    lines_per_second: Number(row.lines_per_second),
    rss_bytes: Number(row.rss_bytes),
    worker_load: optional(row.worker_load),
    cpu_cores: optional(row.cpu_cores),
    queue: Number(row.queue),
    anomalies: Number(row.anomalies),
    flagged_lines: optional(row.flagged_lines),
  };
}

/** The last of every so many rows. */
function thinned(rows: readonly Row[]): readonly Row[] {
  const step = Math.ceil(rows.length / POINTS_MAX);
  return step <= 1 ? rows : rows.filter((_, index) => index % step === step - 1 || index === rows.length - 1);
}

/** The lines around it are in the history: `oddline history show --id`. */
function withoutContext({ context: _context, ...anomaly }: Exported): Exported {
  return anomaly;
}
