/** Lines that were counted by spans of different lengths, shared among equal slices of time. */
import { assertEquals } from "@std/assert";
import { slicesOf, Spreader } from "../../src/report/run/slices.ts";

const MINUTE_MS = 60_000;

function spread(toMinute: number, ...spans: (readonly [minute: number, minutes: number, lines: number])[]): number[] {
  const slices = slicesOf(0, toMinute * MINUTE_MS);
  const rows = spans.map(([minute, minutes, lines]) => ({ startMs: minute * MINUTE_MS, minutes, lines }));
  return new Spreader(slices, rows).spread(rows);
}

Deno.test("minutes are slices, and a log of none has none", () => {
  assertEquals(spread(3, [0, 1, 5], [2, 1, 7]), [5, 0, 7]);
  assertEquals(slicesOf(NaN, NaN).count, 0);
});

Deno.test("the lines of a wide span go to those of its minutes of which finer ones have few", () => {
  assertEquals(spread(10, [0, 1, 50], [1, 1, 50], [0, 10, 80]), [50, 50, 10, 10, 10, 10, 10, 10, 10, 10]);
  assertEquals(spread(10, [0, 1, 50], [1, 1, 20], [0, 10, 430]), new Array(10).fill(50), "begun within a minute");
});

Deno.test("lines of one template are shared as those of all are", () => {
  const slices = slicesOf(0, 3 * MINUTE_MS);
  const [fine, wide] = [{ startMs: 0, minutes: 1, lines: 30 }, { startMs: 0, minutes: 10, lines: 60 }];
  assertEquals(new Spreader(slices, [fine, wide]).spread([{ ...wide, lines: 20 }]), [0, 10, 10]);
});

Deno.test("where finer spans cover all of a wide one evenly, it is shared among all of its minutes", () => {
  assertEquals(spread(2, [0, 1, 4], [1, 1, 4], [0, 10, 2]), [5, 5]);
});

Deno.test("no lines are put after the last time of the log", () => {
  assertEquals(spread(4, [0, 10, 40]), [10, 10, 10, 10]);
});

Deno.test("a long time has slices of several minutes, at most 120", () => {
  const { count, sliceMs } = slicesOf(0, 10_000 * MINUTE_MS);
  assertEquals([count, sliceMs], [Math.ceil(10_000 / 84), 84 * MINUTE_MS]);
});

Deno.test("whole lines in each slice are as many in all as were counted", () => {
  const spans = [{ startMs: 0, minutes: 10, lines: 1235 }, { startMs: 0, minutes: 60, lines: 77 }];
  const slices = slicesOf(0, 37 * MINUTE_MS);
  const lines = new Spreader(slices, spans).spread(spans);
  assertEquals(lines.reduce((sum, each) => sum + each, 0), 1235 + 77);
});

Deno.test("lines of a log as long as centuries, as one clock that is wrong makes it, are spread over them", () => {
  const YEAR_MINUTES = 365 * 1440;
  const years = 6000;
  const slices = slicesOf(0, years * YEAR_MINUTES * 60_000);
  const spans = Array.from({ length: years / 10 }, (_, decade) => ({
    startMs: decade * 10 * YEAR_MINUTES * 60_000,
    minutes: 10 * YEAR_MINUTES,
    lines: 100,
  }));
  const lines = new Spreader(slices, spans).spread(spans);
  assertEquals(lines, new Array<number>(120).fill(500));
});
