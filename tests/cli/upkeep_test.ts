/** What watch does for its history on the way: backups when they are due, and what is too old goes. */
import { assertEquals } from "@std/assert";
import { Upkeep } from "../../src/cli/history/upkeep.ts";
import { openDatabase } from "../../src/store/database.ts";
import { historyTotals } from "../../src/store/queries.ts";
import { TempFolder } from "../sources/temp_folder.ts";
import { anomaly, counts, START_MS, TestRun } from "../store/run_rows.ts";

const DAY_MS = 86_400_000;
/** How long a step of forgetting takes here; it removes 250 rows. */
const STEP_MS = 10;

function upkeepOf(run: TestRun, backupFolder: string) {
  const settings = {
    retentionMs: 30 * DAY_MS,
    bytesMax: 1e9,
    backupIntervalMs: DAY_MS,
    backupKeep: 2,
    backupFolder,
  };
  let steps = 0;
  return new Upkeep(run.history, {
    now: () => run.nowMs,
    clock: () => steps++ * STEP_MS,
    warn: (message) => run.warnings.push(message),
    settings,
  });
}

/** A run whose history holds so many anomalies, all of which are too old by now. */
function runWithOld(folder: TempFolder, copies: number) {
  const run = new TestRun(folder.at("oddline.db"));
  run.history.pending.begin(anomaly(1));
  run.flush({ counts: counts(10, 1) });
  run.history.database?.exec(copiesOfTheFirst(copies));
  run.nowMs = START_MS + 40 * DAY_MS;
  const left = () => run.history.database?.prepare("SELECT count(*) AS n FROM anomalies").get()?.n;
  return { run, left, upkeep: upkeepOf(run, folder.at("backups")) };
}

Deno.test("a backup is made when the last one is a day old, and so many are kept as the settings say", async () => {
  using folder = new TempFolder();
  const run = new TestRun(folder.at("oddline.db"));
  run.flush({ counts: counts(10) });
  const upkeep = upkeepOf(run, folder.at("backups"));
  run.nowMs = START_MS;
  const made: number[] = [];
  for (let hour = 0; hour <= 80; hour++) {
    run.nowMs = START_MS + hour * 3600_000;
    upkeep.tick();
    await upkeep.close(0);
    made.push([...names(folder.at("backups"))].length);
  }
  assertEquals([made[23], made[24], made[47], made[48], made[80]], [0, 1, 1, 2, 2]);
  assertEquals([...names(folder.at("backups"))].sort(), [
    "oddline-2026-11-24T18-00-00-000Z.db",
    "oddline-2026-11-25T18-00-00-000Z.db",
  ]);
  run.history.close();
  const backup = openDatabase(folder.at("backups/oddline-2026-11-25T18-00-00-000Z.db"));
  assertEquals(historyTotals(backup).lines, 10);
  backup.close();
});

Deno.test("what is too old is forgotten while watch runs, and a backup that cannot be made is told once", async () => {
  using folder = new TempFolder();
  const run = new TestRun(folder.at("oddline.db"));
  run.history.pending.begin(anomaly(1));
  run.flush({ counts: counts(10, 1) });
  const upkeep = upkeepOf(run, folder.write("file", "no folder"));
  for (let day = 0; day <= 31; day++) {
    run.nowMs = START_MS + day * DAY_MS;
    run.flush({ counts: counts(10 + day, 1) });
    run.nowMs = START_MS + day * DAY_MS + 2000;
    upkeep.tick();
    await upkeep.close(0);
  }
  assertEquals(run.history.database?.prepare("SELECT count(*) AS n FROM anomalies").get()?.n, 0);
  assertEquals(run.warnings.length, 1, run.warnings.join("\n"));
  run.history.close();
});

Deno.test("at its end a run forgets about as much as it has stored, so that runs alone keep the history within its limits", async () => {
  using folder = new TempFolder();
  const { run, left, upkeep } = runWithOld(folder, 60_000);
  await upkeep.close(0);
  assertEquals(left(), 55_000);
  await upkeep.close(10_000);
  assertEquals(left(), 37_500);
  await upkeep.close(1e9);
  assertEquals(left(), 12_500);
  run.history.close();
});

Deno.test("while watch runs, forgetting takes a few hundredths of a second at a time", () => {
  using folder = new TempFolder();
  const { run, left, upkeep } = runWithOld(folder, 2000);
  for (const expected of [1500, 1000, 500, 0]) {
    upkeep.tick();
    assertEquals(left(), expected);
    run.nowMs += 500;
  }
  run.history.close();
});

Deno.test("a clock that was a year ahead when the last backup was made keeps nobody from making the next", async () => {
  using folder = new TempFolder();
  const run = new TestRun(folder.at("oddline.db"));
  run.flush({ counts: counts(10) });
  folder.write("backups/oddline-2027-11-22T18-00-00-000Z.db", "of next year");
  const made = () => [...names(folder.at("backups"))].length;
  const upkeep = upkeepOf(run, folder.at("backups"));
  for (const hours of [0, 23]) {
    run.nowMs = START_MS + hours * 3600_000;
    upkeep.tick();
  }
  assertEquals(made(), 1);
  run.nowMs = START_MS + DAY_MS;
  upkeep.tick();
  await upkeep.close(0);
  assertEquals(made(), 2);
  run.history.close();
});

/** As many anomalies in all. */
function copiesOfTheFirst(count: number): string {
  return `WITH RECURSIVE k(n) AS (SELECT 2 UNION ALL SELECT n + 1 FROM k WHERE n < ${count})
    INSERT INTO anomalies SELECT k.n, k.n, chain, run, seen_ms, time_ms, source, line, offset, detector, score, severity,
    template, session, count, last_time_ms, closed FROM anomalies, k WHERE number = 1`;
}

function* names(folder: string): Iterable<string> {
  try {
    for (const { name } of Deno.readDirSync(folder)) yield name;
  } catch {
    // not made yet
  }
}
