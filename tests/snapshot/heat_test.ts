import { assertEquals } from "@std/assert";
import { EventTimeAxis } from "../../src/core/timelines/event_time_axis.ts";
import { TREND_BUCKETS, Trends } from "../../src/core/timelines/trends.ts";
import { Heat, HEAT_ROWS_MAX } from "../../src/snapshot/heat.ts";

const axis = () => new EventTimeAxis(TREND_BUCKETS);

function odd(timeMs: number, score: number) {
  return { score, timeMs, isFlagged: score >= .9 };
}

Deno.test("a source that fell silent has a row of its own beside those of its templates", () => {
  const heat = new Heat(new Trends(axis(), HEAT_ROWS_MAX, "max"));
  heat.add({ source: "a.log", template: "t1", label: "pool lost" }, 0, odd(1000, .95));
  heat.add({ source: "a.log", template: undefined, label: "silent: a.log" }, 1, odd(2000, .92));
  heat.add({ source: "b.log", template: "t1", label: "pool lost" }, 2, odd(3000, .6));
  const rows = heat.rows().map(({ label, source, template }) => [label, source, template]);
  // those that were flagged last come first, then those that were only a little odd
  assertEquals(rows, [
    ["silent: a.log", "a.log", undefined],
    ["pool lost", "a.log", "t1"],
    ["pool lost", "b.log", "t1"],
  ]);
});

Deno.test("where there are too many rows the one that was odd least lately gives way", () => {
  const heat = new Heat(new Trends(axis(), HEAT_ROWS_MAX, "max"));
  for (let k = 0; k <= HEAT_ROWS_MAX; k++) {
    heat.add({ source: "a.log", template: `t${k}`, label: `template ${k}` }, 0, odd(k * 1000, .95));
  }
  const labels = heat.rows().map(({ label }) => label);
  assertEquals([labels[0], labels.includes("template 0")], [`template ${HEAT_ROWS_MAX}`, false]);
});
