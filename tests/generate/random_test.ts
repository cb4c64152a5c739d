import { assertAlmostEquals, assertEquals, assertNotEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import { pickByWeight, Random } from "../../src/generate/random.ts";

const DRAWS = 20_000;

/** Mean and variance of a number of draws. */
function moments(draw: () => number): { mean: number; variance: number } {
  const values = Array.from({ length: DRAWS }, draw);
  const mean = values.reduce((sum, value) => sum + value, 0) / DRAWS;
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / DRAWS;
  return { mean, variance };
}

function draws(random: Random, count: number): number[] {
  return Array.from({ length: count }, () => random.uint32());
}

Deno.test("random gives the numbers that another implementation of sfc32 gives", () => {
  // Computed with a few lines of Python over whole numbers, from the description alone.
  assertEquals(draws(new Random(0), 4), [2611799986, 3893408756, 746475946, 1524384317]);
  assertEquals(draws(new Random(42), 4), [3660642533, 2361978543, 1374952409, 3626762253]);
  assertEquals(draws(new Random(2 ** 53 - 1, 7), 4), [3875580659, 1174552584, 1456353450, 2047505564]);
});

Deno.test("random repeats itself for the same seed and stream, and for no other", () => {
  fc.assert(
    fc.property(fc.maxSafeNat(), fc.nat(1000), (seed, stream) => {
      const first = draws(new Random(seed, stream), 8);
      assertEquals(draws(new Random(seed, stream), 8), first);
      assertNotEquals(draws(new Random(seed, stream + 1), 8), first);
      assertNotEquals(draws(new Random(seed === 0 ? 1 : seed - 1, stream), 8), first);
    }),
  );
});

Deno.test("random refuses a seed that is no whole number", () => {
  for (const seed of [-1, 0.5, NaN, Infinity, 2 ** 53]) assertThrows(() => new Random(seed), RangeError, "seed");
});

Deno.test("random draws have the moments of their distributions", () => {
  const random = new Random(1);
  const cases: readonly (readonly [name: string, draw: () => number, mean: number, variance: number])[] = [
    ["float", () => random.float(), 0.5, 1 / 12],
    ["integer", () => random.integer(1, 6), 3.5, 35 / 12],
    ["exponential", () => random.exponential(3), 3, 9],
    ["normal", () => random.normal(10, 2), 10, 4],
    ["poisson, small mean", () => random.poisson(4), 4, 4],
    ["poisson, large mean", () => random.poisson(400), 400, 400],
  ];
  for (const [name, draw, mean, variance] of cases) {
    const found = moments(draw);
    // Five standard errors of the mean; the variance within a tenth.
    assertAlmostEquals(found.mean, mean, 5 * Math.sqrt(variance / DRAWS), `${name}: mean`);
    assertAlmostEquals(found.variance, variance, variance / 10, `${name}: variance`);
  }
});

Deno.test("random integers stay within their bounds, both of which occur", () => {
  const random = new Random(3);
  const seen = new Set(Array.from({ length: 500 }, () => random.integer(-2, 2)));
  assertEquals([...seen].sort((left, right) => left - right), [-2, -1, 0, 1, 2]);
});

Deno.test("pickByWeight draws in proportion, and never what weighs nothing", () => {
  const pick = pickByWeight(["never", "once", "thrice"], (item) => ["never", "once", "", "thrice"].indexOf(item));
  const random = new Random(9);
  const counts = new Map<string, number>();
  for (let draw = 0; draw < DRAWS; draw++) {
    const item = pick(random);
    counts.set(item, (counts.get(item) ?? 0) + 1);
  }
  assertEquals(counts.get("never"), undefined);
  assertAlmostEquals(counts.get("thrice")! / DRAWS, 0.75, 0.02);
});

Deno.test("pickByWeight refuses weights that cannot be drawn", () => {
  assertThrows(() => pickByWeight([], () => 1), RangeError);
  assertThrows(() => pickByWeight([1, 2], () => 0), RangeError);
  assertThrows(() => pickByWeight([1, 2], (item) => item - 2), RangeError, "item 0");
});
