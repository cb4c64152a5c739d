/** Giving back what was freed, on a clock of the test's own. */
import { assertEquals } from "@std/assert";
import { FreedMemory, memoryReturn } from "../../src/cli/run/freed_memory.ts";

Deno.test("what was freed is given back every ten seconds, also after the clock was put back", () => {
  let nowMs = 1e12;
  let times = 0;
  const freed = new FreedMemory(() => nowMs, () => times++);
  const after = (ms: number) => {
    nowMs += ms;
    freed.look();
    return times;
  };
  assertEquals([after(9_999), after(1), after(500), after(9_500), after(-3_600_000), after(500)], [0, 1, 1, 2, 3, 3]);
});

Deno.test("where the C library may not be called, nothing is given back and nobody is bothered", () => {
  // tests run without a permission for it
  assertEquals(memoryReturn()(), undefined);
});
