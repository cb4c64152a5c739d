/** Workers die in the middle of their work; no line may be lost of it, and the run must end. */
import { assert, assertEquals } from "@std/assert";
import { type LogRun, runLog } from "../pipeline/run_log.ts";
import { TempFolder } from "../sources/temp_folder.ts";

const WORKER = new URL("./mortal_worker.ts", import.meta.url);
const LINES = 20_000;
/** About thirty batches, so that each worker has one in work and one waiting. */
const SMALL = { workerUrl: WORKER, batchBytes: 64 * 1024, lineBytesMax: 4096 };

/** A log with some of its lines marked, by their number. */
function logOf(marks: Readonly<Record<number, string>>): string {
  return Array.from({ length: LINES }, (_, index) => {
    const seconds = String(index % 60).padStart(2, "0");
    const mark = marks[index + 1];
    const message = mark === undefined ? `Request ${index} took ${index % 97} ms` : `Something ${mark} else`;
    return `[2026-01-02 03:04:${seconds}] [INFO] [api] ${message}\n`;
  }).join("");
}

async function run(marks: Readonly<Record<number, string>>, workers: number): Promise<LogRun> {
  using folder = new TempFolder();
  return await runLog(folder.write("app.log", logOf(marks)), { ...SMALL, workers });
}

/** Each line once, in order: the line numbers of the marked ones are where they were written. */
function assertNothingLost({ summary, assignments, pipeline }: LogRun, marked: readonly number[]): void {
  assertEquals(summary.lines, LINES);
  assertEquals(assignments.length, LINES);
  const [usual] = [...pipeline.miner.indices()].filter((index) => pipeline.miner.texts[index].includes("took"))
    .map((index) => pipeline.miner.ids[index]);
  const others = assignments.flatMap((id, index) => id === usual ? [] : [index + 1]);
  for (const line of marked) assert(others.includes(line), `line ${line} is not where it was written`);
}

for (const workers of [1, 2]) {
  for (const mark of ["#fails-once#", "#kills-once#", "#kills-later#"]) {
    Deno.test(`with ${workers} workers, a batch at which a worker ends by ${mark} is parsed by the next one, and nothing is lost`, async () => {
      const result = await run({ 10_000: mark }, workers);
      assertNothingLost(result, [10_000]);
      assertEquals(result.pipeline.pool.restarts, 1);
      assertEquals(result.summary.worker_restarts, 1);
      assertEquals(result.warnings.length, 1);
      assert(result.warnings[0].includes("a worker died and was replaced"), result.warnings[0]);
      assertEquals(new Set(result.assignments).size, 2, "all lines were read by their format");
    });
  }

  for (const mark of ["#fails-always#", "#kills-always#"]) {
    Deno.test(`with ${workers} workers, a batch that ends two workers by ${mark} is taken as plain text, and the rest by its format`, async () => {
      const result = await run({ 10_000: mark }, workers);
      assertNothingLost(result, [10_000]);
      assertEquals(result.pipeline.pool.restarts, 2);
      assertEquals(result.warnings.length, 3);
      assert(result.warnings.some((warning) => warning.includes("taken as plain text")), result.warnings.join("\n"));
      const batchLines = 64 * 1024 / 50;
      const [, usual] = countsOf(result.assignments);
      assert(usual > LINES - 2 * batchLines, `${LINES - usual} lines were not read by their format`);
    });
  }

  Deno.test(`with ${workers} workers, the first batch, the last and others may all end workers`, async () => {
    const marks = {
      1: "#kills-always#",
      7000: "#fails-always#",
      13_000: "#kills-later#",
      [LINES]: "#fails-once#",
    };
    const result = await run(marks, workers);
    assertNothingLost(result, Object.keys(marks).map(Number));
    assertEquals(result.pipeline.pool.restarts, 2 + 2 + 1 + 1);
  });

  Deno.test(`with ${workers} workers, batches that follow each other may all end workers`, async () => {
    const marks = {
      5000: "#kills-once#",
      6400: "#fails-always#",
      7800: "#kills-later#",
      9200: "#kills-always#",
      10_600: "#fails-once#",
    };
    assertNothingLost(await run(marks, workers), Object.keys(marks).map(Number));
  });
}

/** The number of different ids, and how often the most frequent one stands. */
function countsOf(ids: readonly string[]): [number, number] {
  const counts = new Map<string, number>();
  for (const id of ids) counts.set(id, (counts.get(id) ?? 0) + 1);
  return [counts.size, Math.max(...counts.values())];
}

Deno.test("a log of which no batch can be parsed is read to its end as plain text", async () => {
  const marks = Object.fromEntries(Array.from({ length: 20 }, (_, index) => [index * 1000 + 1, "#fails-always#"]));
  const result = await run(marks, 2);
  assertNothingLost(result, Object.keys(marks).map(Number));
  assert(result.pipeline.pool.restarts >= 20);
});

Deno.test("workers that were not needed yet are known, and idle", async () => {
  using folder = new TempFolder();
  const { pipeline } = await runLog(folder.write("app.log", "[2026-01-02 03:04:05] [INFO] [api] begun\n"), {
    workers: 2,
  });
  assertEquals(pipeline.pool.loads(), [0, 0]);
  assertEquals(pipeline.pool.done().map(({ batches }) => batches), [0, 0]);
});
