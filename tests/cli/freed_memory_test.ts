/** Giving back memory, on a clock of the test's own. */
import { assertEquals } from "@std/assert";
import { FreedMemory } from "../../src/cli/run/freed_memory.ts";

/** A run on a clock of its own; `after` says how often it was asked for what until then. */
function runOnClock() {
  let nowMs = 1e12;
  let landed = 0;
  const asked = { trim: 0, release: 0 };
  const freed = new FreedMemory(() => nowMs, {
    landed: () => landed,
    release: () => void asked.release++,
    trim: () => void asked.trim++,
  });
  return {
    read: () => void landed++,
    after(ms: number) {
      nowMs += ms;
      freed.look();
      return { ...asked };
    },
  };
}

Deno.test("what was freed is given back every ten seconds, also after the clock was put back", () => {
  const { after } = runOnClock();
  const times = [9_999, 1, 500, 9_500, -3_600_000, 500].map((ms) => after(ms).trim);
  assertEquals(times, [0, 1, 1, 2, 3, 3]);
});

Deno.test("batches are given back once in each silence of ten seconds, and not while lines come", () => {
  const { read, after } = runOnClock();
  const steps: readonly [isRead: boolean, times: number][] = [
    [true, 0],
    [true, 0],
    [false, 1],
    [false, 1],
    [false, 1],
    [true, 1],
    [false, 2],
    [false, 2],
  ];
  for (const [isRead, times] of steps) {
    if (isRead) read();
    assertEquals(after(10_000).release, times);
  }
});
