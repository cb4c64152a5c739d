/**
 * Which scenarios are found, by which detectors, how fast, how often is there an alarm for nothing, and is it better to
 * judge by rules and by what is learnt together than by one of them? Writes bench/scenarios.md
 * and bench/scenarios.json.
 *
 *     deno task scenarios [--seeds N] [--first-seed N] [--format NAME] [--check] [--dry-run]
 *
 * `--check` fails when a figure is worse than bench/scenarios.json says, or than what is to be reached; `--dry-run`
 * prints the result and writes nothing. The seeds are not those on which anything was tuned.
 */
import { parseArgs } from "node:util";
import { DETECTORS, RULE_DETECTORS } from "../src/core/anomaly.ts";
import { LINE_FORMATS, SCENARIO_NAMES } from "../src/generate/mod.ts";
import { fallsOf, shortfallsOf } from "./scenarios/bars.ts";
import type { JudgeLogs } from "./scenarios/judges.ts";
import { matrixOf } from "./scenarios/matrix.ts";
import { markdownOf } from "./scenarios/matrix_markdown.ts";
import { eventfulLog, FULL_TIMING, quietLog } from "./scenarios/plan.ts";
import { type LogResult, runLog } from "./scenarios/run_log.ts";

const { values: flags } = parseArgs({
  options: {
    seeds: { type: "string", default: "10" },
    "first-seed": { type: "string", default: "101" },
    format: { type: "string" },
    check: { type: "boolean", default: false },
    "dry-run": { type: "boolean", default: false },
  },
});
const json = new URL("scenarios.json", import.meta.url);
const markdown = new URL("scenarios.md", import.meta.url);
const rules = RULE_DETECTORS;
const learnt = new Set(DETECTORS.filter((id) => !RULE_DETECTORS.has(id)));

const logs: LogResult[] = [];
const quiet: LogResult[] = [];
const alone: JudgeLogs = { rules: [], ml: [] };
const format = LINE_FORMATS.find((name) => name === flags.format);
for (let index = 0; index < Number(flags.seeds); index++) {
  const seed = Number(flags["first-seed"]) + index;
  const eventful = eventfulLog(seed, FULL_TIMING, format);
  logs.push(await runLog(eventful));
  alone.rules.push(await runLog(eventful, rules));
  alone.ml.push(await runLog(eventful, learnt));
  quiet.push(await runLog(quietLog(seed, FULL_TIMING, format)));
}
const matrix = matrixOf(SCENARIO_NAMES, { logs, quiet, alone });
const text = markdownOf(matrix);
console.log(text);
const problems = [
  ...shortfallsOf(matrix),
  ...(flags.check ? fallsOf(JSON.parse(Deno.readTextFileSync(json)), matrix) : []),
];
if (!flags.check && !flags["dry-run"]) {
  Deno.writeTextFileSync(json, JSON.stringify(matrix, null, 2) + "\n");
  Deno.writeTextFileSync(markdown, text);
}
for (const problem of problems) console.error(problem);
if (flags.check && problems.length > 0) Deno.exit(1);
