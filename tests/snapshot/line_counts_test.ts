import { assertEquals } from "@std/assert";
import { EventTimeAxis } from "../../src/core/timelines/event_time_axis.ts";
import { LevelTimeline } from "../../src/core/timelines/timeline.ts";
import { TREND_BUCKETS, Trends } from "../../src/core/timelines/trends.ts";
import { LineCounts } from "../../src/snapshot/line_counts.ts";

const BANDS = 7;

/** Counts these batches of event times; what every bucket of the chart and of the trends has then. */
function counted(batches: readonly (readonly number[])[]) {
  const axis = new EventTimeAxis(TREND_BUCKETS);
  const [sources, templates] = [new Trends(axis, 4, "sum"), new Trends(axis, 4, "sum")];
  const timeline = new LevelTimeline();
  const counts = new LineCounts({ timeline, axis, sources, templates });
  for (const batch of batches) {
    counts.count({
      from: 0,
      lines: batch.length,
      time: Float64Array.from(batch),
      clock: new Float64Array(batch.length),
      severity: new Uint8Array(batch.length).fill(9),
      template: Int32Array.from(batch, (_, k) => k % 2),
      sourceRow: 1,
    });
  }
  return {
    axis: [axis.startMs, axis.bucketMs],
    source: [...sources.row(1)],
    templates: [0, 1].map((index) => [...templates.row(index)]),
    bands: Array.from({ length: BANDS }, (_, band) => [...timeline.linesOf(band)]),
  };
}

for (
  const [name, stepMs, lines, jitterMs] of [
    ["many lines a second", 7, 2000, 0],
    ["a second now and then", 2500, 1500, 0],
    ["longer than the buckets reach", 61_000, 9000, 0],
    ["not quite in order", 900, 2000, 4000],
  ] as const
) {
  Deno.test(`lines of a batch are counted like lines one by one: ${name}`, () => {
    const times = Array.from({ length: lines }, (_, k) => 1_700_000_000_123 + k * stepMs + k % 3 * jitterMs);
    // templates take turns in a batch: pairs keep them the same however it is cut
    const pairs = times.flatMap((time, k) => k % 2 === 0 ? [[time, times[k + 1]]] : []);
    assertEquals(counted([times]), counted(pairs));
  });
}
