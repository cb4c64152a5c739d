/** Looks whether a database is whole: the file as SQLite sees it, and what its tables say of each other. */
import type { Database } from "./database.ts";

/** Problems that are told, at most. */
const PROBLEMS_MAX = 20;

/** What must not be there, as a count of rows. */
const RULES: readonly (readonly [string, string])[] = [
  [
    "anomalies of no run",
    "SELECT count(*) AS n FROM anomalies WHERE run > (SELECT coalesce(max(number), 0) FROM runs)",
  ],
  [
    "anomalies without a source",
    "SELECT count(*) AS n FROM anomalies WHERE source NOT IN (SELECT number FROM sources)",
  ],
  [
    "anomalies without a template",
    "SELECT count(*) AS n FROM anomalies WHERE template NOT IN (SELECT number FROM templates)",
  ],
  ["anomalies without details", "SELECT count(*) AS n FROM anomalies WHERE number NOT IN (SELECT number FROM details)"],
  [
    "anomalies with advice that is not there",
    "SELECT count(*) AS n FROM details WHERE advice > 0 AND advice NOT IN (SELECT number FROM advice)",
  ],
  ["runs that have counted less than nothing", "SELECT count(*) AS n FROM runs WHERE min(lines, bytes, anomalies) < 0"],
  ["runs that go on from a later one", "SELECT count(*) AS n FROM runs WHERE chain > number"],
  [
    "runs with more lines in their counts than they have read",
    `SELECT count(*) AS n FROM runs WHERE lines < (SELECT coalesce(sum(lines), 0) FROM counts WHERE run = runs.number)`,
  ],
  ["checkpoints that are no JSON", "SELECT count(*) AS n FROM checkpoints WHERE NOT json_valid(state)"],
];

/** What is wrong, in words; none where all is well. Takes as long as reading the whole file. */
export function verifyDatabase(database: Database): string[] {
  const problems = database.prepare(`PRAGMA integrity_check(${PROBLEMS_MAX})`).all()
    .map((row) => String(Object.values(row)[0]))
    .filter((text) => text !== "ok");
  if (problems.length > 0) return problems;
  return RULES.flatMap(([what, sql]) => {
    const count = Number(database.prepare(sql).get()?.n ?? 0);
    return count === 0 ? [] : [`${count} ${what}`];
  });
}
