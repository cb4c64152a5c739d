/** What does each stage of the hot path add, from framing to judged lines, on one thread? A batch is 10,000 lines. */
import { generatedLines } from "./generated_lines.ts";
import { stagesOf } from "../src/benchmark/stages.ts";

for (const format of ["seed", "json"] as const) {
  for (const [name, stage] of Object.entries(stagesOf(generatedLines(format)))) {
    Deno.bench(name, { group: `pipeline, ${format}`, baseline: name === "frame" }, () => {
      stage();
    });
  }
}
