/** Giving back memory, on a clock of the test's own. */
import { assertEquals } from "@std/assert";
import { FreedMemory } from "../../src/cli/run/freed_memory.ts";
import { systemMemory } from "../../src/cli/run/system_memory.ts";

/** A run on a clock of its own; `after` says how often it was asked for what until then. */
function runOnClock() {
  let nowMs = 1e12;
  let landed = 0;
  const asked = { trim: 0, rest: 0 };
  const freed = new FreedMemory(() => nowMs, {
    landed: () => landed,
    rest: () => void asked.rest++,
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

Deno.test("a run rests once in each silence of ten seconds, and not while lines come", () => {
  const { read, after } = runOnClock();
  const steps: readonly [isRead: boolean, rests: number][] = [
    [true, 0],
    [true, 0],
    [false, 1],
    [false, 1],
    [false, 1],
    [true, 1],
    [false, 2],
    [false, 2],
  ];
  for (const [isRead, rests] of steps) {
    if (isRead) read();
    assertEquals(after(10_000).rest, rests);
  }
});

Deno.test("where the C library may not be called, nothing is given back and nobody is bothered", () => {
  // tests run without a permission for it
  const { trim, release } = systemMemory();
  const bytes = new Uint8Array(new SharedArrayBuffer(1 << 18)).fill(1);
  trim();
  release(bytes);
  assertEquals(bytes.every((byte) => byte === 1), true);
});
