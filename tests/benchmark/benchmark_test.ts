import { assert, assertAlmostEquals, assertEquals, assertStringIncludes, assertThrows } from "@std/assert";
import { compareResults, isRegression, mismatchOf } from "../../src/benchmark/comparison.ts";
import { documentOf } from "../../src/benchmark/documents.ts";
import { type Figure, figureOf, spreadOf } from "../../src/benchmark/figure.ts";
import { curveOf, type GrowthPoint, workersUpTo } from "../../src/benchmark/growth.ts";
import { GrowthSource } from "../../src/benchmark/growth_source.ts";
import { climbLadder } from "../../src/benchmark/ladder.ts";
import { fitPower } from "../../src/benchmark/power_fit.ts";
import { type BenchResult, parseResult } from "../../src/benchmark/result.ts";
import { runWhole } from "../../src/benchmark/whole_run.ts";
import { PLAIN_OPTIONS } from "../pipeline/run_log.ts";

const figure = (median: number, spread = 0): Figure => ({
  median,
  low: median * (1 - spread / 2),
  high: median * (1 + spread / 2),
  runs: 5,
});

/** A result whose one stage, and whole with one worker, do so much in relation to the yardstick. */
function resultOf(stage: Figure, whole = figure(1), rss = 100e6): BenchResult {
  return {
    type: "bench",
    time: "2026-11-23T06:00:00.000Z",
    machine: {
      cpu: "a <quick> processor",
      cores: 2,
      memory_bytes: 8e9,
      os: "linux",
      oddline: "0.1.0",
      deno: "2.9.6",
      v8: "14",
      onnxruntime: "1.30.0",
      load: .1,
    },
    log: { name: "a generated log", lines: 1000, bytes: 100_000, format: "seed" },
    yardstick: figure(1e9, .02),
    stages: [{ stage: "frame", lines_per_second: figure(2e7), ratio: stage }],
    end_to_end: [{ workers: 1, lines_per_second: figure(5e5), ratio: whole, rss_bytes_max: rss }],
  };
}

Deno.test("a figure is the median with its quartiles, between two values where it must be", () => {
  assertEquals(figureOf([5, 1, 3, 2, 4]), { median: 3, low: 2, high: 4, runs: 5 });
  assertEquals(figureOf([1, 2]), { median: 1.5, low: 1.25, high: 1.75, runs: 2 });
  assertAlmostEquals(spreadOf(figureOf([90, 100, 110])), .1);
  assertThrows(() => figureOf([]), RangeError);
});

Deno.test("a power is found again in points that follow it", () => {
  const x = [10, 100, 1000, 10_000];
  for (const exponent of [0, .5, 1, 2]) {
    assertAlmostEquals(fitPower(x, x.map((at) => 7 * at ** exponent)).exponent, exponent, 1e-9);
  }
  assertAlmostEquals(fitPower(x, x.map((at) => 7 * at)).factor, 7, 1e-9);
  assert(Number.isNaN(fitPower([5, 5], [1, 2]).exponent));
});

for (
  const [before, after, judgement] of [
    [figure(1), figure(.97), "same"],
    [figure(1), figure(.9), "worse"],
    [figure(1), figure(1.2), "better"],
    [figure(1, .15), figure(.9), "same"],
    [figure(1, .3), figure(.8), "too noisy to tell"],
    [figure(1, .3), figure(.3), "worse"],
  ] as const
) {
  Deno.test(`from ${before.median} to ${after.median}, quartiles ${spreadOf(before).toFixed(2)} apart: ${judgement}`, () => {
    const rows = compareResults(resultOf(before), resultOf(after));
    assertEquals(rows.map((row) => [row.name, row.judgement]), [
      ["frame", judgement],
      ["end to end, workers: 1", "same"],
      ["memory, workers: 1", "same"],
    ]);
    assertEquals(isRegression(rows), judgement === "worse");
  });
}

Deno.test("more memory than before is a regression", () => {
  const rows = compareResults(resultOf(figure(1), figure(1), 100e6), resultOf(figure(1), figure(1), 130e6));
  assertEquals(rows.at(-1)?.judgement, "worse");
});

Deno.test("results of two logs are no match for each other", () => {
  const result = resultOf(figure(1));
  assertEquals(mismatchOf(result, result), undefined);
  assertStringIncludes(mismatchOf(result, { ...result, log: { ...result.log, lines: 7 } }) ?? "", "another log");
});

Deno.test("a saved result is read again, and what is none is refused", () => {
  const result = resultOf(figure(1));
  assertEquals(parseResult(documentOf("json", result)), JSON.parse(JSON.stringify(result)));
  for (const text of ["", "[]", "null", '{"type":"bench"}']) assertThrows(() => parseResult(text), SyntaxError);
});

Deno.test("a document has every figure in each of its forms, and no figure that was not measured", () => {
  const points: GrowthPoint[] = [1e4, 1e5, 1e6].map((lines) => ({
    at: lines,
    lines,
    seconds: lines / 5e5,
    microseconds_per_line: 2,
    templates: 100,
    rss_bytes_max: 150e6,
  }));
  const growth = [curveOf("lines", points)];
  const compared = compareResults(resultOf(figure(1)), resultOf(figure(.5)));
  for (const format of ["text", "markdown", "html"] as const) {
    const text = documentOf(format, { ...resultOf(figure(1)), growth }, compared);
    for (const part of ["20,000,000", "500,000", "worse", "power of 1.00", "that of 0.00", "150 MB"]) {
      assertStringIncludes(text, part);
    }
    assert(!text.includes("p99"), "no latency was measured");
    assert(!/NaN|undefined/.test(text), text);
  }
  const page = documentOf("html", { ...resultOf(figure(1)), growth });
  assertStringIncludes(page, "a &lt;quick&gt; processor");
  assertEquals(page.match(/<svg /g)?.length, 2);
  assert(!/(src|href)=/.test(page), "the page needs nothing else");
});

Deno.test("lines that are made to grow have the kinds, sources and length that they are said to have", async () => {
  const log = { lines: 3000, templates: 50, sources: 7, lineBytes: 200 };
  const run = await runWhole(new GrowthSource(log), { pipeline: PLAIN_OPTIONS, now: () => 0, rss: () => 5 });
  assertEquals([run.lines, run.templates, run.rssBytesMax], [3000, 50, 5]);
  assertAlmostEquals(run.bytes / run.lines, 200, 10);
});

Deno.test("the ladder has every stage, measured by the clock that it is given", () => {
  let ms = 0;
  const yardsticks: number[] = [];
  const lines = new TextEncoder().encode("2026-01-01T00:00:00Z INFO job 1 done\n".repeat(50));
  const stages = climbLadder({
    now: () => ms++,
    bytes: lines,
    yardsticks,
    lines,
    rounds: 3,
    allocated: () => undefined,
  });
  assertEquals(stages.map(({ stage }) => stage)[0], "frame");
  assertEquals(stages.length, 6);
  for (const { lines_per_second, ratio, allocated_bytes_per_line } of stages) {
    assert(lines_per_second.median > 0 && ratio.median > 0 && lines_per_second.runs === 3);
    assertEquals(allocated_bytes_per_line, undefined);
  }
  assertEquals(yardsticks.length, 18);
});

Deno.test("workers are tried by doubling, and all of them", () => {
  assertEquals([1, 2, 6, 8].map(workersUpTo), [[1], [1, 2], [1, 2, 4, 6], [1, 2, 4, 8]]);
});
