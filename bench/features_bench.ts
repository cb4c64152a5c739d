/** What does the feature pass cost by itself? One batch of 10,000 lines that was parsed and mined, again and again. */
import { learntBatch } from "../src/benchmark/stages.ts";
import { FeatureExtractor } from "../src/features/extractor.ts";
import { generatedLines } from "./generated_lines.ts";

for (const format of ["seed", "json"] as const) {
  const learnt = learntBatch(generatedLines(format));
  const features = new FeatureExtractor();
  Deno.bench(`features, 10,000 lines, ${format}`, { group: "features", baseline: format === "seed" }, () => {
    features.extract(learnt);
  });
}
