import { assert, assertEquals } from "@std/assert";
import { CumulativeSum } from "../../../src/features/rates/cumulative_sum.ts";
import { ErrorShare } from "../../../src/features/rates/error_share.ts";

/** Steps after which a shift shows, counted from 1. */
function shownAt(sum: CumulativeSum, steps: readonly number[]): number[] {
  return steps.flatMap((bits, k) => sum.add(bits) > 0 ? [k + 1] : []);
}

function times(count: number, step: number): number[] {
  return new Array<number>(count).fill(step);
}

Deno.test("a sum that rises by little steps is told of once, at sixteen bits", () => {
  assertEquals(shownAt(new CumulativeSum(), times(100, 1)), [16]);
});

Deno.test("a sum that goes twice as far as it did before is told of, and no other", () => {
  const rises = (bits: number) => [...times(bits, 1), -1000];
  assertEquals(shownAt(new CumulativeSum(), [...rises(12), ...rises(20)]), []);
  assertEquals(shownAt(new CumulativeSum(), [...rises(12), ...rises(24)]), [13 + 24]);
});

Deno.test("one more shift takes more than the one before", () => {
  const sum = new CumulativeSum();
  assertEquals(shownAt(sum, [...times(16, 1), -1000, ...times(30, 1)]), [16, 17 + 24]);
});

Deno.test("what may not show yet is told of when it may, if it goes on", () => {
  const sum = new CumulativeSum();
  for (let k = 0; k < 50; k++) assertEquals(sum.add(1, false), 0);
  assertEquals(sum.add(1), 16);
});

/** Lines, one of so many an error; those at which a shift is told of. */
function errorsOf(share: ErrorShare, from: number, to: number, apart: number): number[] {
  const told: number[] = [];
  for (let line = from; line < to; line++) if (line % apart === 0 && share.add(line) > 0) told.push(line);
  return told;
}

Deno.test("errors that come twice as often for a while are told of, by the shares then and usually", () => {
  const share = new ErrorShare();
  assertEquals(errorsOf(share, 1, 20_000, 100), []);
  const { usual } = share;
  assert(Math.abs(usual - .01) < .001);
  const [line, ...more] = errorsOf(share, 20_000, 26_000, 40);
  assert(line < 22_000, `told at ${line}`);
  assertEquals(more, []);
  assert(Math.abs(share.recentAt(25_960) - .025) < .003);
});

Deno.test("a burst of errors is none of it, nor are errors in a young log", () => {
  const share = new ErrorShare();
  errorsOf(share, 1, 20_000, 100);
  for (let line = 20_000; line < 20_040; line++) assertEquals(share.add(line), 0);
  assertEquals(errorsOf(share, 20_100, 30_000, 100), []);
  assertEquals([...errorsOf(new ErrorShare(), 1, 1000, 100), ...errorsOf(new ErrorShare(), 1000, 2000, 10)], []);
});

Deno.test("a share of errors goes on after save and restore", () => {
  const [whole, first, then] = [new ErrorShare(), new ErrorShare(), new ErrorShare()];
  const told = [...errorsOf(whole, 1, 20_000, 100), ...errorsOf(whole, 20_000, 24_000, 40)];
  errorsOf(first, 1, 20_000, 100);
  errorsOf(first, 20_000, 20_500, 40);
  then.restore(JSON.parse(JSON.stringify(first.save())));
  assertEquals(errorsOf(then, 20_500, 24_000, 40), told);
});
