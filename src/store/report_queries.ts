/**
 * What a report asks of the history: sums over a run or a range of time, made by the database, so that a million
 * anomalies are never in memory. Times are ms since the epoch; an anomaly without one counts at the time it was stored.
 */
import { weightOf } from "../core/weight.ts";
import { withAdvice } from "./advised_rows.ts";
import type { Database } from "./database.ts";
import { ANOMALY_MS } from "./queries.ts";
import type { Row } from "./rows.ts";

/** What a report is about: a run, or what happened in a range of time. */
export interface ReportScope {
  readonly run: number | undefined;
  readonly sinceMs: number;
  readonly untilMs: number;
}

/** Lines of a template in so many minutes from one on. */
export interface LineSpan {
  readonly startMs: number;
  readonly minutes: number;
  readonly lines: number;
}

const IN_RANGE = "BETWEEN :since AND :until";
/** Lines that have no time stand at minute -1: they are in a scope that has no beginning, such as a whole run. */
const COUNTS_IN = `(:run IS NULL OR counts.run = :run)
  AND (start_minute + minutes) * 60000 > :since AND start_minute * 60000 <= :until`;
const TIMED_COUNTS_IN = `${COUNTS_IN} AND start_minute >= 0`;

/** The runs that are meant: the one, or those that read something, or ran, in the range. The newest last. */
export function scopeRuns(database: Database, scope: ReportScope): Row[] {
  return all(
    database,
    `SELECT * FROM runs WHERE (:run IS NULL OR number = :run)
     AND coalesce(last_time_ms, updated_ms) >= :since AND coalesce(first_time_ms, started_ms) <= :until ORDER BY number`,
    scope,
  );
}

/** The number of the newest run; undefined where there is none. */
export function newestRun(database: Database): number | undefined {
  const row = database.prepare("SELECT max(number) AS number FROM runs").get();
  return typeof row?.number === "number" ? row.number : undefined;
}

/** Lines by span of time. */
export function lineSpans(database: Database, scope: ReportScope): LineSpan[] {
  return all(
    database,
    `SELECT start_minute, minutes, sum(lines) AS lines FROM counts WHERE ${TIMED_COUNTS_IN} GROUP BY start_minute,
     minutes`,
    scope,
  ).map(spanOf);
}

/** Lines of one template (without those that continue its events), by its number, by span of time. */
export function templateSpans(database: Database, scope: ReportScope, template: number): LineSpan[] {
  return all(
    database,
    `SELECT start_minute, minutes, sum(lines - continued) AS lines FROM counts WHERE ${TIMED_COUNTS_IN}
     AND template IN (SELECT part FROM ${WHOLE} WHERE number = :template) GROUP BY start_minute, minutes`,
    scope,
    { template },
  ).map(spanOf);
}

/** Each template, `part`, with the one that it has turned out to be, or itself. */
const WHOLE = `(SELECT part.number AS part, coalesce(whole.number, part.number) AS number,
  coalesce(whole.id, part.id) AS id, coalesce(whole.text, part.text) AS text
  FROM templates AS part LEFT JOIN templates AS whole ON whole.id = part.merged_into)`;

/** The templates with the most lines, with how many anomalies each has. */
export function topTemplates(database: Database, scope: ReportScope, limit: number): Row[] {
  return all(
    database,
    `SELECT *, (SELECT count(*) FROM anomalies WHERE ${anomaliesIn(scope)}
       AND template IN (SELECT part FROM ${WHOLE} WHERE number = top.number)) AS anomalies
     FROM (SELECT number, id, text, sum(lines) AS lines
       FROM (SELECT template, sum(lines - continued) AS lines FROM counts WHERE ${COUNTS_IN} GROUP BY template)
       JOIN ${WHOLE} ON part = template GROUP BY number ORDER BY lines DESC, number LIMIT :limit) AS top
     ORDER BY lines DESC, number`,
    scope,
    { limit },
  );
}

/** The templates with the most anomalies, with their lines. */
export function oddTemplates(database: Database, scope: ReportScope, limit: number): Row[] {
  return all(
    database,
    `SELECT *, coalesce((SELECT sum(lines - continued) FROM counts WHERE ${COUNTS_IN}
       AND template IN (SELECT part FROM ${WHOLE} WHERE number = top.number)), 0) AS lines
     FROM (SELECT number, id, text, sum(anomalies) AS anomalies
       FROM (SELECT template, count(*) AS anomalies FROM anomalies WHERE ${anomaliesIn(scope)} GROUP BY template)
       JOIN ${WHOLE} ON part = template GROUP BY number ORDER BY anomalies DESC, number LIMIT :limit) AS top
     ORDER BY anomalies DESC, number`,
    scope,
    { limit },
  );
}

/** Anomalies and their lines, by detector and severity. */
export function anomalyCounts(database: Database, scope: ReportScope): Row[] {
  return all(
    database,
    `SELECT detector, severity, count(*) AS anomalies, sum(count) AS lines FROM anomalies WHERE ${anomaliesIn(scope)}
     GROUP BY detector, severity ORDER BY anomalies DESC, detector, severity`,
    scope,
  );
}

/** Anomalies by slice of time and severity: slice 0 begins at `fromMs`, each takes `sliceMs`. */
export function anomaliesOverTime(
  database: Database,
  scope: ReportScope,
  { fromMs, sliceMs }: { readonly fromMs: number; readonly sliceMs: number },
): Row[] {
  return all(
    database,
    `SELECT CAST((${ANOMALY_MS} - :from) / :slice AS INTEGER) AS slice, severity, count(*) AS anomalies FROM anomalies
     WHERE ${anomaliesIn(scope)} GROUP BY slice, severity`,
    scope,
    { from: Math.floor(fromMs), slice: Math.max(1, Math.floor(sliceMs)) },
  );
}

/** Lines and anomalies by source, those with the most lines first. */
export function sourceCounts(database: Database, scope: ReportScope, limit: number): Row[] {
  return all(
    database,
    `SELECT name, sum(lines) AS lines, sum(anomalies) AS anomalies
     FROM (SELECT source, sum(lines) AS lines, 0 AS anomalies FROM counts WHERE ${COUNTS_IN} GROUP BY source
       UNION ALL SELECT source, 0, count(*) FROM anomalies WHERE ${anomaliesIn(scope)} GROUP BY source)
     JOIN sources ON sources.number = source
     GROUP BY source ORDER BY lines DESC, anomalies DESC, name LIMIT :limit`,
    scope,
    { limit },
  );
}

/** The anomalies that weigh most (core/weight.ts). */
export function weightiestAnomalies(database: Database, scope: ReportScope, limit: number): Row[] {
  database.function("weight_of", { deterministic: true }, (score, count) => weightOf(Number(score), Number(count)));
  return all(
    database,
    `SELECT top.*, message, reason, evidence, continuation, NULL AS context, sources.name AS source_name,
       templates.id AS template_id, templates.text AS template_text, recommendation, commands
     FROM (SELECT * FROM anomalies WHERE ${
      anomaliesIn(scope)
    } ORDER BY weight_of(score, count) DESC, number LIMIT :limit) AS top
     JOIN details ON details.number = top.number JOIN sources ON sources.number = top.source
     JOIN templates ON templates.number = top.template LEFT JOIN advice ON advice.number = details.advice
     ORDER BY weight_of(score, count) DESC, top.number`,
    scope,
    { limit },
  ).map(withAdvice);
}

/** How the program did in these runs; of those that follow logs only within the range. */
export function scopeMetrics(database: Database, scope: ReportScope): Row[] {
  return all(
    database,
    `SELECT metrics.* FROM metrics JOIN runs ON runs.number = run WHERE (:run IS NULL OR run = :run)
     AND coalesce(last_time_ms, updated_ms) >= :since AND coalesce(first_time_ms, started_ms) <= :until
     AND (command <> 'watch' OR time_ms BETWEEN :since AND :until) ORDER BY metrics.number`,
    scope,
  );
}

/** Marks that hold: what was called normal and is not told of again. */
export function marksInForce(database: Database): number {
  return Number(database.prepare("SELECT count(*) AS marks FROM feedback WHERE removed_ms IS NULL").get()?.marks ?? 0);
}

/**
 * Which anomalies are meant: those of a run by the index of runs, all others by that of times. The plus sign keeps
 * SQLite from the index of times, which would lead through all other runs.
 */
function anomaliesIn({ run }: ReportScope): string {
  return run === undefined ? `${ANOMALY_MS} ${IN_RANGE}` : `anomalies.run = :run AND +${ANOMALY_MS} ${IN_RANGE}`;
}

function spanOf({ start_minute, minutes, lines }: Row): LineSpan {
  return { startMs: Number(start_minute) * 60_000, minutes: Number(minutes), lines: Number(lines) };
}

/** Runs a query with the scope as its values, those of them that it names. */
function all(
  database: Database,
  sql: string,
  { run, sinceMs, untilMs }: ReportScope,
  further: Readonly<Record<string, number>> = {},
): Row[] {
  const values: Readonly<Record<string, number | null>> = {
    run: run ?? null,
    since: Math.max(TIME_MIN, Math.floor(sinceMs)),
    until: Math.min(TIME_MAX, Math.floor(untilMs)),
    ...further,
  };
  const named = Object.entries(values).filter(([name]) => new RegExp(`:${name}\\b`).test(sql));
  return database.prepare(sql).all(Object.fromEntries(named)) as Row[];
}

/** Beyond what any date can hold, and within what SQLite takes as a whole number. */
const TIME_MAX = 1e16;
const TIME_MIN = -TIME_MAX;
