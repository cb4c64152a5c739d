/** Workers score rows and train models; when one dies another does it, and what cannot be done is said. */
import { assert, assertAlmostEquals, assertEquals, assertRejects } from "@std/assert";
import { Random } from "../../src/core/random.ts";
import { FEATURES } from "../../src/features/schema.ts";
import { scoreRows } from "../../src/forest/forest.ts";
import { partedRows, Reservoir } from "../../src/forest/reservoir.ts";
import { type Trained, trainModel } from "../../src/forest/train.ts";
import { Pool } from "../../src/workers/pool.ts";
import { steppedRows } from "../forest/stepped_rows.ts";
import { KILLS_ALWAYS, KILLS_ONCE, KILLS_ONCE_DONE, LET_GO } from "./mortal_rows.ts";

const WORKER = new URL("./mortal_worker.ts", import.meta.url);
const COLUMNS = FEATURES.length;
const OPTIONS = { nEstimators: 20, maxSamples: 64, contamination: .001, seed: 1, trainedOn: "made-up rows" };
const random = new Random(9);
const ROWS = Float32Array.from({ length: 1500 * COLUMNS }, () => Math.min(15, Math.round(random.exponential(2))));

function makePool(workers: number, url = WORKER): Pool & Disposable & { readonly deaths: string[] } {
  const deaths: string[] = [];
  const init = { type: "init", batches: [], bytesMax: 1, timeZone: "UTC", rules: [], masks: [] } as const;
  const events = { onParsed: () => {}, onFailed: () => {}, onRestart: (message: string) => void deaths.push(message) };
  const pool = new Pool(workers, init, events, { url });
  return Object.assign(pool, { deaths, [Symbol.dispose]: () => pool.close() });
}

function assertScores({ forest }: Trained, rows: Float32Array, scores: Float32Array): void {
  assertEquals(scores.length, rows.length / COLUMNS);
  for (const [row, score] of scoreRows(forest, rows).entries()) assertAlmostEquals(scores[row], score, 1e-6);
}

for (const workers of [1, 3]) {
  Deno.test(`with ${workers} workers rows get the scores of the model in force, whichever was so before`, async () => {
    using pool = makePool(workers);
    await assertRejects(() => pool.score(ROWS, COLUMNS), Error, "no model was loaded");
    for (const seed of [1, 2, 3, 1]) {
      const model = await trainModel(ROWS, { ...OPTIONS, seed });
      pool.loadModel(model.onnx, model.info.sha256);
      assertScores(model, ROWS, await pool.score(ROWS, COLUMNS));
      assertScores(model, ROWS.subarray(0, COLUMNS), await pool.score(ROWS.slice(0, COLUMNS), COLUMNS));
    }
    assertEquals((await pool.score(new Float32Array(), COLUMNS)).length, 0);
    assertEquals(pool.deaths, []);
  });

  Deno.test(`with ${workers} workers, what a worker died of is scored by another, and rows that kill two are given up`, async () => {
    using pool = makePool(workers);
    const model = await trainModel(ROWS, OPTIONS);
    pool.loadModel(model.onnx, model.info.sha256);
    Deno.env.delete(KILLS_ONCE_DONE);
    const once = ROWS.slice(0, 600 * COLUMNS);
    once[0] = KILLS_ONCE;
    const [killed, beside] = await Promise.all([pool.score(once, COLUMNS), pool.score(ROWS, COLUMNS)]);
    assertScores(model, once, killed);
    assertScores(model, ROWS, beside);
    assertEquals(pool.deaths.length, 1);
    const always = ROWS.slice(0, COLUMNS);
    always[0] = KILLS_ALWAYS;
    await assertRejects(() => pool.score(always, COLUMNS), Error, "met a row that kills");
    assertEquals(pool.deaths.length, 3);
    assertScores(model, ROWS, await pool.score(ROWS, COLUMNS));
    Deno.env.delete(KILLS_ONCE_DONE);
  });
}

const KILLING = ROWS.slice(0, COLUMNS).fill(KILLS_ALWAYS, 0, 1);

for (
  const [ends, end] of [
    ["dies", (pool: Pool) => assertRejects(() => pool.score(KILLING, COLUMNS))],
    ["is closed with its pool", (pool: Pool) => pool.close()],
  ] as const
) {
  Deno.test(`a worker that ${ends} leaves no model behind, whose memory is not the thread's`, async () => {
    using pool = makePool(1);
    const model = await trainModel(ROWS, OPTIONS);
    pool.loadModel(model.onnx, model.info.sha256);
    await pool.score(ROWS, COLUMNS);
    Deno.env.delete(LET_GO);
    await end(pool);
    while (Deno.env.get(LET_GO) !== "1") await new Promise((resolve) => setTimeout(resolve, 5));
    Deno.env.delete(LET_GO);
  });
}

Deno.test("a worker trains the model that is trained here, and compares it with the one in force", async () => {
  using pool = makePool(2);
  const sample = new Reservoir(1);
  const steps = steppedRows((row, column) => ROWS[row * COLUMNS + column]);
  for (let row = 0; row < ROWS.length / COLUMNS; row++) sample.take(steps, row);
  const request = { rows: sample.encoded(), probeEvery: 8, options: OPTIONS };
  const { rows, probes } = partedRows(request.rows, request.probeEvery);
  assertEquals([rows.length, probes.length], [1312 * COLUMNS, 188 * COLUMNS]);
  const expected = await trainModel(rows, OPTIONS);
  const first = await pool.train(request);
  assertEquals(first.onnx, expected.onnx);
  assertEquals(first.info, expected.info);
  assertEquals(first.acceptance.agreement, undefined);
  pool.loadModel(first.onnx, first.info.sha256);
  const { acceptance } = await pool.train({ ...request, options: { ...OPTIONS, seed: 2 } });
  assert((acceptance.agreement ?? 0) > .6, `${acceptance.agreement}`);
  await assertRejects(() => pool.train({ ...request, rows: new Reservoir(1).encoded() }), Error, "two rows");
});

Deno.test("a model that does not load is told, and the worker goes on", async () => {
  using pool = makePool(1);
  pool.loadModel(new Uint8Array([1, 2, 3]), "no model");
  await assertRejects(() => pool.score(ROWS, COLUMNS), Error, "Cannot load the model of 3 bytes");
  const model = await trainModel(ROWS, OPTIONS);
  pool.loadModel(model.onnx, model.info.sha256);
  assertScores(model, ROWS, await pool.score(ROWS, COLUMNS));
  assertEquals(pool.deaths, []);
});

Deno.test("a worker that cannot begin is begun again when there is work, and not without end", async () => {
  using pool = makePool(1, new URL("./broken_worker.ts", import.meta.url));
  const model = await trainModel(ROWS, OPTIONS);
  pool.loadModel(model.onnx, model.info.sha256);
  for (const deaths of [2, 4]) {
    await assertRejects(() => pool.score(ROWS.slice(0, COLUMNS), COLUMNS), Error, "cannot begin");
    await new Promise((resolve) => setTimeout(resolve, 300));
    assertEquals(pool.deaths.length, deaths);
  }
});
