/** The forest is scikit-learn's where it gets the same trees, and like scikit-learn's where it grows its own. */
import { assert, assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import { Random } from "../../src/core/random.ts";
import { contributions } from "../../src/forest/explain.ts";
import { fitForest, roundDown } from "../../src/forest/fit.ts";
import { type Forest, meanPathLength, scoreRows, withRightChildren } from "../../src/forest/forest.ts";
import { readOnnx, writeOnnx } from "../../src/forest/onnx_model.ts";
import { createSession } from "../../src/forest/onnx_session.ts";
import fixture from "./fixtures/scikit_learn_forest.json" with { type: "json" };

const { columns } = fixture;
const ROWS = Float32Array.from(fixture.rows);
const COUNT = ROWS.length / columns;
const FIT = { columns, nEstimators: 100, maxSamples: 256 };

/** The trees that scikit-learn grew, as a forest of ours. */
function fixtureForest(): Forest {
  const nodes = fixture.trees.flat();
  const roots = Int32Array.from([0, ...fixture.trees.map(({ length }) => length)]);
  for (let tree = 1; tree < roots.length; tree++) roots[tree] += roots[tree - 1];
  return withRightChildren({
    columns,
    roots,
    feature: Int16Array.from(nodes, ([column]) => column),
    value: Float32Array.from(nodes, ([column, value]) => column < 0 ? value / fixture.trees.length : roundDown(value)),
    scale: Math.fround(-Math.LN2 / meanPathLength(fixture.max_samples)),
  });
}

async function onnxScores(forest: Forest, rows: Float32Array = ROWS): Promise<Float32Array> {
  const session = await createSession(writeOnnx(forest));
  const scores = await session.run(rows, forest.columns);
  await session.release();
  return scores;
}

Deno.test("on scikit-learn's trees the plain scorer and ONNX Runtime give scikit-learn's scores", async () => {
  const forest = fixtureForest();
  const plain = scoreRows(forest, ROWS);
  const onnx = await onnxScores(forest);
  for (const [row, score] of fixture.scores.entries()) {
    assertAlmostEquals(plain[row], score, 1e-6);
    assertAlmostEquals(onnx[row], score, 1e-6);
  }
});

Deno.test("forests of our own score like scikit-learn's: same spread of scores, same ranking of the odd rows", () => {
  const { auc, mean, deviation, ninth_decile } = fixture.hundred_trees;
  for (const seed of [1, 2, 3, 4, 5]) {
    const scores = scoreRows(fitForest(ROWS, { ...FIT, seed }), ROWS);
    assertWithin(aucOf(scores), auc, .003);
    const average = scores.reduce((sum, score) => sum + score, 0) / COUNT;
    assertWithin(average, mean, .01);
    assertWithin(Math.sqrt(scores.reduce((sum, score) => sum + (score - average) ** 2, 0) / COUNT), deviation, .005);
    assertWithin(Float32Array.from(scores).sort()[Math.floor(COUNT * .9)], ninth_decile, .015);
  }
});

Deno.test("the same rows and seed give the same model to the byte, another seed another one", () => {
  const model = (seed: number) => writeOnnx(fitForest(ROWS, { ...FIT, nEstimators: 10, seed }));
  assertEquals(model(7), model(7));
  assert(model(7).join() !== model(8).join());
});

Deno.test("a model is read back as the forest it was written from, and other bytes are refused", () => {
  const forest = fitForest(ROWS, { ...FIT, nEstimators: 5, seed: 3 });
  const model = writeOnnx(forest);
  assertEquals(readOnnx(model), forest);
  assertThrows(() => readOnnx(model.subarray(0, model.length - 40)), SyntaxError);
  assertThrows(() => readOnnx(new TextEncoder().encode("{}")), SyntaxError);
  assertThrows(() => readOnnx(new Uint8Array()), SyntaxError, "not an Isolation Forest as Oddline writes it");
});

Deno.test("a row's score does not depend on the rows beside it", async () => {
  const forest = fitForest(ROWS, { ...FIT, seed: 1 });
  const session = await createSession(writeOnnx(forest));
  const all = await session.run(ROWS, columns);
  for (const size of [1, 3, 17, 64, 65]) {
    for (let row = 0; row + size <= 130; row += size) {
      const some = await session.run(ROWS.slice(row * columns, (row + size) * columns), columns);
      assertEquals(some, all.slice(row, row + size));
    }
  }
  await session.release();
});

Deno.test("rows that are all equal, two rows, and values at the ends of float32 make a forest", async () => {
  const cases: [string, Float32Array, number][] = [
    ["equal rows", new Float32Array(40).fill(3), 4],
    ["two rows", new Float32Array([1, 2]), 1],
    ["huge values", new Float32Array([3e38, -3e38, 0, 1e-45, -1e-45, 1]), 1],
  ];
  for (const [name, rows, width] of cases) {
    const forest = fitForest(rows, { columns: width, nEstimators: 10, maxSamples: 256, seed: 1 });
    const scores = scoreRows(forest, rows);
    assert(scores.every((score) => score > 0 && score <= 1), `${name}: ${scores}`);
    for (const [row, score] of (await onnxScores(forest, rows)).entries()) assertAlmostEquals(score, scores[row], 1e-6);
  }
  assertThrows(() => fitForest(new Float32Array(1), { ...FIT, columns: 1, seed: 1 }), RangeError, "two rows");
  assertThrows(() => fitForest(new Float32Array(7), { ...FIT, seed: 1 }), RangeError, "not whole rows");
});

Deno.test("a threshold is never rounded up", () => {
  const random = new Random(4);
  for (let k = 0; k < 1000; k++) {
    const value = (random.float() - .5) * 10 ** random.integer(-40, 30);
    const rounded = roundDown(value);
    assert(rounded <= value && Math.fround(rounded) === rounded, `${value} became ${rounded}`);
  }
});

Deno.test("the feature that makes a row odd has the largest part of its oddness", () => {
  const forest = fitForest(ROWS, { ...FIT, seed: 1 });
  for (let column = 0; column < columns; column++) {
    const row = new Float32Array(columns);
    row[column] = 5;
    const parts = contributions(forest, row, new Float32Array(columns));
    assertEquals(parts.indexOf(Math.max(...parts)), column);
    assertAlmostEquals(parts.reduce((sum, part) => sum + part, 0), 1, 1e-9);
  }
  assertEquals([...contributions(forest, new Float32Array(columns), new Float32Array(columns))], [0, 0, 0, 0]);
});

/** Within the range of scikit-learn's five seeds, and a little. */
function assertWithin(value: number, range: readonly number[], slack: number): void {
  const [least, most] = [Math.min(...range) - slack, Math.max(...range) + slack];
  assert(value >= least && value <= most, `${value} is not within ${least} and ${most}`);
}

/** The chance that an odd row scores higher than another. */
function aucOf(scores: Float32Array): number {
  let wins = 0;
  for (let odd = fixture.odd_from; odd < COUNT; odd++) {
    for (let row = 0; row < fixture.odd_from; row++) {
      wins += scores[odd] > scores[row] ? 1 : scores[odd] === scores[row] ? .5 : 0;
    }
  }
  return wins / (fixture.odd_from * (COUNT - fixture.odd_from));
}
