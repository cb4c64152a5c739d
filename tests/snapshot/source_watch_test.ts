import { assertEquals } from "@std/assert";
import { EventTimeAxis } from "../../src/core/timelines/event_time_axis.ts";
import { TREND_BUCKETS, Trends } from "../../src/core/timelines/trends.ts";
import { newestClock, SourceWatch, unreadSources } from "../../src/snapshot/source_watch.ts";

const COUNTS = { name: "app.log", lines: 10, bytes: 100, matched: 10, clock: 5, spec: { name: "json" } };

function watch(): SourceWatch {
  return new SourceWatch(new Trends(new EventTimeAxis(TREND_BUCKETS), 10, "sum"));
}

function lagAt(watched: SourceWatch, nowMs: number): number {
  return watched.view(COUNTS, { nowMs, phase: "following", error: "" }).lagMs;
}

Deno.test("the longest lag of the last seconds is shown, and none where nothing came", () => {
  const watched = watch();
  assertEquals(lagAt(watched, 0), NaN);
  watched.noteLag("app.log", 800, 1000);
  watched.noteLag("app.log", 20, 1500);
  assertEquals(lagAt(watched, 1600), 800);
  watched.noteLag("app.log", 20, 3500);
  assertEquals(lagAt(watched, 3600), 20);
  assertEquals(lagAt(watched, 20_000), NaN);
});

Deno.test("a source of which nothing could be read is shown as failed, with what is wrong", () => {
  const errors = new Map([["gone.log", "gone.log: Permission denied"], ["app.log", "app.log: was truncated"]]);
  const [unread, ...others] = unreadSources(errors, new Map([["app.log", COUNTS]]));
  assertEquals([unread.name, others.length], ["gone.log", 0]);
  const watched = watch();
  const view = watched.view(unread, { nowMs: 0, phase: "following", error: errors.get("gone.log") ?? "" });
  assertEquals([view.state, view.error, view.lines], ["failed", "gone.log: Permission denied", 0]);
  // one that goes on says what went wrong, and goes on
  const other = watched.view(COUNTS, { nowMs: 0, phase: "following", error: errors.get("app.log") ?? "" });
  assertEquals([other.state, other.error], ["following", "app.log: was truncated"]);
});

Deno.test("the newest time of all is known beside a source that has none yet, wherever it stands", () => {
  for (const clocks of [[1, 3, NaN], [NaN, 3, 1], [3, NaN, 1]]) {
    assertEquals(newestClock(clocks.map((clock) => ({ clock }))), 3);
  }
  assertEquals(newestClock([{ clock: NaN }]), NaN);
});
