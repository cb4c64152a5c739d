/**
 * How often a run saves: about once a second, seldomer where the disk is slow, and never so seldom that
 * the history is out of date.
 */
import { assertEquals } from "@std/assert";
import { pauseAfter } from "../../src/cli/run/state_keeper.ts";

for (
  const [tookMs, pauseMs] of [[0, 1000], [20, 1000], [100, 5000], [200, 10_000], [5000, 10_000]]
) {
  Deno.test(`after a save that took ${tookMs} ms the next one is due ${pauseMs} ms later`, () => {
    assertEquals(pauseAfter(tookMs), pauseMs);
  });
}
