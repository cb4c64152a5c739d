/**
 * What earlier runs have left in the history, for the dashboard: their newest anomalies, and how often there was one of
 * a kind. Loaded after the first frame is drawn; what is asked of the database is bounded, so that nobody waits for it.
 */
import type { AnomalyEvent } from "../../core/anomaly.ts";
import type { PastCount, PastRuns } from "../../core/views/past_runs.ts";
import type { AnomalyMark, AnomalyView, ContextLine } from "../../core/views/anomaly_view.ts";
import { withoutColours } from "../../core/text/colours.ts";
import { contextOf, exportedAnomaly } from "../../report/history/history_kinds.ts";
import { partsOf, recommendationOf } from "../../snapshot/known_anomaly.ts";
import { withMessageStarts } from "../../snapshot/message_starts.ts";
import { type Database, openDatabase } from "../../store/database.ts";
import { anomaliesLike, anomalyRows } from "../../store/queries.ts";
import type { Row } from "../../store/rows.ts";

/** Anomalies that are shown of earlier runs. */
const SHOWN_MAX = 300;
/** Anomalies of a kind that are counted. */
const COUNTED_MAX = 1000;
/** Kinds whose count is remembered. */
const KINDS_MAX = 1000;

/** An anomaly of an earlier run; it can be marked like those of this one. */
export interface PastAnomaly extends AnomalyView {
  mark: AnomalyMark;
}

/** Opened on the history; closed when the dashboard closes. */
export interface OpenedPast extends PastRuns, Disposable {
  readonly anomalies: readonly PastAnomaly[];
}

/** Opens what was stored before `startedMs`; undefined where there is nothing, or it cannot be read. */
export function openPastRuns(path: string, startedMs: number): OpenedPast | undefined {
  let database: Database | undefined;
  try {
    if (!Deno.statSync(path).isFile) return undefined;
    const opened = database = openDatabase(path, { busyMs: 0 });
    const counts = new Map<string, PastCount>();
    const anomalies: PastAnomaly[] = [];
    for (const row of anomalyRows(opened, { storedBeforeMs: startedMs, newestFirst: true, limit: SHOWN_MAX })) {
      anomalies.push(anomalyOf(row));
    }
    return {
      anomalies,
      before(event) {
        const key = `${event.template_id} ${event.detector} ${event.source}`;
        let count = counts.get(key);
        if (count === undefined) {
          if (counts.size >= KINDS_MAX) counts.clear();
          counts.set(key, count = countOf(opened, event, startedMs));
        }
        return count;
      },
      [Symbol.dispose]: () => opened.close(),
    };
  } catch {
    // the history itself says what is wrong with it
    database?.close();
    return undefined;
  }
}

function countOf(database: Database, event: AnomalyEvent, startedMs: number): PastCount {
  try {
    const { count, lastMs } = anomaliesLike(database, event, { storedBeforeMs: startedMs, countMax: COUNTED_MAX });
    return { count, isMore: count === COUNTED_MAX, lastMs };
  } catch {
    return { count: 0, isMore: false, lastMs: NaN };
  }
}

function anomalyOf(row: Row): PastAnomaly {
  // its further fields are those of the same names here
  const event = exportedAnomaly(row) as unknown as AnomalyEvent;
  let isShown = false;
  let context: readonly ContextLine[] = contextOf(row).map(({ line, time, severity, text }) => ({
    source: event.source,
    line,
    timeMs: time === null ? NaN : Date.parse(time),
    severity,
    text: withoutColours(text),
    messageStart: 0,
    isOdd: line === event.line,
  }));
  const timeMs = row.time_ms === null ? NaN : Number(row.time_ms);
  return {
    event,
    timeMs,
    sinceMs: timeMs,
    lastTimeMs: row.last_time_ms === null ? NaN : Number(row.last_time_ms),
    count: Number(row.count),
    score: Number(row.score),
    closed: true,
    severity: context.find(({ isOdd }) => isOdd)?.severity ?? 0,
    mark: "new",
    isPast: true,
    get context() {
      if (!isShown) context = withMessageStarts(context);
      isShown = true;
      return context;
    },
    parts: partsOf(event),
    recommendation: recommendationOf(event),
    trend: [],
    before: 0,
    session: undefined,
  };
}
