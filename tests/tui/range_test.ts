/** The stretch of time that is looked at: how keys move it, and which columns it becomes. */
import { assertEquals } from "@std/assert";
import type { Timeline } from "../../src/core/views/snapshot.ts";
import { movedRange } from "../../src/tui/range.ts";
import { timeWindow } from "../../src/tui/time_window.ts";
import type { TimeRange } from "../../src/tui/view.ts";

/** A hundred buckets of ten. */
const TIMELINE: Timeline = { startMs: 0, bucketMs: 10, buckets: 100, linesOf: () => [], flagged: () => 0 };

function range(fromMs: number, untilMs: number): TimeRange {
  return { fromMs, untilMs };
}

Deno.test("a range moves by half of itself, widens and narrows around its middle, and stays within the run", () => {
  const cases: readonly (readonly [command: string, before: TimeRange, after: TimeRange])[] = [
    ["earlier", range(400, 600), range(300, 500)],
    ["later", range(400, 600), range(500, 700)],
    ["wider", range(400, 600), range(300, 700)],
    ["narrower", range(400, 600), range(450, 550)],
    ["earlier", range(50, 250), range(0, 200)],
    ["later", range(750, 950), range(800, 1000)],
    ["wider", range(100, 900), range(0, 1000)],
    ["narrower", range(400, 410), range(402.5, 412.5)],
  ];
  for (const [command, before, after] of cases) assertEquals(movedRange(command, before, TIMELINE), after, command);
});

Deno.test("a range begins as the newest part of the run, and is cleared", () => {
  assertEquals(movedRange("earlier", undefined, TIMELINE), range(500, 1000));
  assertEquals(movedRange("clear range", range(1, 2), TIMELINE), undefined);
});

Deno.test("columns show every bucket that the range touches", () => {
  const { fromMs, untilMs, columns, columnMs, sum } = timeWindow(TIMELINE, range(395, 605), 80);
  assertEquals([fromMs, untilMs, columns, columnMs], [390, 610, 22, 10]);
  assertEquals(sum(Array.from({ length: 100 }, (_, bucket) => bucket))[21], 60);
  const wide = timeWindow(TIMELINE, undefined, 30);
  assertEquals([wide.untilMs, wide.columns, wide.columnMs], [1000, 25, 40]);
  assertEquals(wide.sum(new Float64Array(100).fill(1)).reduce((all, lines) => all + lines), 100);
});
