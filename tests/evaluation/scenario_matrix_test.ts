/** A short form of `deno task scenarios`: one seed, incidents soon after another; and what makes its `--check` fail. */
import { assert, assertEquals } from "@std/assert";
import { fallsOf, shortfallsOf } from "../../bench/scenarios/bars.ts";
import type { JudgeRow } from "../../bench/scenarios/judges.ts";
import { type Matrix, matrixOf } from "../../bench/scenarios/matrix.ts";
import { eventfulLog, quietLog, type Timing } from "../../bench/scenarios/plan.ts";
import { runLog } from "../../bench/scenarios/run_log.ts";
import { SCENARIO_NAMES } from "../../src/generate/mod.ts";

const MINUTE_MS = 60_000;
const SHORT: Timing = {
  warmUpMs: 8 * MINUTE_MS,
  gapMs: 3 * MINUTE_MS,
  durationMs: 1.5 * MINUTE_MS,
  quietMs: 8 * MINUTE_MS,
};
/** Not of the seeds of the matrix, nor of those on which anything was tuned. */
const SEED = 301;

Deno.test("of fourteen incidents in an hour nearly all are found within seconds, and quiet traffic is quiet", async () => {
  const log = await runLog(eventfulLog(SEED, SHORT));
  const quiet = await runLog(quietLog(SEED, SHORT));
  const matrix = matrixOf(SCENARIO_NAMES, { logs: [log], quiet: [quiet], alone: { rules: [log], ml: [log] } });
  assertEquals(matrix.incidents, SCENARIO_NAMES.length);
  assert(matrix.found >= SCENARIO_NAMES.length - 2, JSON.stringify(matrix.rows));
  assert((matrix.raisedSeconds ?? Infinity) < 10, `raised after ${matrix.raisedSeconds} s`);
  assert(quiet.counts.falseAlarms <= 1, JSON.stringify(quiet.falseAlarms));
  assert(log.counts.falseAlarms <= 2, JSON.stringify(log.falseAlarms));
});

const row = (judge: JudgeRow["judge"], precision: number, recall: number): JudgeRow => {
  const quality = { precision, recall, f1: 2 * precision * recall / (precision + recall) };
  return { judge, found: 0, incidents: 0, trueAlarms: 0, falseAlarms: 0, alarms: quality, lines: quality };
};
const GOOD: Matrix = {
  seeds: 10,
  incidents: 140,
  found: 137,
  seconds: 0,
  raisedSeconds: 1,
  rows: [],
  quiet: { new_template: .6 },
  between: {},
  quietHours: 10,
  judges: [row("rules", 1, .3), row("ml", .97, .9), row("hybrid", .99, .92)],
};

Deno.test("a matrix that reaches everything has no shortfall, and is no fall behind itself", () => {
  assertEquals([shortfallsOf(GOOD), fallsOf(GOOD, GOOD)], [[], []]);
});

for (
  const [change, shortfalls, falls] of [
    [{ found: 132 }, 1, 1],
    [{ found: 136 }, 0, 1],
    [{ raisedSeconds: 10 }, 1, 1],
    [{ quiet: { spike: 1.1 } }, 1, 1],
    [{ quiet: { spike: .8 } }, 0, 1],
    // by alarms and by lines: less F1 than what is learnt has alone, or too little precision beside rules
    [{ judges: [row("rules", 1, .3), row("ml", .99, .94), row("hybrid", .99, .93)] }, 2, 0],
    [{ judges: [row("rules", 1, .3), row("ml", .9, .9), row("hybrid", .97, .92)] }, 2, 1],
  ] as const
) {
  Deno.test(`a matrix with ${JSON.stringify(change).slice(0, 60)} has ${shortfalls} shortfalls and ${falls} falls`, () => {
    const matrix = { ...GOOD, ...change };
    assertEquals([shortfallsOf(matrix).length, fallsOf(GOOD, matrix).length], [shortfalls, falls]);
  });
}
