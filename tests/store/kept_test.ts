/** What is kept of a history and for how long: counts by minute, samples of features, retention, backups. */
import { assert, assertEquals, assertRejects } from "@std/assert";
import { ROW_BYTES } from "../../src/forest/reservoir.ts";
import { backupPath, backupTo, listBackups, pruneBackups, restoreFrom } from "../../src/store/backup.ts";
import { type Database, openDatabase } from "../../src/store/database.ts";
import { mergeSamples } from "../../src/store/feature_sample.ts";
import { MinuteCounts } from "../../src/store/minute_counts.ts";
import { anomalyRows, historyTotals } from "../../src/store/queries.ts";
import { bytesIn, prune, total } from "../../src/store/retention.ts";
import type { CountCell } from "../../src/store/rows.ts";
import { TempFolder } from "../sources/temp_folder.ts";
import { anomaly, counts, START_MS, TestRun } from "./run_rows.ts";

const MINUTE_MS = 60_000;
const DAY_MS = 1440 * MINUTE_MS;

function counted(lines: readonly (readonly [clock: number, template: number])[]): CountCell[] {
  const minutes = new MinuteCounts();
  const [clock, template] = [new Float64Array(lines.map(([at]) => at)), new Int32Array(lines.map(([, id]) => id))];
  // each line whose number can be divided by 3 continues an event
  const continuation = Uint8Array.from(lines, (_, k) => k % 3 === 0 ? 1 : 0);
  minutes.add({ lines: lines.length, clock, template, continuation }, "app.log", 3000);
  const cells: CountCell[] = [];
  minutes.take(Array.from({ length: 3000 }, (_, id) => `t${id}`), (cell) => cells.push(cell));
  return cells;
}

Deno.test("lines are counted by minute and template, those without a time by template alone", () => {
  const cells = counted([[NaN, 0], [NaN, 0], [0, 0], [59_999, 0], [60_000, 0], [60_001, 1], [60_002, -1]]);
  const shown = cells.map(({ startMinute, minutes, template, lines, continued }) => [
    startMinute,
    minutes,
    template,
    lines,
    continued,
  ]);
  assertEquals(shown, [[-1, 1, "t0", 2, 1], [0, 1, "t0", 2, 1], [1, 1, "t0", 1, 0], [1, 1, "t1", 1, 0]]);
});

Deno.test("where there are too many minutes their spans are widened, and no line is lost", () => {
  const lines = Array.from({ length: 20_000 }, (_, k) => [k * 5 * MINUTE_MS, k % 3] as const);
  const cells = counted(lines);
  assert(cells.length < 1024, `${cells.length} cells`);
  assertEquals(new Set(cells.map(({ minutes }) => minutes)), new Set([1440]));
  assertEquals(cells.reduce((sum, cell) => sum + cell.lines, 0), 20_000);
  assertEquals(cells.reduce((sum, cell) => sum + cell.continued, 0), 6667);
  const flood = counted(Array.from({ length: 3000 }, (_, k) => [0, k] as const));
  assertEquals(flood.length, 3000, "as many templates as there are");
});

Deno.test("joined samples have as many rows of each as it has lines, and stay within their limit", () => {
  const sample = (lines: number, rows: number, byte: number) => ({
    schema: 1,
    lines,
    rows: new Uint8Array(rows * ROW_BYTES).fill(byte),
  });
  const rowsOf = (merged: { readonly rows: Uint8Array }, byte: number) =>
    merged.rows.filter((each) => each === byte).length / ROW_BYTES;
  const joined = mergeSamples(sample(3000, 100, 1), sample(1000, 100, 2), 100);
  assertEquals([joined.lines, rowsOf(joined, 1), rowsOf(joined, 2)], [4000, 75, 25]);
  const small = mergeSamples(sample(50, 50, 1), sample(10, 10, 2), 100);
  assertEquals([small.lines, rowsOf(small, 1), rowsOf(small, 2)], [60, 50, 10]);
  const short = mergeSamples(sample(1_000_000, 10, 1), sample(100, 100, 2), 100);
  assertEquals([rowsOf(short, 1), rowsOf(short, 2)], [10, 90]);
  const late = mergeSamples(sample(100, 100, 1), sample(1_000_000, 10, 2), 100);
  assertEquals([rowsOf(late, 1), rowsOf(late, 2)], [90, 10]);
});

/** Ten runs, one a day, each with a hundred anomalies. */
function tenDays(path: string): Database {
  for (let day = 0; day < 10; day++) {
    const run = new TestRun(path, `run-${day}`);
    run.nowMs = START_MS + day * DAY_MS;
    for (let k = 0; k < 100; k++) run.history.pending.begin(anomaly(k, { message: "x".repeat(2000) }));
    const startMinute = (START_MS + day * DAY_MS) / MINUTE_MS;
    run.history.pending.cells.push({
      startMinute,
      minutes: 1,
      source: "app.log",
      template: "5f1c0a9e",
      lines: 1000,
      continued: 0,
    });
    run.flush({ counts: counts(1000, 100), isEnd: true });
    run.history.close();
  }
  return openDatabase(path);
}

Deno.test("what is too old is forgotten, and still counts in the totals", () => {
  using folder = new TempFolder();
  const database = tenDays(folder.at("oddline.db"));
  const before = historyTotals(database);
  // runs started within a millisecond of START_MS, and were stored one day apart
  prune(database, { sinceMs: START_MS + 6.5 * DAY_MS, bytesMax: Infinity });
  assertEquals([...anomalyRows(database, {})].length, 300);
  assertEquals(historyTotals(database), before);
  assertEquals(database.prepare("SELECT count(*) AS n FROM runs").get()?.n, 3);
  assertEquals(database.prepare("SELECT count(*) AS n FROM details").get()?.n, 300);
  assertEquals(database.prepare("SELECT count(*) AS n FROM counts").get()?.n, 3);
  database.close();
});

Deno.test("what is forgotten goes in steps, so that a run is not held up", () => {
  using folder = new TempFolder();
  const path = folder.at("oddline.db");
  for (const id of ["run-1", "run-2"]) {
    const run = new TestRun(path, id);
    for (let minute = 0; minute < 250; minute++) {
      const startMinute = START_MS / MINUTE_MS + minute;
      run.history.pending.cells.push({
        startMinute,
        minutes: 1,
        source: "app.log",
        template: "5f1c0a9e",
        lines: 1,
        continued: 0,
      });
    }
    run.flush({ counts: counts(250), isEnd: true });
    run.history.close();
  }
  const database = openDatabase(path);
  const limits = { sinceMs: START_MS + DAY_MS, bytesMax: Infinity };
  const oneStep = { budgetMs: 0, clock: () => 0 };
  assertEquals([1, 2, 3].map(() => prune(database, limits, oneStep).counts), [250, 250, 0]);
  assertEquals(historyTotals(database).lines, 500);
  database.close();
});

Deno.test("a database that is too large becomes smaller, the oldest first", () => {
  using folder = new TempFolder();
  const database = tenDays(folder.at("oddline.db"));
  const [bytes, before] = [bytesIn(database), historyTotals(database)];
  prune(database, { sinceMs: 0, bytesMax: bytes / 2 });
  assert(bytesIn(database) <= bytes / 2, `${bytesIn(database)} of ${bytes}`);
  const kept = [...anomalyRows(database, {})];
  assert(kept.length >= 100 && kept.every(({ run }) => Number(run) > 4), `${kept.length} anomalies`);
  assertEquals(historyTotals(database), before);
  database.close();
});

Deno.test("a database that is too large becomes smaller although a clock was a year ahead when its oldest rows were stored", () => {
  using folder = new TempFolder();
  const database = tenDays(folder.at("oddline.db"));
  database.exec(`UPDATE anomalies SET seen_ms = seen_ms + ${365 * DAY_MS} WHERE number <= 400`);
  const bytes = bytesIn(database);
  prune(database, { sinceMs: 0, bytesMax: bytes / 2 });
  assert(bytesIn(database) <= bytes / 2, `${bytesIn(database)} of ${bytes}`);
  database.close();
});

Deno.test("what is too much goes in small steps, as many as there is time for", () => {
  using folder = new TempFolder();
  const database = tenDays(folder.at("oddline.db"));
  let ms = 0;
  const clock = () => ms += 10;
  const limits = { sinceMs: START_MS + 30 * DAY_MS, bytesMax: Infinity };
  const removed = [20, 20, 1000].map((budgetMs) => prune(database, limits, { budgetMs, clock }).anomalies);
  assertEquals(removed, [500, 500, 0]);
  assertEquals(total(prune(database, limits)), 0);
  database.close();
});

Deno.test("a backup is made while the database is open, the oldest go, and it can be put back", async () => {
  using folder = new TempFolder();
  const path = folder.at("oddline.db");
  const where = { folder: folder.at("backups"), path };
  Deno.mkdirSync(where.folder);
  const database = tenDays(path);
  for (let day = 0; day < 4; day++) await backupTo(database, backupPath(where, START_MS + day * DAY_MS));
  await assertRejects(() => backupTo(database, backupPath(where, START_MS)), Error, "is there already");
  assertEquals(pruneBackups(where, 2).map(({ madeMs }) => (madeMs - START_MS) / DAY_MS), [1, 0]);
  const [newest] = listBackups(where);
  const before = historyTotals(database);
  database.exec("DELETE FROM runs");
  database.close();
  assertEquals(await restoreFrom(newest.path, path, START_MS), `${path}.before-2026-11-22T18-00-00-000Z`);
  const restored = openDatabase(path);
  assertEquals(historyTotals(restored), before);
  restored.close();
  const left = [...Deno.readDirSync(where.folder)].map(({ name }) => name);
  assertEquals(left.length, 2, left.join());
});

Deno.test("a backup that is not whole is not put back", async () => {
  using folder = new TempFolder();
  const path = folder.at("oddline.db");
  tenDays(path).close();
  const bad = folder.write("bad.db", "no database ".repeat(1000));
  await assertRejects(() => restoreFrom(bad, path, START_MS), Error, "not a database");
  const database = openDatabase(path);
  assertEquals(historyTotals(database).runs, 10);
  database.close();
});
