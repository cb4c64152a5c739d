/** `oddline bench`, in process and as short as it can be: what it prints, and when it fails. */
import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import type { Figure } from "../../src/benchmark/figure.ts";
import { parseResult } from "../../src/benchmark/result.ts";
import { TempFolder } from "../sources/temp_folder.ts";
import { run } from "./fake_io.ts";

const SHORT = ["bench", "--rounds", "3", "--appends", "10", "--workers", "1", "--mode", "rules"] as const;

Deno.test("bench measures a user's log, and fails against a baseline that was faster", async () => {
  using folder = new TempFolder();
  await run(["generate", "--lines", "3000", "--output", folder.at("app.log")]);
  const first = await run([...SHORT, folder.at("app.log"), "--save", folder.at("result.json")]);
  assertEquals(first.code, 0, first.stderr);
  for (const part of ["frame", "End to end, 3,000 lines", "p99, ms", "read as seed"]) {
    assertStringIncludes(first.stdout, part);
  }
  const result = parseResult(Deno.readTextFileSync(folder.at("result.json")));
  assertEquals([result.end_to_end.length, result.latency_ms?.lines, result.growth], [1, 10, undefined]);
  assert(result.end_to_end.every(({ rss_bytes_max }) => rss_bytes_max > 1e6));

  const fast = (ratio: Figure) => ({
    ...ratio,
    median: 1000 * ratio.median,
    low: 1000 * ratio.low,
    high: 1000 * ratio.high,
  });
  const dream = { ...result, stages: result.stages.map((stage) => ({ ...stage, ratio: fast(stage.ratio) })) };
  Deno.writeTextFileSync(folder.at("dream.json"), JSON.stringify(dream));
  const second = await run([...SHORT, folder.at("app.log"), "--baseline", folder.at("dream.json")]);
  assertEquals(second.code, 1, second.stderr);
  assertStringIncludes(second.stdout, "worse");
});

Deno.test("bench refuses a baseline that is none, before it measures anything", async () => {
  using folder = new TempFolder();
  Deno.writeTextFileSync(folder.at("none.json"), "{}");
  const { code, stderr } = await run([...SHORT, "--baseline", folder.at("none.json")]);
  assertEquals(code, 2);
  assertStringIncludes(stderr, "none.json: is no result");
});
