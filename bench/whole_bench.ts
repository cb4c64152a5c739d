/**
 * The whole pipeline, workers and their start included: how long until 10,000 lines are judged, and 100,000? All
 * detectors without the forest, whose library takes longer to load than that; the ladder has everything.
 */
import { GrowthSource } from "../src/benchmark/growth_source.ts";
import { runWhole } from "../src/benchmark/whole_run.ts";
import { PLAIN_OPTIONS } from "../tests/pipeline/run_log.ts";

const detectors = new Set([...PLAIN_OPTIONS.detectors].filter((id) => id !== "isolation_forest"));
const options = { pipeline: { ...PLAIN_OPTIONS, detectors }, now: () => 0, rss: () => 0 };

for (const lines of [10_000, 100_000]) {
  Deno.bench(`${lines.toLocaleString("en")} lines, 1 worker`, {
    group: "end to end",
    baseline: lines === 10_000,
    n: 5,
    warmup: 2,
  }, async () => {
    await runWhole(new GrowthSource({ lines, templates: 100, sources: 1, lineBytes: 100 }), options);
  });
}
