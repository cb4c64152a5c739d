import { assertEquals } from "@std/assert";
import { EventTimeAxis } from "../../../src/core/timelines/event_time_axis.ts";
import { TREND_BUCKETS, Trends } from "../../../src/core/timelines/trends.ts";

Deno.test("a row counts by the bucket of its event time, and follows when buckets become wider", () => {
  const axis = new EventTimeAxis(TREND_BUCKETS);
  const trends = new Trends(axis, 100, "sum");
  for (let second = 0; second < 240; second++) trends.add(3, axis.bucketOf(second * 1000), 1);
  assertEquals([trends.row(3).length, trends.row(3)[0]], [240, 1]);
  trends.add(50, axis.bucketOf(700_000), 5);
  assertEquals([axis.bucketMs, axis.buckets], [4000, 176]);
  assertEquals([...trends.row(3).subarray(0, 61)], [...new Array(60).fill(4), 0]);
  assertEquals(trends.row(50)[175], 5);
});

Deno.test("of scores the greater stays", () => {
  const axis = new EventTimeAxis(TREND_BUCKETS);
  const trends = new Trends(axis, 4, "max");
  trends.add(0, axis.bucketOf(0), .5);
  trends.add(0, axis.bucketOf(1000), .25);
  axis.bucketOf(300_000);
  assertEquals(trends.row(0)[0], .5);
});

Deno.test("rows beyond the maximum are not kept", () => {
  const trends = new Trends(new EventTimeAxis(TREND_BUCKETS), 4, "sum");
  trends.add(4, 0, 1);
  assertEquals(trends.row(4).length, 0);
});

Deno.test("when much is older than the beginning, the axis begins earlier and all counts stay at their times", () => {
  const axis = new EventTimeAxis(TREND_BUCKETS);
  const trends = new Trends(axis, 4, "sum");
  const HOUR_MS = 3_600_000;
  // a file of an hour is read, then one that begins two hours before it
  for (let second = 0; second < 3600; second++) trends.add(0, axis.bucketOf(2 * HOUR_MS + second * 1000), 1);
  for (let second = 0; second < 3600; second++) trends.add(1, axis.bucketOf(second * 1000), 1);
  const sum = (row: number, fromMs: number, untilMs: number) =>
    [...trends.row(row)].reduce((all, amount, bucket) => {
      const at = axis.startMs + bucket * axis.bucketMs;
      return at >= fromMs && at < untilMs ? all + amount : all;
    }, 0);
  assertEquals(axis.startMs + axis.buckets * axis.bucketMs >= 3 * HOUR_MS, true);
  // buckets are no wider than 64 s here, so a minute is between
  assertEquals([sum(0, 2 * HOUR_MS - 64_000, 4 * HOUR_MS), sum(0, 0, 2 * HOUR_MS - 64_000)], [3600, 0]);
  // the first few are counted where the axis began before
  assertEquals([sum(1, -HOUR_MS, HOUR_MS), sum(1, HOUR_MS + 64_000, 4 * HOUR_MS)], [3569, 31]);
});

Deno.test("a few lines with a wrong clock do not make the axis begin earlier, nor do those of another age", () => {
  const axis = new EventTimeAxis(TREND_BUCKETS);
  const nowMs = Date.UTC(2026, 0, 1);
  axis.bucketOf(nowMs);
  for (let k = 0; k < 20; k++) assertEquals(axis.bucketOf(nowMs - 3_600_000), 0);
  assertEquals(axis.startMs, nowMs);
  for (let k = 0; k < 500; k++) assertEquals(axis.bucketOf(0), 0);
  assertEquals(axis.startMs, nowMs);
});

Deno.test("an axis that begins anew leaves the older amounts behind, and takes new ones in seconds", () => {
  const axis = new EventTimeAxis(TREND_BUCKETS);
  const trends = new Trends(axis, 1, "sum");
  for (const timeMs of [0, 86_400_000]) trends.add(0, axis.bucketOf(timeMs), 1);
  axis.restart();
  assertEquals([...trends.row(0)], []);
  for (const timeMs of [90_000_000, 90_001_000]) trends.add(0, axis.bucketOf(timeMs), 2);
  assertEquals([axis.startMs, axis.bucketMs, ...trends.row(0)], [90_000_000, 1000, 2, 2]);
});
