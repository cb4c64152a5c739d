import { assert, assertEquals } from "@std/assert";
import { FeatureExtractor } from "../../src/features/extractor.ts";
import { FeatureRows, ROWS_MAX } from "../../src/features/rows.ts";
import { FEATURE_COUNT, type FeatureName, FEATURES } from "../../src/features/schema.ts";
import { eventBatch } from "../detectors/event_batch.ts";
import type { EventBatch } from "../../src/detectors/mod.ts";

const SECOND = 1000;

function valueOf(features: FeatureExtractor, line: number, name: FeatureName): number {
  return features.rows.row(features.row[line])[FEATURES.findIndex((feature) => feature.name === name)];
}

/** Lines of these templates, a second apart. */
function batch(template: readonly number[], given: Partial<EventBatch> = {}): EventBatch {
  const time = Float64Array.from(template, (_, line) => line * SECOND);
  return eventBatch(template.length, { template: Int32Array.from(template), time, ...given });
}

Deno.test("a row says what the schema means: how rare a line is, how young its kind, how long ago the one before", () => {
  const features = new FeatureExtractor();
  features.extract(batch([...new Array(1022).fill(0), 1, 0]));
  assertEquals(valueOf(features, 1022, "template_rarity"), 10);
  assertEquals(valueOf(features, 1022, "template_youth"), 15);
  assertEquals(valueOf(features, 1021, "template_rarity"), 0);
  assertEquals(valueOf(features, 1021, "template_youth"), 3);
  const later = batch([0], { time: Float64Array.of(1024 * SECOND + 900 * SECOND) });
  features.extract(later);
  assertEquals(valueOf(features, 0, "gap_change"), 10);
});

Deno.test("every value of every feature is within its range", () => {
  const rows = new FeatureRows();
  for (const steps of [0, 0x12345678, -1]) {
    const row = rows.row(rows.idOf(steps, steps));
    assertEquals(row.length, FEATURE_COUNT);
    for (const [column, { min, max }] of FEATURES.entries()) assert(row[column] >= min && row[column] <= max);
  }
});

Deno.test("what is known of a template goes on under the one that it turns out to be", () => {
  const features = new FeatureExtractor();
  features.extract(batch([...new Array(500).fill(0), ...new Array(500).fill(1)]));
  const merges = [{ line: 1, from: 1, into: 0, fromId: "b", intoId: "a", text: "" }];
  features.extract(batch([0, 0], { merges }));
  assertEquals(valueOf(features, 0, "template_rarity"), 1);
  assertEquals(valueOf(features, 1, "template_rarity"), 0);
});

Deno.test("an index that was given to another template begins anew", () => {
  const features = new FeatureExtractor();
  features.extract(batch(new Array(1000).fill(0)));
  features.extract(batch([0, 0], { born: 1, bornLine: Int32Array.of(1) }));
  assertEquals(valueOf(features, 0, "template_youth"), 3);
  assertEquals(valueOf(features, 1, "template_youth"), 15);
});

Deno.test("each source is normal in its own way", () => {
  const features = new FeatureExtractor();
  features.extract(batch(new Array(1000).fill(0), { source: "a" }));
  features.extract(batch([...new Array(1022).fill(1), 0], { source: "b" }));
  assertEquals(valueOf(features, 1022, "template_rarity"), 10);
});

Deno.test("a line that continues an event has its row", () => {
  const features = new FeatureExtractor();
  features.extract(batch([0, 0, 1, 1], { continuation: Uint8Array.of(1, 0, 0, 1) }));
  assertEquals(features.row[0], -1);
  assertEquals(features.row[3], features.row[2]);
});

Deno.test("rows begin a new epoch before there are too many", () => {
  const rows = new FeatureRows();
  for (let row = 0; row < ROWS_MAX; row++) assertEquals(rows.idOf(row, -row), row);
  assertEquals(rows.idOf(5, -5), 5);
  rows.reserve(0);
  assertEquals(rows.epoch, 0);
  rows.reserve(1);
  assertEquals([rows.epoch, rows.count, rows.idOf(7, 7)], [1, 0, 0]);
});
