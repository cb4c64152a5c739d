import { assert, assertEquals } from "@std/assert";
import { Rate } from "../../src/snapshot/rate.ts";

/** A rate that has looked every half second at a total that grows by so much each time. */
function steady(
  amount: number,
  looks: number,
): { readonly rate: Rate; readonly total: number; readonly nowMs: number } {
  const rate = new Rate();
  for (let k = 0; k <= looks; k++) rate.look(k * amount, k * 500);
  return { rate, total: looks * amount, nowMs: looks * 500 };
}

Deno.test("a rate reaches what is steady in some seconds, and does not jump with one that is not", () => {
  const { rate, total, nowMs } = steady(500, 20);
  assert(Math.abs(rate.perSecond - 1000) < 5, String(rate.perSecond));
  rate.look(total + 1000, nowMs + 500);
  assertEquals(Math.round(rate.perSecond / 10), 125);
  rate.look(total + 4000, nowMs + 3500);
  assertEquals(rate.perSecond, 1000);
});

Deno.test("three seconds after the last line there is no rate, however large it was", () => {
  const { rate, total, nowMs } = steady(1e6, 20);
  rate.look(total, nowMs + 2500);
  assert(rate.perSecond < 1e6);
  rate.look(total, nowMs + 3000);
  assertEquals([rate.perSecond, rate.movedMs], [0, nowMs]);
});

Deno.test("a rate that has all but ended is nothing", () => {
  const { rate, total, nowMs } = steady(.1, 2);
  rate.look(total + .001, nowMs + 2000);
  assertEquals(rate.perSecond, 0);
});

Deno.test("a clock that was put back is measured from there on", () => {
  const { rate, total } = steady(500, 20);
  const before = rate.perSecond;
  rate.look(total + 500, 100);
  assertEquals([rate.perSecond, rate.movedMs], [before, 100]);
  rate.look(total + 1000, 600);
  assert(Math.abs(rate.perSecond - 1000) < 5);
});
