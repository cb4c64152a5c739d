/**
 * Forgets what is too old or too much: the oldest rows first, a few thousand in one transaction, so that a run that looks
 * after its history on the way does not stand still. What runs have counted is kept in `forgotten` when their rows go, so
 * that totals are of all that was ever seen.
 */
import { type Database, inTransaction, pragma } from "./database.ts";

/** Rows of each table that one step removes. */
export const STEP_ROWS = 5000;
/** Pages that one step gives back to the system. */
const STEP_PAGES = 2000;
/** Down to this share of the size, so that it is not the same again at once. */
const SIZE_SHARE = .9;

/** What is kept. */
export interface RetentionLimits {
  /** Older rows go, ms since the epoch. */
  readonly sinceMs: number;
  /** Bytes of the database. */
  readonly bytesMax: number;
}

/** What a step has removed. */
export interface Pruned {
  readonly anomalies: number;
  readonly counts: number;
  readonly metrics: number;
  readonly runs: number;
}

/** Removes some of what is too old, or too much; all zeros when nothing is left to remove. Throws what SQLite throws. */
export function pruneStep(database: Database, { sinceMs, bytesMax }: RetentionLimits): Pruned {
  const pruned = inTransaction(database, () => {
    const byAge = prune(database, sinceMs);
    if (total(byAge) > 0 || bytesIn(database) <= bytesMax) return byAge;
    return prune(database, oldestBeyond(database, bytesMax));
  });
  // rows until `.iterate` ends: each step of this pragma frees pages
  database.prepare(`PRAGMA incremental_vacuum(${STEP_PAGES})`).all();
  return pruned;
}

/** How many rows were removed in all. */
export function total({ anomalies, counts, metrics, runs }: Pruned): number {
  return anomalies + counts + metrics + runs;
}

/** Bytes that are in use, free pages left out. */
export function bytesIn(database: Database): number {
  return (pragma(database, "page_count") - pragma(database, "freelist_count")) * pragma(database, "page_size");
}

/** A moment after some of the oldest rows: of anomalies as large a share as the size is too large by. */
function oldestBeyond(database: Database, bytesMax: number): number {
  const anomalies = Number(database.prepare("SELECT count(*) AS n FROM anomalies").get()?.n);
  const share = 1 - bytesMax * SIZE_SHARE / bytesIn(database);
  const row = anomalies > 0
    ? database.prepare("SELECT seen_ms AS ms FROM anomalies ORDER BY number LIMIT 1 OFFSET ?")
      .get(Math.min(anomalies - 1, Math.floor(anomalies * share)))
    : database.prepare("SELECT min(updated_ms) AS ms FROM runs WHERE number IN (SELECT run FROM counts)").get();
  return Number(row?.ms ?? 0) + 1;
}

function prune(database: Database, sinceMs: number): Pruned {
  const run = (sql: string, ...values: number[]) => Number(database.prepare(sql).run(...values).changes);
  // numbers grow with the time of storing, so the oldest are the lowest
  const anomalies = run(
    `DELETE FROM anomalies WHERE number IN (SELECT number FROM anomalies ORDER BY number LIMIT ${STEP_ROWS})
     AND seen_ms < ?`,
    sinceMs,
  );
  run("DELETE FROM details WHERE number < (SELECT coalesce(min(number), 9e15) FROM anomalies)");
  const metrics = run(
    `DELETE FROM metrics WHERE number IN (SELECT number FROM metrics ORDER BY number LIMIT ${STEP_ROWS})
     AND time_ms < ?`,
    sinceMs,
  );
  return { anomalies, metrics, counts: pruneCounts(database, sinceMs), runs: pruneRuns(database, sinceMs) };
}

/** All of runs that are long over, and the old minutes of those that go on. */
function pruneCounts(database: Database, sinceMs: number): number {
  const old = database.prepare(
    "SELECT number, updated_ms FROM runs WHERE started_ms < ? ORDER BY number",
  ).all(sinceMs);
  let removed = 0;
  for (const { number, updated_ms } of old) {
    const before = Number(updated_ms) < sinceMs ? Infinity : Math.floor(sinceMs / 60_000);
    removed += Number(
      database.prepare(
        `DELETE FROM counts WHERE (run, start_minute, minutes, source, template) IN (SELECT run, start_minute, minutes,
         source, template FROM counts WHERE run = ? AND start_minute < ? LIMIT ${STEP_ROWS})`,
      ).run(Number(number), before === Infinity ? Number.MAX_SAFE_INTEGER : before).changes,
    );
    if (removed >= STEP_ROWS) break;
  }
  return removed;
}

/**
 * Runs that are over and have nothing left. Anomalies go in the order in which they were stored, so a run that ended before
 * the oldest of them was stored has none; to look for each run's own would be a walk through all of them.
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
