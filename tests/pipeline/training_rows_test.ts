import { assertEquals, assertThrows } from "@std/assert";
import { FeatureExtractor } from "../../src/features/extractor.ts";
import { FEATURE_COUNT } from "../../src/features/schema.ts";
import { TemplateMiner } from "../../src/mining/template_miner.ts";
import { GRACE_LINES } from "../../src/pipeline/forest/forest_stage.ts";
import { TrainingRows } from "../../src/pipeline/forest/training_rows.ts";
import { Learner } from "../../src/pipeline/learner.ts";
import type { JudgedLines } from "../../src/pipeline/options.ts";
import { noTotals } from "../../src/pipeline/totals/totals.ts";

Deno.test("a model is not fitted to features that nobody measured", () => {
  const features = new FeatureExtractor();
  const learner = new Learner(new TemplateMiner(), noTotals(), 1);
  const judged = { lines: 10, state: { source: { lines: GRACE_LINES + 10 } } } as unknown as JudgedLines;
  assertThrows(() => new TrainingRows(1).add({ features, learner }, judged), Error, "keepFeatures");
  features.rows.idOf(1, 2);
  const sample = new TrainingRows(1);
  sample.add({ features, learner }, judged);
  assertEquals(sample.rows().length, 10 * FEATURE_COUNT);
});
