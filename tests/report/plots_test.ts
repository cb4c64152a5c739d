/** Axes and pictures: round values, and nothing of a log that a browser would obey. */
import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import { timeTicks, valueTicks } from "../../src/report/plots/axis.ts";
import { coursePlot } from "../../src/report/plots/course_plot.ts";
import { heatPlot } from "../../src/report/plots/heat_plot.ts";
import { powerPlot } from "../../src/report/plots/power_plot.ts";
import { ratePlot } from "../../src/report/plots/rate_plot.ts";
import { escaped } from "../../src/report/plots/svg.ts";
import { timeTextIn } from "../../src/report/local_time.ts";

const time = timeTextIn("UTC");

const VALUE_TICKS: readonly (readonly [max: number, ticks: readonly number[]])[] = [
  [0, [0, .5, 1]],
  [1, [0, .5, 1]],
  [7, [0, 2, 4, 6, 8]],
  [100, [0, 50, 100]],
  [160_000, [0, 50_000, 100_000, 150_000, 200_000]],
];

for (const [max, ticks] of VALUE_TICKS) {
  Deno.test(`an axis up to ${max} has round values`, () => {
    assertEquals(valueTicks(max, String).map(({ value }) => value), ticks);
  });
}

const SPANS: readonly (readonly [name: string, ms: number, first: string])[] = [
  ["ten seconds", 10_000, "18:00:00"],
  ["an hour", 3_600_000, "18:00"],
  ["a week", 7 * 86_400_000, "11-25"],
];

for (const [name, ms, first] of SPANS) {
  Deno.test(`times along ${name} are round and few`, () => {
    const fromMs = Date.UTC(2026, 10, 22, 18);
    const ticks = timeTicks(fromMs, fromMs + ms, time);
    assert(ticks.length >= 2 && ticks.length <= 12, String(ticks.length));
    assert(ticks.some(({ text }) => text === first), ticks.map(({ text }) => text).join(" "));
  });
}

Deno.test("what grows as a power is a straight line, between powers of ten", () => {
  const points = [1, 10, 100, 1000].map((x) => ({ x, y: .02 * x ** .5 }));
  const plot = powerPlot({ label: "Time by lines", points });
  const [, course] = /d="M([^"]*)" class="course"/.exec(plot) ?? [];
  const places = course.split("L").map((place) => place.split(" ").map(Number));
  const slopes = places.slice(1).map(([x, y], k) => (y - places[k][1]) / (x - places[k][0]));
  for (const slope of slopes) assertAlmostEquals(slope, slopes[0], .001);
  const texts = [...plot.matchAll(/<text [^>]*>([^<]*)</g)].map(([, text]) => text);
  assertEquals(texts, ["0.01", "0.1", "1", "1", "10", "100", "1,000"]);
});

Deno.test("what a log says is text in a picture, and never an element", () => {
  assertEquals(
    escaped(`<script a="b" c='d'>&\x1b[2J\n`),
    "&lt;script a=&quot;b&quot; c=&#39;d&#39;&gt;&amp;\\x1b[2J\\n",
  );
  const template = `"><script>alert(1)</script>`;
  const svg = heatPlot({ fromMs: 0, sliceMs: 60_000, time, templates: [{ template, anomalies: 1, lines: [1, 0] }] });
  assert(!svg.includes("<script"), svg);
});

Deno.test("critical anomalies have triangles above the bars, others dots", () => {
  const svg = ratePlot({
    fromMs: 0,
    sliceMs: 60_000,
    time,
    lines: [60, 120, 0],
    critical: [0, 2, 0],
    warning: [1, 1, 0],
  });
  assertEquals(svg.match(/<path[^>]*class="critical"/g)?.length, 1);
  assertEquals(svg.match(/<circle[^>]*class="warning"/g)?.length, 2);
  assert(svg.includes("1970-01-01 00:01: 120 lines, 3 anomalies"), svg);
});

Deno.test("a course has a line for each run and a gap between them", () => {
  const point = (ms: number, run: number) => ({ ms, run, value: ms });
  const points = [point(0, 1), point(1000, 1), point(5000, 2), point(6000, 2), point(9000, 3)];
  const svg = coursePlot({ label: "Memory", points, time, text: String });
  assertEquals(svg.match(/class="course"/g)?.length, 2);
  assertEquals(svg.match(/class="dot"/g)?.length, 1);
  assert(!svg.includes("NaN"), svg);
});
