/** Waiting for a moment, also while the clock is put back. */
import { assertEquals } from "@std/assert";
import { DueTime } from "../../../src/core/time/due_time.ts";

const HOUR_MS = 3_600_000;

Deno.test("what is due in a second is due then, at once where the clock was put back, and before the first wait", () => {
  const due = new DueTime();
  assertEquals(due.isDue(-HOUR_MS), true);
  due.wait(HOUR_MS, 1000);
  for (
    const [ms, isDue] of [
      [HOUR_MS, false],
      [HOUR_MS + 999, false],
      [HOUR_MS + 1000, true],
      [2 * HOUR_MS, true],
      [HOUR_MS - 1, true],
      [0, true],
    ] as const
  ) assertEquals(due.isDue(ms), isDue, String(ms));
  due.end();
  assertEquals(due.isDue(HOUR_MS), true);
});
