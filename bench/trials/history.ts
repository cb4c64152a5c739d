/** What is asked of a history of a million anomalies, and how long it takes: the median of some times each. */
import { makeReport } from "../../src/report/run/make_report.ts";
import { type Database, openDatabase } from "../../src/store/database.ts";
import { anomaliesLike, anomalyRows, type HistoryFilter, historyTotals, runRows } from "../../src/store/queries.ts";
import { prune } from "../../src/store/retention.ts";
import { markdownTable } from "../../src/report/markdown_table.ts";
import { median } from "./machine.ts";

const ANOMALIES = 1_000_000;
const TEMPLATES = 2000;
const SOURCES = 50;
const RUNS = 200;
const DETECTORS = ["severity", "keyword", "new_template", "spike", "session", "isolation_forest"];
const REPEATS = 15;
const LIST = 50;
/** What a run gives it at a time. */
const WITHIN = { budgetMs: 20, clock: () => performance.now() };
const START_MS = Date.UTC(2026, 0, 1);
const APART_MS = 3000;

export async function history(): Promise<string> {
  const folder = await Deno.makeTempDir({ prefix: "oddline-history-" });
  try {
    const path = `${folder}/oddline.db`;
    fill(path);
    const database = openDatabase(path);
    const rows = Object.entries(questions(database)).map(([what, ask]) => [what, timeOf(ask)]);
    const megabytes = (Deno.statSync(path).size / 1e6).toFixed(0);
    database.close();
    const title = `## A history of ${ANOMALIES.toLocaleString("en")} anomalies, ${megabytes} MB`;
    return `${title}\n\n${markdownTable(["asked", "ms"], rows)}`;
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

/** What is asked, by what it is called. */
function questions(database: Database): Readonly<Record<string, () => unknown>> {
  const end = START_MS + ANOMALIES * APART_MS;
  const newest = { newestFirst: true, limit: LIST };
  const moment = { nowMs: end, running: new Set<number>() };
  return {
    "the newest 50": list(database, newest),
    "the newest 50 before a moment": list(database, { ...newest, storedBeforeMs: end - 500_000_000 }),
    "the newest 50 of a detector": list(database, { ...newest, detector: "session" }),
    "the newest 50 of a detector that has none": list(database, { ...newest, detector: "flatline" }),
    "the newest 50 of a severity": list(database, { ...newest, severity: "critical" }),
    "the newest 50 of a template": list(database, { ...newest, template: "t77" }),
    "the newest 50 of a source": list(database, { ...newest, source: "/var/log/7.log" }),
    "the newest 50 of a source that has none": list(database, { ...newest, source: "/var/log/none.log" }),
    "the newest 50 of an early hour": list(database, {
      ...newest,
      sinceMs: START_MS + 86_400_000,
      untilMs: START_MS + 90_000_000,
    }),
    "the newest 50 of the first three days": list(database, { ...newest, untilMs: START_MS + 3 * 86_400_000 }),
    "the newest 50 of the first five days": list(database, { ...newest, untilMs: START_MS + 5 * 86_400_000 }),
    "the newest 50 of the first five days, of a detector that has none": list(database, {
      ...newest,
      untilMs: START_MS + 5 * 86_400_000,
      detector: "flatline",
    }),
    "the newest 50 since an hour": list(database, { ...newest, sinceMs: end - 3_600_000 }),
    "the newest 50 of a run": list(database, { ...newest, run: 20 }),
    "one by its id": list(database, { id: "a500000" }),
    "how many like it": () =>
      anomaliesLike(database, { template_id: "t77", detector: "severity", source: "/var/log/7.log" }, {
        storedBeforeMs: end,
        countMax: 1000,
      }),
    "totals": () => historyTotals(database),
    "runs": () => [...runRows(database, newest)],
    "a report of a run": () => makeReport(database, { run: 20, sinceMs: -Infinity, untilMs: Infinity }, moment),
    "a report of a day": () =>
      makeReport(database, { run: undefined, sinceMs: START_MS, untilMs: START_MS + 86_400_000 }, moment),
    "forgetting, with 20 ms to do so": () => prune(database, { sinceMs: end, bytesMax: 1e12 }, WITHIN),
  };
}

function list(database: Database, filter: HistoryFilter): () => unknown {
  return () => [...anomalyRows(database, filter)];
}

/** Median, and the first, which finds nothing in SQLite's own memory. */
function timeOf(ask: () => unknown): string {
  const ms: number[] = [];
  for (let k = 0; k < REPEATS; k++) {
    const start = performance.now();
    ask();
    ms.push(performance.now() - start);
  }
  return `${median(ms).toFixed(2)} (first ${ms[0].toFixed(2)})`;
}

/** Rows as runs write them, made by SQLite itself. */
function fill(path: string): void {
  const database = openDatabase(path);
  const count = (n: number) => `WITH RECURSIVE k(n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM k WHERE n < ${n - 1})`;
  const detector = `CASE n % ${DETECTORS.length} ${DETECTORS.map((id, k) => `WHEN ${k} THEN '${id}'`).join(" ")} END`;
  database.exec(`BEGIN;
    ${count(RUNS)} INSERT INTO runs (id, chain, command, files, pid, workers, started_ms, updated_ms, lines, bytes,
      anomalies, flagged_lines, truncated_lines, invalid_utf8, lost_rows)
      SELECT 'r' || n, n + 1, 'watch', '[]', 1, 2, ${START_MS} + n * 15000000, ${START_MS} + n * 15000000 + 14000000,
      100000, 10000000, 5000, 5000, 0, 0, 0 FROM k;
    ${count(SOURCES)} INSERT INTO sources (name) SELECT '/var/log/' || n || '.log' FROM k;
    ${
    count(TEMPLATES)
  } INSERT INTO templates (id, text, example) SELECT 't' || n, 'Request <*> of kind ' || n || ' broke',
      'Request 1 of kind ' || n || ' broke' FROM k;
    ${count(ANOMALIES)} INSERT INTO anomalies (id, chain, run, seen_ms, time_ms, source, line, offset, detector, score,
      severity, template, count, last_time_ms, closed)
      SELECT 'a' || n, n / 5000 + 1, n / 5000 + 1, ${START_MS} + n * ${APART_MS}, ${START_MS} + n * ${APART_MS} - 500,
      n * 7919 % ${SOURCES} + 1, n, n * 100, ${detector}, .9, CASE WHEN n % 40 = 0 THEN 'critical' ELSE 'warning' END,
      n * 104729 % ${TEMPLATES} + 1, 1, ${START_MS} + n * ${APART_MS}, 1 FROM k;
    INSERT INTO details (number, message, reason, evidence) SELECT number, 'Request ' || line || ' of some kind broke',
      'the line is of level ERROR', '{"level":"ERROR"}' FROM anomalies;
    COMMIT`);
  database.close();
}
