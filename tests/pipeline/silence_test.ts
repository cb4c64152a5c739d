/** Who follows a log is told of what was counted within a second, also while other lines come all the time. */
import { assertEquals } from "@std/assert";
import type { Judge } from "../../src/pipeline/judging/judge.ts";
import { Silence } from "../../src/pipeline/silence.ts";
import { Wakeup } from "../../src/pipeline/wakeup.ts";

Deno.test("what was counted is said after a second although the log goes on, and not again before there is more", async () => {
  let nowMs = 5000;
  const said: number[] = [];
  const incidents = {
    isBehind: true,
    catchUp: () => {
      incidents.isBehind = false;
      said.push(nowMs);
    },
  };
  const wakeup = new Wakeup();
  const silence = new Silence(wakeup, { incidents } as unknown as Judge, new Map(), () => nowMs);
  const waitAt = async (ms: number) => {
    nowMs = ms;
    wakeup.wake(); // a line has come
    await silence.wait();
  };
  for (const ms of [5000, 5400, 5999, 6000, 7500]) await waitAt(ms);
  assertEquals(said, [6000]);
  incidents.isBehind = true;
  // the clock is put back by a minute, and takes no minute to come back
  for (const ms of [8000, -52_000, -51_500, -51_000]) await waitAt(ms);
  assertEquals(said, [6000, -51_000]);
});
