/**
 * Forgets what is too old or too much: the oldest rows first, a few hundred in one transaction, so that a run that
 * looks after its history on the way does not stand still. What runs have counted is kept in `forgotten` when their
 * rows go, so that totals are of all that was ever seen.
 */
import { type Database, inTransaction, pragma } from "./database.ts";

/** Rows of each table that one step removes: some milliseconds of work. */
const STEP_ROWS = 250;
/** Pages that one step gives back to the system: more than it frees. */
const STEP_PAGES = 200;
/** Down to this share of the size, so that it is not the same again at once. */
const SIZE_SHARE = .9;

/** What is kept. */
export interface RetentionLimits {
  /** Older rows go, ms since the epoch. */
  readonly sinceMs: number;
  /** Bytes of the database. */
  readonly bytesMax: number;
}

/** What was removed. */
export interface Pruned {
  readonly anomalies: number;
  readonly counts: number;
  readonly metrics: number;
  readonly runs: number;
}

/** How long it may take: all of it, where nothing is said. */
export interface PruneTime {
  readonly budgetMs: number;
  /** ms of a clock that never goes back. */
  readonly clock: () => number;
}

/**
 * Removes what is too old, or too much, until nothing is left to remove or the time is over, if by no more than one
 * step. Throws what SQLite throws.
 */
export function prune(database: Database, limits: RetentionLimits, time?: PruneTime): Pruned {
  const endMs = time === undefined ? Infinity : time.clock() + time.budgetMs;
  let all: Pruned = { anomalies: 0, counts: 0, metrics: 0, runs: 0 };
  let isDone = false;
  do {
    const step = pruneStep(database, limits);
    isDone = total(step) === 0;
    all = {
      anomalies: all.anomalies + step.anomalies,
      counts: all.counts + step.counts,
      metrics: all.metrics + step.metrics,
      runs: all.runs + step.runs,
    };
  } while (!isDone && !(time !== undefined && time.clock() >= endMs));
  return all;
}

/** How many rows were removed in all. */
export function total({ anomalies, counts, metrics, runs }: Pruned): number {
  return anomalies + counts + metrics + runs;
}

/** Bytes that are in use, free pages left out. */
export function bytesIn(database: Database): number {
  return (pragma(database, "page_count") - pragma(database, "freelist_count")) * pragma(database, "page_size");
}

/** All zeros when nothing is left to remove. */
function pruneStep(database: Database, { sinceMs, bytesMax }: RetentionLimits): Pruned {
  const pruned = inTransaction(database, () => {
    const byAge = removeOldest(database, { number: 0, ms: sinceMs });
    if (total(byAge) > 0 || bytesIn(database) <= bytesMax) return byAge;
    return removeOldest(database, oldestBeyond(database, bytesMax));
  });
  // rows until `.iterate` ends: each step of this pragma frees pages
  database.prepare(`PRAGMA incremental_vacuum(${STEP_PAGES})`).all();
  return pruned;
}

/** What is older: anomalies of a lower number or of an earlier time, all else of an earlier time. */
interface Cut {
  readonly number: number;
  readonly ms: number;
}

/**
 * After some of the oldest rows: of anomalies as large a share as the size is too large by. By their numbers, since a
 * clock that was ahead for a while must not keep the history from becoming smaller.
 */
function oldestBeyond(database: Database, bytesMax: number): Cut {
  const share = 1 - bytesMax * SIZE_SHARE / bytesIn(database);
  // the oldest go first, so numbers have hardly any gaps, and nobody need count a million rows
  const row = database.prepare(`SELECT number, seen_ms AS ms FROM anomalies WHERE number >=
    (SELECT min(number) + cast((max(number) - min(number)) * ? AS INTEGER) FROM anomalies) ORDER BY number LIMIT 1`)
    .get(share) ??
    database.prepare("SELECT 0 AS number, min(updated_ms) AS ms FROM runs WHERE number IN (SELECT run FROM counts)")
      .get();
  return { number: Number(row?.number ?? 0) + 1, ms: Number(row?.ms ?? 0) + 1 };
}

function removeOldest(database: Database, { number, ms }: Cut): Pruned {
  const run = (sql: string, ...values: number[]) => Number(database.prepare(sql).run(...values).changes);
  // the first that were stored have the lowest numbers
  const anomalies = run(
    `DELETE FROM anomalies WHERE number IN (SELECT number FROM anomalies ORDER BY number LIMIT ${STEP_ROWS})
     AND (number < ? OR seen_ms < ?)`,
    number,
    ms,
  );
  run("DELETE FROM details WHERE number < (SELECT coalesce(min(number), 9e15) FROM anomalies)");
  const metrics = run(
    `DELETE FROM metrics WHERE number IN (SELECT number FROM metrics ORDER BY number LIMIT ${STEP_ROWS})
     AND time_ms < ?`,
    ms,
  );
  return { anomalies, metrics, counts: pruneCounts(database, ms), runs: pruneRuns(database, ms) };
}

/** All of runs that are long over, and the old minutes of those that go on. */
function pruneCounts(database: Database, sinceMs: number): number {
  return Number(
    database.prepare(
      `DELETE FROM counts WHERE (run, start_minute, minutes, source, template) IN (
       SELECT run, start_minute, minutes, source, template FROM runs CROSS JOIN counts ON run = number
       AND start_minute < iif(updated_ms < ?1, ${Number.MAX_SAFE_INTEGER}, ?2) WHERE started_ms < ?1 LIMIT ${STEP_ROWS})`,
    ).run(sinceMs, Math.floor(sinceMs / 60_000)).changes,
  );
}

/**
 * Runs that are over and have nothing left. Anomalies go in the order in which they were stored, so a run that ended
 * before the oldest of them was stored has none; to look for each run's own would be a walk through all of them.
 */
function pruneRuns(database: Database, sinceMs: number): number {
  const oldest = database.prepare("SELECT seen_ms FROM anomalies ORDER BY number LIMIT 1").get();
  const beforeMs = Math.trunc(Math.min(sinceMs, Number(oldest?.seen_ms ?? Infinity)));
  const gone = `updated_ms < ${beforeMs}
    AND NOT EXISTS (SELECT 1 FROM counts WHERE run = runs.number)
    AND NOT EXISTS (SELECT 1 FROM checkpoints WHERE chain = runs.chain)`;
  if (database.prepare("SELECT 1 FROM runs WHERE updated_ms < ? LIMIT 1").get(beforeMs) === undefined) return 0;
  database.exec("CREATE TEMP TABLE IF NOT EXISTS gone (number INTEGER PRIMARY KEY); DELETE FROM gone");
  database.exec(`INSERT INTO gone SELECT number FROM runs WHERE ${gone}`);
  database.exec(`UPDATE forgotten SET
    runs = runs + (SELECT count(*) FROM gone),
    lines = lines + (SELECT coalesce(sum(lines), 0) FROM runs WHERE number IN gone),
    bytes = bytes + (SELECT coalesce(sum(bytes), 0) FROM runs WHERE number IN gone),
    anomalies = anomalies + (SELECT coalesce(sum(anomalies), 0) FROM runs WHERE number IN gone)`);
  return Number(database.prepare("DELETE FROM runs WHERE number IN gone").run().changes);
}
