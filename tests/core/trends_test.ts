import { assertEquals } from "@std/assert";
import { EventTimeAxis, Trends } from "../../src/core/trends.ts";

Deno.test("a row counts by the bucket of its event time, and follows when buckets become wider", () => {
  const axis = new EventTimeAxis();
  const trends = new Trends(axis, 100, "sum");
  for (let second = 0; second < 240; second++) trends.add(3, axis.bucketOf(second * 1000), 1);
  assertEquals([trends.row(3).length, trends.row(3)[0]], [240, 1]);
  trends.add(50, axis.bucketOf(700_000), 5);
  assertEquals([axis.bucketMs, axis.buckets], [4000, 176]);
  assertEquals([...trends.row(3).subarray(0, 61)], [...new Array(60).fill(4), 0]);
  assertEquals(trends.row(50)[175], 5);
});

Deno.test("of scores the greater stays", () => {
  const axis = new EventTimeAxis();
  const trends = new Trends(axis, 4, "max");
  trends.add(0, axis.bucketOf(0), .5);
  trends.add(0, axis.bucketOf(1000), .25);
  axis.bucketOf(300_000);
  assertEquals(trends.row(0)[0], .5);
});

Deno.test("rows beyond the maximum are not kept", () => {
  const trends = new Trends(new EventTimeAxis(), 4, "sum");
  trends.add(4, 0, 1);
  assertEquals(trends.row(4).length, 0);
});
