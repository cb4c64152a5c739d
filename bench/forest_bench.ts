/**
 * How many rows of features a second does one thread score, and what does training cost? 100 trees of 256 rows, 15
 * columns; the batch's size is in the name, and `iter/s` times that size are rows a second. The
 * workers score 64 at a time.
 *
 * The goal is 400,000 rows a second at 64. By processor time, on a machine that others used too: 70 thousand at 1, 275
 * to 465 thousand at 64, 308 thousand at 1,024; the model that Oddline brings, on rows of features, 87, 371 and 437
 * thousand. scikit-learn 1.9 there: 210 rows a second at 1, 13 thousand at 64, 122 thousand at 1,024
 * (tests/forest/fixtures/make_scikit_learn_forest.py measures it).
 */
import { Random } from "../src/core/random.ts";
import { fitForest } from "../src/forest/fit.ts";
import { scoreRows } from "../src/forest/forest.ts";
import { writeOnnx } from "../src/forest/onnx_model.ts";
import { createSession } from "../src/forest/onnx_session.ts";

const COLUMNS = 15;
const random = new Random(1);
const rows = Float32Array.from({ length: 8192 * COLUMNS }, () => random.normal(0, 1));
const FIT = { columns: COLUMNS, nEstimators: 100, maxSamples: 256, seed: 1 };
const forest = fitForest(rows, FIT);
const session = await createSession(writeOnnx(forest));

for (const size of [1, 64, 1024]) {
  const batches = Array.from({ length: 8 }, (_, k) => rows.slice(k * size * COLUMNS, (k + 1) * size * COLUMNS));
  let next = 0;
  Deno.bench(`ONNX Runtime, ${size} rows`, { group: `score ${size}`, baseline: true }, async () => {
    await session.run(batches[next++ & 7], COLUMNS);
  });
  Deno.bench(`the plain scorer, ${size} rows`, { group: `score ${size}` }, () => {
    scoreRows(forest, batches[next++ & 7]);
  });
}

Deno.bench("fit to 8,192 rows", { group: "train", baseline: true }, () => {
  fitForest(rows, FIT);
});
Deno.bench("write the model", { group: "train" }, () => {
  writeOnnx(forest);
});
