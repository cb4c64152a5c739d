/**
 * How often a run saves: about once a second, seldomer where the disk is slow, and never so seldom that
 * the history is out of date. And what it keeps of the state that it went on from.
 */
import { assert, assertEquals } from "@std/assert";
import { V8_FLAGS } from "../../.ci/v8_flags.ts";
import { pauseAfter } from "../../src/cli/run/state_keeper.ts";
import { TempFolder } from "../sources/temp_folder.ts";

for (
  const [tookMs, pauseMs] of [[0, 1000], [20, 1000], [100, 5000], [200, 10_000], [5000, 10_000]]
) {
  Deno.test(`after a save that took ${tookMs} ms the next one is due ${pauseMs} ms later`, () => {
    assertEquals(pauseAfter(tookMs), pauseMs);
  });
}

Deno.test("of a state that was gone on from, only where it stood is kept", async () => {
  using folder = new TempFolder();
  const program = new URL("gone_on_program.ts", import.meta.url).pathname;
  const { stdout, success } = await new Deno.Command(Deno.execPath(), {
    args: ["run", "--quiet", "--allow-all", V8_FLAGS, program, folder.at("state")],
    stderr: "inherit",
  }).output();
  assert(success);
  assertEquals(JSON.parse(new TextDecoder().decode(stdout)), [1, 0, { positions: [], savedMs: 1000 }]);
});
