import { assert, assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import { Cardinality } from "../../src/stats/cardinality.ts";
import { MeanVariance } from "../../src/stats/mean_variance.ts";
import { QuantileSketch } from "../../src/stats/quantile.ts";
import { Quantiles } from "../../src/stats/quantiles.ts";
import { TopK } from "../../src/stats/top_k.ts";

const numbers = fc.array(fc.integer({ min: -1e6, max: 1e6 }), { minLength: 2, maxLength: 200 });

function meanVariance(values: readonly number[]): MeanVariance {
  const made = new MeanVariance();
  for (const value of values) made.add(value);
  return made;
}

function isNear(a: number, b: number): boolean {
  return Math.abs(a - b) <= 1e-6 * Math.max(1, Math.abs(a), Math.abs(b));
}

Deno.test("mean and variance are those of the textbook, also of two halves", () => {
  fc.assert(fc.property(numbers, fc.nat(200), (values, cut) => {
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1);
    const whole = meanVariance(values);
    const halves = meanVariance(values.slice(0, cut));
    halves.merge(meanVariance(values.slice(cut)));
    for (const each of [whole, halves]) {
      assert(isNear(each.mean, mean) && isNear(each.variance, variance));
      assertEquals(each.count, values.length);
    }
  }));
});

Deno.test("a quantile is off by two percent at most", () => {
  fc.assert(fc.property(numbers, fc.double({ min: 0, max: 1, noNaN: true }), (values, q) => {
    const sketch = new QuantileSketch();
    for (const value of values) sketch.add(value);
    const exact = [...values].sort((a, b) => a - b)[Math.floor(q * (values.length - 1))];
    const again = new QuantileSketch();
    again.restore(JSON.parse(JSON.stringify(sketch.save())));
    for (const each of [sketch, again]) assert(Math.abs(each.quantile(q) - exact) <= .021 * Math.abs(exact));
  }));
});

Deno.test("a quantile sketch stays within its buckets", () => {
  const sketch = new QuantileSketch({ bucketsMax: 32 });
  for (let k = 0; k < 10_000; k++) sketch.add(1.01 ** k % 1e12);
  assert(sketch.save().positive.length <= 32);
  assertEquals(sketch.count, 10_000);
});

Deno.test("the values that come most often are known, with counts that are never too low", () => {
  const top = new TopK(10);
  for (let k = 0; k < 3000; k++) top.add(k % 3 === 0 ? "often" : k % 7 === 0 ? "at times" : `once ${k}`);
  const [first] = top.top();
  assertEquals(first.value, "often");
  assert(first.count >= 1000 && first.count - first.error <= 1000);
  assertEquals(top.top().length, 10);
  assertThrows(() => new TopK(0), RangeError);
});

Deno.test("cardinality is estimated within a fifth, and repeats do not count", () => {
  for (const true_ of [1, 10, 100, 1000, 100_000]) {
    const cardinality = new Cardinality();
    for (let k = 0; k < 2 * true_; k++) cardinality.add(mixed(k % true_));
    assert(Math.abs(cardinality.count - true_) <= Math.max(1, .2 * true_), `${cardinality.count} for ${true_}`);
  }
});

function mixed(value: number): number {
  let hash = Math.imul(value + 1, 0x9e3779b1);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return hash ^ (hash >>> 16);
}

Deno.test("of few different numbers every quantile is one that came, whatever was merged or saved", () => {
  const statuses = [...Array(955).fill(200), ...Array(14).fill(304), ...Array(20).fill(404), ...Array(11).fill(502)];
  const [whole, half, other, restored] = Array.from({ length: 4 }, () => new Quantiles({ relativeError: .03 }));
  for (const [k, status] of statuses.entries()) {
    whole.add(status, 1);
    (k % 2 === 0 ? half : other).add(status, 1);
  }
  half.merge(other);
  restored.restore(JSON.parse(JSON.stringify(whole.save())));
  for (const each of [whole, half, restored]) {
    assertEquals([0, .5, .95, .96, .98, 1].map((q) => each.quantile(q)), [200, 200, 200, 304, 404, 502]);
  }
});

Deno.test("of many different numbers a quantile is off by the sketch's error, whatever was merged or saved", () => {
  const [few, many, restored] = Array.from({ length: 3 }, () => new Quantiles({ relativeError: .03 }));
  for (let k = 1; k <= 10; k++) few.add(k, 1);
  for (let k = 11; k <= 1000; k++) many.add(k, 1);
  few.merge(many);
  restored.restore(JSON.parse(JSON.stringify(few.save())));
  for (const each of [few, restored]) {
    for (const q of [.1, .5, .99]) {
      assert(Math.abs(each.quantile(q) - q * 1000) <= 35 * q, `${each.quantile(q)} at ${q}`);
    }
  }
});
