import { assert, assertEquals } from "@std/assert";
import { nextRate } from "../../src/snapshot/rate.ts";

Deno.test("a rate reaches what is steady in some seconds, and does not jump with one that is not", () => {
  let rate = 0;
  for (let k = 0; k < 20; k++) rate = nextRate(rate, 500, 500);
  assert(Math.abs(rate - 1000) < 5, String(rate));
  assertEquals(Math.round(nextRate(1000, 1000, 500)), 1250);
  assertEquals(nextRate(1000, 3000, 3000), 1000);
});

Deno.test("a rate that has all but ended is nothing", () => {
  let rate = 10;
  for (let k = 0; k < 20; k++) rate = nextRate(rate, 0, 500);
  assertEquals(rate, 0);
});
