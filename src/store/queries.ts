/**
 * What is asked of the history. Nothing of a log becomes part of a query: values are bound. Lists come as iterators, so
 * that a million rows are never in memory at once.
 */
import { withAdvice } from "./advised_rows.ts";
import type { Database } from "./database.ts";
import type { FeatureSample, Row } from "./rows.ts";

/** When an anomaly was; one without a time of its own counts at the time it was stored. There is an index of it. */
export const ANOMALY_MS = "coalesce(anomalies.time_ms, anomalies.seen_ms)";

/** What all runs have counted together, also those whose rows are gone. */
export interface HistoryTotals {
  readonly lines: number;
  readonly bytes: number;
  readonly anomalies: number;
  readonly runs: number;
}

/** Which rows are wanted: all that is given must hold. Times are ms since the epoch. */
export interface HistoryFilter {
  readonly run?: number | undefined;
  /** Id of an anomaly. */
  readonly id?: string | undefined;
  readonly sinceMs?: number | undefined;
  readonly untilMs?: number | undefined;
  readonly detector?: string | undefined;
  readonly severity?: string | undefined;
  readonly template?: string | undefined;
  readonly source?: string | undefined;
  /** Of anomalies: stored before this moment. */
  readonly storedBeforeMs?: number | undefined;
  readonly limit?: number | undefined;
  /** The newest first. */
  readonly newestFirst?: boolean;
}

/** The sums. */
export function historyTotals(database: Database): HistoryTotals {
  const row = database.prepare(`SELECT sum(lines) AS lines, sum(bytes) AS bytes, sum(anomalies) AS anomalies,
    sum(runs) AS runs FROM (SELECT lines, bytes, anomalies, 1 AS runs FROM runs
    UNION ALL SELECT lines, bytes, anomalies, runs FROM forgotten)`).get();
  return {
    lines: Number(row?.lines ?? 0),
    bytes: Number(row?.bytes ?? 0),
    anomalies: Number(row?.anomalies ?? 0),
    runs: Number(row?.runs ?? 0),
  };
}

/** Runs. `sinceMs` and `untilMs` are of when they ran. */
export function* runRows(database: Database, filter: HistoryFilter): Iterable<Row> {
  const conditions = new Conditions(filter)
    .add("number = ?", filter.run)
    .add("updated_ms >= ?", filter.sinceMs)
    .add("started_ms <= ?", filter.untilMs);
  yield* conditions.rows(database, "SELECT * FROM runs", ["number"]);
}

/** The files of state that runs have kept, as the history knows them: beside the database, or by their whole path. */
export function checkpointPaths(database: Database): string[] {
  return database.prepare("SELECT path FROM checkpoints").all().map(({ path }) => String(path));
}

/** The newest run of a process, where it has not ended. */
export function openRunOf(database: Database, pid: number): number | undefined {
  const row = database.prepare("SELECT number, ended_ms FROM runs WHERE pid = ? ORDER BY number DESC LIMIT 1").get(pid);
  return row === undefined || row.ended_ms !== null ? undefined : Number(row.number);
}

/**
 * Anomalies with their template and source. Those of a span of time, and the newest, come in the order of their times,
 * by the index of them: in the order of storing, a span may lie behind a million others.
 */
export function* anomalyRows(database: Database, filter: HistoryFilter): Iterable<Row> {
  const { sinceMs, untilMs, newestFirst } = filter;
  const isByTime = sinceMs !== undefined || untilMs !== undefined || newestFirst === true;
  const conditions = new Conditions(filter)
    .add("anomalies.run = ?", filter.run)
    .add("anomalies.id = ?", filter.id)
    .add("detector = ?", filter.detector)
    .add("severity = ?", filter.severity)
    .add("anomalies.template = (SELECT number FROM templates WHERE id = ?)", filter.template)
    .add("source = (SELECT number FROM sources WHERE name = ?)", filter.source)
    .add("seen_ms < ?", filter.storedBeforeMs)
    .add(`${ANOMALY_MS} >= ?`, sinceMs)
    .add(`${ANOMALY_MS} <= ?`, untilMs);
  const rows = conditions.rows(
    database,
    `SELECT anomalies.*, message, reason, evidence, continuation, context, sources.name AS source_name,
       templates.id AS template_id, templates.text AS template_text, recommendation, commands
     FROM anomalies JOIN details ON details.number = anomalies.number JOIN sources ON sources.number = anomalies.source
     JOIN templates ON templates.number = anomalies.template LEFT JOIN advice ON advice.number = details.advice`,
    [...(isByTime ? [ANOMALY_MS] : []), "anomalies.number"],
  );
  for (const row of rows) yield withAdvice(row);
}

/**
 * How many anomalies there were of a template, detector and source, counted up to `countMax`, and when the last was.
 */
export function anomaliesLike(
  database: Database,
  { template_id, detector, source }: {
    readonly template_id: string;
    readonly detector: string;
    readonly source: string;
  },
  { storedBeforeMs, countMax }: { readonly storedBeforeMs: number; readonly countMax: number },
): { readonly count: number; readonly lastMs: number } {
  const row = database.prepare(`SELECT count(*) AS count, max(ms) AS last_ms FROM (
    SELECT coalesce(time_ms, seen_ms) AS ms FROM anomalies
    WHERE template = (SELECT number FROM templates WHERE id = ?) AND detector = ?
    AND source = (SELECT number FROM sources WHERE name = ?) AND seen_ms < ? ORDER BY number DESC LIMIT ?)`)
    .get(template_id, detector, source, storedBeforeMs, countMax);
  return { count: Number(row?.count ?? 0), lastMs: Number(row?.last_ms ?? NaN) };
}

/** How runs did over time. */
export function* metricRows(database: Database, filter: HistoryFilter): Iterable<Row> {
  const conditions = new Conditions(filter)
    .add("run = ?", filter.run)
    .add("time_ms >= ?", filter.sinceMs)
    .add("time_ms <= ?", filter.untilMs);
  yield* conditions.rows(database, "SELECT * FROM metrics", ["number"]);
}

/** Lines by span of time, source and template. */
export function* countRows(database: Database, filter: HistoryFilter): Iterable<Row> {
  const conditions = new Conditions(filter)
    .add("run = ?", filter.run)
    .add("(start_minute + minutes) * 60000 > ?", filter.sinceMs)
    .add("start_minute * 60000 <= ?", filter.untilMs)
    .add("template = (SELECT number FROM templates WHERE id = ?)", filter.template)
    .add("source = (SELECT number FROM sources WHERE name = ?)", filter.source);
  yield* conditions.rows(
    database,
    `SELECT run, start_minute, minutes, sources.name AS source_name, templates.id AS template_id, lines
     FROM counts JOIN sources ON sources.number = source JOIN templates ON templates.number = template`,
    ["run", "start_minute", "minutes", "source", "template"],
  );
}

/** The templates that were ever known, with the lines that are still counted of them. */
export function* templateRows(database: Database, filter: HistoryFilter): Iterable<Row> {
  const conditions = new Conditions(filter).add("id = ?", filter.template);
  yield* conditions.rows(
    database,
    `SELECT id, text, example, merged_into, (SELECT coalesce(sum(lines - continued), 0) FROM counts
     WHERE template = templates.number) AS lines FROM templates`,
    ["number"],
  );
}

/** What was marked as normal, with what was removed since. */
export function* feedbackRows(database: Database, filter: HistoryFilter): Iterable<Row> {
  yield* new Conditions(filter).rows(database, "SELECT * FROM feedback", ["seen_ms", "id"]);
}

/** The sample of feature rows of a version of their schema; undefined where there is none. */
export function featureSample(database: Database, schema: number): FeatureSample | undefined {
  const row = database.prepare("SELECT lines, rows FROM feature_samples WHERE schema = ?").get(schema);
  return row === undefined ? undefined : { schema, lines: Number(row.lines), rows: row.rows as Uint8Array };
}

/** Conditions with their values, in a query that is put together from constants. */
class Conditions {
  readonly #filter: HistoryFilter;
  readonly #parts: string[] = [];
  readonly #values: (string | number)[] = [];

  constructor(filter: HistoryFilter) {
    this.#filter = filter;
  }

  /** `?` in the condition, or `?1` several times, is the value; without a value there is no condition. */
  add(condition: string, value: string | number | undefined): this {
    if (value === undefined) return this;
    this.#values.push(value);
    this.#parts.push(condition.replace(/\?1?/g, `?${this.#values.length}`));
    return this;
  }

  rows(database: Database, select: string, order: readonly string[]): Iterable<Row> {
    const { newestFirst, limit } = this.#filter;
    const where = this.#parts.length === 0 ? "" : ` WHERE ${this.#parts.join(" AND ")}`;
    const ordered = newestFirst === true ? order.map((column) => `${column} DESC`) : order;
    const limited = limit === undefined ? "" : ` LIMIT ${Math.trunc(limit)}`;
    return database.prepare(`${select}${where} ORDER BY ${ordered.join(", ")}${limited}`).iterate(
      ...this.#values,
    ) as Iterable<
      Row
    >;
  }
}
