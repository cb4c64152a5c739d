/**
 * What does each detector cost? 10,000 generated lines are parsed, mined and judged by it alone; the baseline stops
 * before judging. The forest's scores come from workers (forest_bench.ts); what its detector makes of them is here.
 */
import { stagesOf } from "../src/benchmark/stages.ts";
import { BUILT_DETECTORS } from "../src/detectors/mod.ts";
import { generatedLines } from "./generated_lines.ts";

const lines = generatedLines("json");

for (const detector of ["none", ...BUILT_DETECTORS]) {
  const stages = stagesOf(lines, new Set(detector === "none" ? [] : [detector]));
  const stage = detector === "none" ? "parse, mine and extract features" : "parse, mine and judge";
  Deno.bench(detector === "none" ? "features alone" : detector, {
    group: "detectors",
    baseline: detector === "none",
  }, () => void stages[stage]());
}
