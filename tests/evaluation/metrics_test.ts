import { assert, assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import {
  accuracy,
  averagePrecision,
  confusion,
  confusionOfSets,
  detectionDelay,
  f1,
  falsePositiveRate,
  precision,
  recall,
} from "../../src/evaluation/mod.ts";

Deno.test("metrics of a small example, computed by hand", () => {
  //                        TP FN FP TN TN TP FP TN TN TN
  const found = confusion([1, 1, 0, 0, 0, 1, 0, 0, 0, 0], [1, 0, 1, 0, 0, 1, 1, 0, 0, 0]);
  assertEquals(found, { truePositives: 2, falsePositives: 2, falseNegatives: 1, trueNegatives: 5 });
  assertEquals(precision(found), 2 / 4);
  assertAlmostEquals(recall(found), 2 / 3);
  assertAlmostEquals(f1(found), 4 / 7);
  assertAlmostEquals(falsePositiveRate(found), 2 / 7);
  assertEquals(accuracy(found), 7 / 10);
});

Deno.test("metrics that are not defined are NaN", () => {
  const silent = confusion([1, 0], [0, 0]);
  assertEquals([precision(silent), recall(silent), f1(silent)], [NaN, 0, 0]);
  const nothingOdd = confusion([0, 0], [0, 0]);
  assertEquals([precision(nothingOdd), recall(nothingOdd), f1(nothingOdd)], [NaN, NaN, NaN]);
  assertEquals([falsePositiveRate(nothingOdd), accuracy(nothingOdd)], [0, 1]);
  assertEquals(falsePositiveRate(confusion([1], [1])), NaN);
  assertEquals(accuracy(confusion([], [])), NaN);
  assertEquals(averagePrecision([0, 0], [0.5, 0.1]), NaN);
});

Deno.test("metrics refuse labels and verdicts that are not equally many", () => {
  assertThrows(() => confusion([1, 0], [1]), RangeError, "2 labels, but 1 verdicts");
  assertThrows(() => averagePrecision([1], []), RangeError, "1 labels, but 0 verdicts");
  assertThrows(() => averagePrecision([1, 0], [0.5, NaN]), RangeError, "index 1");
});

Deno.test("confusion of sets is the confusion of the same by index", () => {
  const flags = fc.array(fc.tuple(fc.boolean(), fc.boolean()));
  fc.assert(
    fc.property(flags, (pairs) => {
      const indexes = (side: 0 | 1) => new Set(pairs.flatMap((pair, index) => pair[side] ? [index] : []));
      const byIndex = confusion(pairs.map(([odd]) => odd), pairs.map(([, flagged]) => flagged));
      assertEquals(confusionOfSets(indexes(0), indexes(1), pairs.length), byIndex);
    }),
  );
  assertEquals(confusionOfSets(new Set([1]), new Set([1, 2])).trueNegatives, NaN);
});

Deno.test("average precision of small examples, computed by hand", () => {
  const cases: readonly (readonly [name: string, labels: number[], scores: number[], expected: number])[] = [
    ["scikit-learn's example", [0, 0, 1, 1], [0.1, 0.4, 0.35, 0.8], 1 / 2 + (2 / 3) / 2],
    ["perfect", [1, 1, 0], [0.9, 0.8, 0.1], 1],
    ["worst", [0, 0, 1], [0.9, 0.8, 0.1], 1 / 3],
    ["all equal: the share of odd ones", [0, 1, 0, 1, 0], [7, 7, 7, 7, 7], 2 / 5],
    ["a tie of an odd and a normal one", [1, 1, 0, 0], [0.9, 0.5, 0.5, 0.1], 1 / 2 + (2 / 3) / 2],
  ];
  for (const [name, labels, scores, expected] of cases) {
    assertAlmostEquals(averagePrecision(labels, scores), expected, 1e-12, name);
  }
});

Deno.test("average precision depends on the ranks alone, and not on the order of the lines", () => {
  const rows = fc.array(fc.record({ odd: fc.boolean(), score: fc.integer({ min: 0, max: 9 }), key: fc.nat() }), {
    minLength: 1,
  }).filter((list) => list.some(({ odd }) => odd));
  fc.assert(
    fc.property(rows, (list) => {
      const of = (some: typeof list, scale = 1) =>
        averagePrecision(some.map(({ odd }) => odd), some.map(({ score }) => score * scale));
      const area = of(list);
      assert(area > 0 && area <= 1 + 1e-12);
      assertAlmostEquals(of(list.toSorted((left, right) => left.key - right.key)), area, 1e-12);
      assertAlmostEquals(of(list, 0.37), area, 1e-12);
    }),
  );
});

Deno.test("detection delay counts lines and seconds, and is never below 0", () => {
  const beginning = { line: 10, timeMs: 5_500 };
  assertEquals(detectionDelay(beginning, { line: 14, timeMs: 8_000 }), { lines: 4, seconds: 2.5 });
  assertEquals(detectionDelay(beginning, { line: 10, timeMs: 5_000 }), { lines: 0, seconds: 0 });
  assertEquals(detectionDelay(beginning, { line: 11, timeMs: null }), { lines: 1, seconds: null });
});
