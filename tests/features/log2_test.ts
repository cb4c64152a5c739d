import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import { bentLog2Of, bentPowerOf, log2Of, log2OfCount } from "../../src/features/log2.ts";

Deno.test("log2 is right to a thousandth, its bent sister to a tenth, over all magnitudes", () => {
  for (let x = 1e-300; x < 1e300; x *= 1.7) {
    assertAlmostEquals(log2Of(x), Math.log2(x), .0015);
    assertAlmostEquals(bentLog2Of(x), Math.log2(x), .09);
    assertAlmostEquals(bentPowerOf(bentLog2Of(x)) / x, 1, 1e-9);
  }
});

Deno.test("the bent logarithm tells all whole numbers apart", () => {
  for (let x = 1; x < 1e9; x = Math.ceil(x * 1.3)) assert(bentLog2Of(x + 1) > bentLog2Of(x));
  assertEquals(bentLog2Of(1), 0);
});

Deno.test("the logarithm of a count is that of the number, also where it has more than 31 bits", () => {
  for (let x = 1; x <= Number.MAX_SAFE_INTEGER; x = Math.ceil(x * 1.01)) {
    assertEquals(log2OfCount(x), log2Of(x), `${x}`);
  }
  for (const x of [2 ** 31 - 1, 2 ** 31, 2 ** 32 - 1, 2 ** 32, 2 ** 52 - 1]) {
    assertEquals(log2OfCount(x), log2Of(x), `${x}`);
  }
});
