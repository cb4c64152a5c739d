/** The list of templates counts the lines of this run, and says how many earlier ones have read. */
import { assertEquals } from "@std/assert";
import { Elsewhere } from "../../src/pipeline/elsewhere.ts";
import { KnownSources } from "../../src/features/statistics/known_sources.ts";
import type { TemplateMiner } from "../../src/mining/template_miner.ts";
import { restorePipeline, savePipeline } from "../../src/pipeline/state.ts";
import { templateList } from "../../src/snapshot/template_view.ts";
import { PLAIN_OPTIONS, runLog } from "../pipeline/run_log.ts";
import { TempFolder } from "../sources/temp_folder.ts";

const TRENDS = { row: () => [] } as unknown as Parameters<typeof templateList>[0]["trends"];

Deno.test("a run that goes on counts its own lines of a template, and those before it beside them", async () => {
  using folder = new TempFolder();
  const polled = "2026-02-03 10:00:00 INFO worker 3 polled its queue\n";
  const { pipeline: earlier } = await runLog(folder.write("a.log", polled.repeat(30)));
  const lost = "2026-02-03 10:00:01 ERROR worker 3 lost its connection to queue\n";
  const { pipeline: { miner, elsewhere, totals } } = await runLog(
    folder.write("a.log", polled.repeat(5) + lost),
    {},
    (pipeline) => restorePipeline(pipeline, savePipeline(earlier), PLAIN_OPTIONS.multiline),
  );
  const list = templateList({
    miner,
    elsewhere,
    trends: TRENDS,
    anomalies: new Map(),
    lines: totals.lines,
    parametersOf: () => [],
  });
  const views = Array.from({ length: list.length }, (_, k) => list.at(k));
  assertEquals(views.map(({ count, countBefore }) => [count, countBefore]), [[5, 30], [1, 0]]);
  assertEquals(views.map(({ rarityBits }) => rarityBits.toFixed(2)), ["0.26", "2.58"]);
  assertEquals(list.byId(views[0].id)?.countBefore, 30);
});

Deno.test("of templates that turned out to be one, the lines of both are of before; of one that came anew, none", () => {
  const table = { count: [30, 12, 7] };
  const intoOf: Record<string, string> = {};
  const miner = {
    ids: ["a", "b", "c"],
    table,
    size: 3,
    indices: () => [0, 1, 2].filter((index) => intoOf["abc"[index]] === undefined),
    finalId: (id: string) => intoOf[id] ?? id,
  } as unknown as TemplateMiner;
  const elsewhere = new Elsewhere(miner, new KnownSources(), () => ["a.log"]);
  assertEquals([...elsewhere.linesBefore()], []);
  elsewhere.setApart();
  intoOf.b = "a";
  table.count = [30 + 12 + 4, 12, 2];
  assertEquals([...elsewhere.linesBefore()], [[0, 42]]);
  assertEquals(elsewhere.earlierLines, 49);
});
