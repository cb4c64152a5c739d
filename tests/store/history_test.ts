/** What a run does when the database is in trouble: nothing is lost that is not counted, and the user is told once. */
import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { openDatabase } from "../../src/store/database.ts";
import { anomalyRows, historyTotals, runRows } from "../../src/store/queries.ts";
import { verifyDatabase } from "../../src/store/verify.ts";
import { TempFolder } from "../sources/temp_folder.ts";
import { anomaly, counts, look, START_MS, TestRun } from "./run_rows.ts";

const totalsIn = (path: string) => look(path, historyTotals);
const anomaliesIn = (path: string) => look(path, (database) => [...anomalyRows(database, {})]);

Deno.test("the checkpoint of a state beside the database is found where both were copied to", () => {
  using folder = new TempFolder();
  Deno.mkdirSync(folder.at("here"));
  const first = new TestRun(folder.at("here/oddline.db"), "run-1");
  const checkpoint = { path: folder.at("here/oddline.state.json"), lineage: "x", savedMs: START_MS, state: "{}" };
  first.flush({ counts: counts(10), checkpoint });
  first.history.close();
  Deno.renameSync(folder.at("here"), folder.at("there"));
  const second = new TestRun(folder.at("there/oddline.db"), "run-2");
  assertEquals(second.history.checkpointOf(folder.at("there/oddline.state.json"))?.lineage, "x");
  assertEquals(second.history.checkpointOf(folder.at("elsewhere.json")), undefined);
  second.history.close();
});

Deno.test("an anomaly that goes on is one row, over flushes and over runs that go on from each other", () => {
  using folder = new TempFolder();
  const path = folder.at("oddline.db");
  const first = new TestRun(path, "run-1");
  const checkpoint = { path: "/state", lineage: "x", savedMs: START_MS, state: "{}" };
  first.history.pending.begin(anomaly(1));
  first.flush({ counts: counts(10, 1), checkpoint });
  first.history.close(); // killed: it never says that it is over
  const second = new TestRun(path, "run-2");
  const stored = second.history.checkpointOf("/state");
  assertEquals(stored, { ...checkpoint, chain: 1 });
  second.history.goOnFrom(stored!);
  second.history.pending.update({
    type: "anomaly_update",
    id: anomaly(1).id,
    count: 7,
    score: .99,
    last_time: "2026-11-22T18:05:00.000Z",
    closed: true,
    continuation: ["  at main"],
  });
  second.flush({ counts: counts(5), isEnd: true });
  second.history.close();
  const rows = anomaliesIn(path);
  assertEquals(rows.length, 1);
  assertEquals([rows[0].count, rows[0].score, rows[0].closed, rows[0].run], [7, .99, 1, 1]);
  assertEquals(JSON.parse(String(rows[0].continuation)), ["  at main"]);
  assertEquals(totalsIn(path), { lines: 15, bytes: 1500, anomalies: 1, runs: 2 });
  assertEquals(look(path, (database) => [...runRows(database, {})].map(({ ended_ms }) => ended_ms === null)), [
    true,
    false,
  ]);
});

Deno.test("a checkpoint is stored with the rows up to it, or neither is", () => {
  using folder = new TempFolder();
  const path = folder.at("oddline.db");
  const open = { pagesMax: 60 };
  const run = new TestRun(path, "run-1", open);
  const checkpoint = (state: string) => ({ path: "/state", lineage: "x", savedMs: START_MS, state });
  assert(run.flush({ counts: counts(1), checkpoint: checkpoint("1") }));
  for (let k = 0; k < 100; k++) run.history.pending.begin(anomaly(k, { message: "x".repeat(5000) }));
  assert(!run.flush({ counts: counts(100, 100), checkpoint: checkpoint("2") }));
  assertEquals(look(path, (database) => database.prepare("SELECT state FROM checkpoints").get()?.state), "1");
  assertEquals(totalsIn(path).lines, 1);
  assertEquals(anomaliesIn(path).length, 0);
});

Deno.test("a full disk is told once, retried, and told again when there is room", () => {
  using folder = new TempFolder();
  const path = folder.at("oddline.db");
  const open = { pagesMax: 60 };
  const run = new TestRun(path, "run-1", open);
  for (let k = 0; k < 100; k++) run.history.pending.begin(anomaly(k, { message: "x".repeat(5000) }));
  for (let k = 0; k < 10; k++) assert(!run.flush({ counts: counts(k, 100) }));
  assertEquals(run.warnings.length, 1);
  assertStringIncludes(run.warnings[0], "the history cannot be written (database or disk is full); trying again");
  assertEquals(run.history.trouble, "database or disk is full");
  open.pagesMax = 100_000;
  run.nowMs += 60_000;
  assert(run.flush({ counts: counts(50, 100) }));
  assertEquals(run.warnings.slice(1), [`${path}: the history can be written again; nothing is missing`]);
  assertEquals(run.history.trouble, "");
  assertEquals(totalsIn(path), { lines: 50, bytes: 5000, anomalies: 100, runs: 1 });
  assertEquals(anomaliesIn(path).length, 100);
  run.history.close();
});

Deno.test("a disk that becomes full in the middle of a run, and has room again, leaves the run one run", () => {
  using folder = new TempFolder();
  const path = folder.at("oddline.db");
  const open = { pagesMax: 60 };
  const run = new TestRun(path, "run-1", open);
  run.history.pending.begin(anomaly(0));
  assert(run.flush({ counts: counts(1, 1) }));
  for (let k = 1; k <= 100; k++) run.history.pending.begin(anomaly(k, { message: "x".repeat(5000) }));
  assert(!run.flush({ counts: counts(101, 101) }));
  open.pagesMax = 100_000;
  run.nowMs += 60_000;
  assert(run.flush({ counts: counts(102, 101) }));
  assertEquals(run.warnings.at(-1), `${path}: the history can be written again; nothing is missing`);
  assertEquals(totalsIn(path), { lines: 102, bytes: 10_200, anomalies: 101, runs: 1 });
  assertEquals(anomaliesIn(path).map(({ run }) => run), Array(101).fill(1));
  run.history.close();
});

Deno.test("rows that there is no room for while nothing can be written are counted", () => {
  using folder = new TempFolder();
  const path = folder.at("oddline.db");
  const open = { pagesMax: 40 };
  const run = new TestRun(path, "run-1", open);
  for (let round = 0; round < 6; round++) {
    for (let k = 0; k < 5000; k++) run.history.pending.begin(anomaly(round * 5000 + k));
    run.flush({ counts: counts(round, round * 5000) });
  }
  open.pagesMax = 1_000_000;
  run.nowMs += 60_000;
  assert(run.flush({ counts: counts(6, 30_000) }));
  assertEquals(run.warnings.at(-1), `${path}: the history can be written again; 10000 rows are missing`);
  assert(run.flush({ counts: counts(7, 30_000), isEnd: true }));
  const [row] = look(path, (database) => [...runRows(database, {})]);
  assertEquals([row.anomalies, row.lost_rows], [30_000, 10_000]);
  assertEquals(anomaliesIn(path).length, 20_000);
  run.history.close();
});

Deno.test("a file that another process holds is waited for, and only told of when that takes long", () => {
  using folder = new TempFolder();
  const path = folder.at("oddline.db");
  const run = new TestRun(path);
  assert(run.flush({ counts: counts(1) }));
  const other = openDatabase(path);
  other.exec("BEGIN IMMEDIATE");
  run.history.pending.begin(anomaly(1));
  assert(!run.flush({ counts: counts(2, 1) }));
  assertEquals([run.warnings, run.history.trouble], [[], ""]);
  for (let k = 0; k < 5; k++) run.flush({ counts: counts(3, 1) });
  assertEquals(run.history.trouble, "database is locked");
  assertEquals(run.warnings, [`${path}: the history cannot be written (database is locked); trying again`]);
  other.exec("ROLLBACK");
  other.close();
  run.nowMs += 60_000;
  assert(run.flush({ counts: counts(4, 1) }));
  assertEquals(totalsIn(path), { lines: 4, bytes: 400, anomalies: 1, runs: 1 });
  assertEquals(run.warnings.length, 2);
  run.history.close();
});

Deno.test("a damaged database is set aside and named, and the rows go into a new one", () => {
  using folder = new TempFolder();
  const path = folder.write("oddline.db", "SQLite format 3\0 and no database ".repeat(500));
  const run = new TestRun(path);
  run.history.pending.begin(anomaly(1));
  assert(run.flush({ counts: counts(3, 1), isEnd: true }));
  run.history.close();
  const aside = `${path}.damaged-2026-11-22T18-00-00-000Z`;
  assertEquals(run.warnings, [
    `${path}: file is not a database; it was set aside as ${aside}, and a new history begun`,
  ]);
  assertStringIncludes(Deno.readTextFileSync(aside), "and no database");
  assertEquals(totalsIn(path), { lines: 3, bytes: 300, anomalies: 1, runs: 1 });
});

Deno.test("a database that is removed, or becomes damaged, while a run writes it is begun anew with all that was counted", () => {
  using folder = new TempFolder();
  const path = folder.at("oddline.db");
  const run = new TestRun(path);
  run.flush({ counts: counts(1) });
  Deno.removeSync(path);
  assert(run.flush({ counts: counts(2) }));
  assertEquals(totalsIn(path).lines, 2);
  run.history.close();
  // all pages but the first: it opens, and is found out when its tables are needed
  const size = Deno.statSync(path).size;
  using file = Deno.openSync(path, { write: true });
  file.seekSync(4096, Deno.SeekMode.Start);
  file.writeSync(new Uint8Array(size - 4096).fill(0x5a));
  assert(run.flush({ counts: counts(3) }));
  assertEquals(run.warnings.length, 1);
  assertStringIncludes(run.warnings[0], "it was set aside as");
  assertEquals(totalsIn(path).lines, 3);
  run.history.close();
});

Deno.test("nothing is written into a database of another program or of a later Oddline", () => {
  using folder = new TempFolder();
  const path = folder.at("oddline.db");
  look(path, (database) => database.exec("PRAGMA user_version = 99"));
  const run = new TestRun(path);
  for (let k = 0; k < 3; k++) run.flush({ counts: counts(k) });
  assert(run.history.isOff);
  assertEquals(run.warnings.length, 1);
  assertStringIncludes(run.warnings[0], "use --db FILE for another place");
});

Deno.test("what never was a database stays where it is, and nothing is recorded", () => {
  using folder = new TempFolder();
  const log = "2026-02-03 10:00:00 ERROR a log, and no database\n";
  const path = folder.write("app.log", log);
  const run = new TestRun(path);
  for (let k = 0; k < 3; k++) run.flush({ counts: counts(k) });
  assert(run.history.isOff);
  assertEquals(run.warnings, [
    `${path}: the history is off: this is no database; use --db FILE for another place`,
  ]);
  assertEquals([Deno.readTextFileSync(path), [...Deno.readDirSync(folder.path)].length], [log, 1]);
});

Deno.test("a place that cannot be opened is waited for by a run that goes on, and no place to one that ends", () => {
  using folder = new TempFolder();
  const path = folder.at("oddline.db");
  Deno.mkdirSync(path); // a folder where a file should be
  const [long, short] = [false, true].map((isShort) => new TestRun(path, `${isShort}`, undefined, isShort));
  for (const run of [long, short]) {
    for (const isEnd of [false, true]) run.flush({ counts: counts(1), isEnd });
  }
  assertStringIncludes(long.warnings[0], "; trying again");
  assertEquals([long.history.isOff, short.history.isOff, short.warnings.length], [false, true, 1]);
  assert(/the history is off: .*; use --db FILE for another place$/.test(short.warnings[0]), short.warnings[0]);
});

Deno.test("two runs write one database, each its own rows", () => {
  using folder = new TempFolder();
  const path = folder.at("oddline.db");
  const runs = [new TestRun(path, "one"), new TestRun(path, "two")];
  for (let k = 1; k <= 3; k++) {
    for (const run of runs) {
      run.history.pending.begin(anomaly(k));
      assert(run.flush({ counts: counts(k * 10, k) }));
    }
  }
  for (const { history } of runs) history.close();
  assertEquals(totalsIn(path), { lines: 60, bytes: 6000, anomalies: 6, runs: 2 });
  assertEquals(anomaliesIn(path).map(({ run }) => run), [1, 2, 1, 2, 1, 2]);
  assertEquals(look(path, verifyDatabase), []);
});

Deno.test("a span of time has all of its anomalies by their times, also with what else is asked, and those without a time", () => {
  using folder = new TempFolder();
  const path = folder.at("oddline.db");
  const run = new TestRun(path, "run-1");
  for (const [k, minute] of [5, 1, NaN, 3, 4, 2].entries()) {
    const time = minute >= 0 ? new Date(START_MS - minute * 60_000).toISOString() : null;
    run.history.pending.begin(anomaly(k, { time }));
  }
  assert(run.flush({ counts: counts(6, 6), isEnd: true }));
  run.history.close();
  const minutes = (from: number, to: number) => ({
    sinceMs: START_MS - from * 60_000,
    untilMs: START_MS - to * 60_000,
  });
  for (
    const [filter, lines] of [
      [minutes(4, 2), [5, 4, 6]],
      [{ ...minutes(4, 2), newestFirst: true, limit: 2 }, [6, 4]],
      // the one without a time by when it was stored, which is now
      [{ newestFirst: true, limit: 3 }, [3, 2, 6]],
      [{ ...minutes(4, 2), detector: "severity", source: anomaly(0).source }, [5, 4, 6]],
      [{ sinceMs: START_MS - 60_000 }, [2, 3]],
      [{ untilMs: START_MS - 2 * 60_000, limit: 3 }, [1, 5, 4]],
    ] as const
  ) {
    assertEquals(look(path, (database) => [...anomalyRows(database, filter)].map(({ number }) => number)), lines);
  }
});

Deno.test("what cannot be written is tried again after longer and longer pauses, and soon once it could be", () => {
  using folder = new TempFolder();
  const open = { pagesMax: 60 };
  const run = new TestRun(folder.at("oddline.db"), "run-1", open);
  for (let k = 0; k < 100; k++) run.history.pending.begin(anomaly(k, { message: "x".repeat(5000) }));
  const tries: number[] = [];
  Object.defineProperty(open, "pagesMax", { get: () => (tries.push((run.nowMs - START_MS) / 1000), 60) });
  for (let second = 0; second < 120; second++) assert(!run.flush({ counts: counts(second, 100) }));
  assertEquals(tries, [0, 1, 3, 7, 15, 31, 61, 91]);
  run.history.close();
});

Deno.test("a clock that is put back by an hour does not keep it from trying again", () => {
  using folder = new TempFolder();
  const path = folder.at("oddline.db");
  const open = { pagesMax: 60 };
  const run = new TestRun(path, "run-1", open);
  for (let k = 0; k < 100; k++) run.history.pending.begin(anomaly(k, { message: "x".repeat(5000) }));
  assert(!run.flush({ counts: counts(1, 100) }));
  open.pagesMax = 100_000;
  run.nowMs -= 3_600_000;
  assert(run.flush({ counts: counts(2, 100) }));
  assertEquals(run.warnings.at(-1), `${path}: the history can be written again; nothing is missing`);
  assertEquals(totalsIn(path).anomalies, 100);
  run.history.close();
});
