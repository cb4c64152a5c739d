import { assertEquals } from "@std/assert";
import fc from "fast-check";
import { timeText } from "../../src/core/time_text.ts";

Deno.test("timeText writes what Date.toISOString writes, for any time that a date can hold", () => {
  const time = fc.oneof(
    fc.double({ min: -8.64e15, max: 8.64e15, noNaN: true }),
    fc.double({ min: -1e6, max: 1e6, noNaN: true }),
    fc.integer({ min: 0, max: 4e12 }),
  );
  fc.assert(fc.property(time, (ms) => assertEquals(timeText(ms), new Date(ms).toISOString())), {
    seed: 1,
    numRuns: 2000,
  });
});

Deno.test("timeText of what is no time is null", () => {
  assertEquals([NaN, Infinity, -8.7e15].map(timeText), [null, null, null]);
});
