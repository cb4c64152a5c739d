import { assertEquals } from "@std/assert";
import { LevelTimeline } from "../../../src/core/timelines/timeline.ts";

const HOUR = 3_600_000;

Deno.test("lines count in the second of their event time, by level", () => {
  const timeline = new LevelTimeline();
  timeline.add(10_250, 3);
  timeline.add(10_900, 3);
  timeline.add(12_000, 5);
  timeline.add(NaN, 3);
  assertEquals([timeline.startMs, timeline.bucketMs, timeline.buckets], [10_000, 1000, 3]);
  assertEquals([timeline.linesOf(3)[0], timeline.linesOf(3)[1], timeline.linesOf(5)[2]], [2, 0, 1]);
});

Deno.test("a run of days keeps all its counts in wider buckets", () => {
  const timeline = new LevelTimeline();
  for (let hour = 0; hour < 100; hour++) {
    timeline.add(hour * HOUR, 3);
    timeline.addFlagged(hour * HOUR);
  }
  let lines = 0;
  let flagged = 0;
  for (let bucket = 0; bucket < timeline.buckets; bucket++) {
    lines += timeline.linesOf(3)[bucket];
    flagged += timeline.flagged(bucket);
  }
  assertEquals([lines, flagged, timeline.bucketMs], [100, 100, 128_000]);
});

Deno.test("a line from before the first counts in the first bucket", () => {
  const timeline = new LevelTimeline();
  timeline.add(50_000, 3);
  timeline.add(20_000, 3);
  assertEquals(timeline.linesOf(3)[0], 2);
});

Deno.test("a file that begins before the one that was read first gets its own buckets", () => {
  const timeline = new LevelTimeline();
  for (let second = 0; second < 600; second++) timeline.add(HOUR + second * 1000, 3);
  for (let second = 0; second < 600; second++) timeline.add(second * 1000, 5);
  timeline.addFlagged(HOUR);
  const total = (band: number) => {
    let lines = 0;
    for (let bucket = 0; bucket < timeline.buckets; bucket++) lines += timeline.linesOf(band)[bucket];
    return lines;
  };
  assertEquals([timeline.startMs < 60_000, total(3), total(5)], [true, 600, 600]);
  const bucket = Math.floor((HOUR - timeline.startMs) / timeline.bucketMs);
  // the first few of the second file are counted where the axis began before
  assertEquals([timeline.linesOf(3)[bucket], timeline.linesOf(5)[bucket], timeline.flagged(bucket)], [2, 31, 1]);
});

Deno.test("a timeline that begins anew leaves the older lines behind", () => {
  const timeline = new LevelTimeline();
  for (const timeMs of [0, 86_400_000]) timeline.add(timeMs, 1);
  timeline.restart();
  timeline.add(90_000_000, 1, 3);
  assertEquals([timeline.startMs, timeline.bucketMs, ...timeline.linesOf(1)], [90_000_000, 1000, 3]);
});
