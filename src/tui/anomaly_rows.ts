/**
 * The anomalies that a view shows, newest first, after them those of its sources from earlier runs; and how grave each
 * is at a glance.
 */
import { CRITICAL_SCORE } from "../core/anomaly.ts";
import type { AnomalyView } from "../core/views/anomaly_view.ts";
import type { Span } from "./frame.ts";
import { isInRange, type View } from "./view.ts";

/** Anomalies that a list holds; older ones are reached by filter or range. */
const ROWS_MAX = 2000;

/** Those that match the filter and lie in the range; what users marked as normal or muted is left out. */
export function anomalyRows({ snapshot, past, filter, range }: View): readonly AnomalyView[] {
  const { anomalies } = snapshot;
  const rows: AnomalyView[] = [];
  const isShown = (anomaly: AnomalyView) =>
    anomaly.mark !== "normal" && anomaly.mark !== "muted" && isInRange(range, anomaly.timeMs) &&
    (filter.isEmpty || filter.test(subjectOf(anomaly)));
  for (let k = anomalies.length - 1; k >= 0 && rows.length < ROWS_MAX; k--) {
    const anomaly = anomalies.at(k);
    if (isShown(anomaly)) rows.push(anomaly);
  }
  const newestFirst = byTime(rows);
  if (past === undefined || rows.length >= ROWS_MAX) return newestFirst;
  // earlier runs may have read other logs
  const sources = new Set(snapshot.sources.map(({ name }) => name));
  return [...newestFirst, ...past.anomalies.filter((each) => sources.has(each.event.source) && isShown(each))];
}

/**
 * By event time, since sources are read one after another; one without a time stays behind the one that it followed.
 */
function byTime(rows: readonly AnomalyView[]): readonly AnomalyView[] {
  if (isNewestFirst(rows)) return rows;
  let timeMs = Infinity;
  const timed = rows.map((row) => ({ row, at: timeMs = Number.isNaN(row.timeMs) ? timeMs : row.timeMs }));
  return timed.sort((a, b) => a.at === b.at ? 0 : b.at - a.at).map(({ row }) => row);
}

function isNewestFirst(rows: readonly AnomalyView[]): boolean {
  let before = Infinity;
  for (const { timeMs } of rows) {
    if (timeMs > before) return false;
    if (timeMs <= before) before = timeMs;
  }
  return true;
}

/** A sign and a colour, so that either is enough. */
export function severityMark({ score, mark, isPast }: AnomalyView): Span[] {
  if (mark === "acknowledged") return [{ text: "✓", role: "muted" }];
  // what an earlier run has told of is there to be compared with, and alarms nobody
  if (isPast) return [{ text: score >= CRITICAL_SCORE ? "△" : "○", role: "muted" }];
  return score >= CRITICAL_SCORE ? [{ text: "▲", role: "critical" }] : [{ text: "●", role: "warning" }];
}

function subjectOf({ event, score, severity, timeMs }: AnomalyView) {
  return {
    text: `${event.message} ${event.template} ${event.reason}`,
    severity,
    source: event.source,
    template: event.template_id,
    detector: event.detector,
    score,
    time: timeMs,
    ...(event.session !== undefined && { session: event.session }),
  };
}
