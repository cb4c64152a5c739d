import { assertEquals } from "@std/assert";
import fc from "fast-check";
import { msOfTime, timeText } from "../../../src/core/time/time_text.ts";

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

Deno.test("msOfTime reads what timeText has written, to the millisecond", () => {
  const time = fc.oneof(
    fc.double({ min: -8.64e15, max: 8.64e15, noNaN: true }),
    fc.integer({ min: -62_167_219_200_000, max: 253_402_300_799_999 }),
    fc.constantFrom(-62_167_219_200_000, 253_402_300_799_999, -1, 0, 951_782_400_000),
  );
  fc.assert(fc.property(time, (ms) => assertEquals(msOfTime(timeText(ms)), Math.trunc(ms) + 0)), {
    seed: 1,
    numRuns: 2000,
  });
  assertEquals(msOfTime(null), NaN);
});
