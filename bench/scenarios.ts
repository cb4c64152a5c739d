/**
 * Which scenarios are found, by which detectors, how fast, and how often is there an alarm for nothing? Writes
 * bench/scenarios.md and bench/scenarios.json.
 *
 *     deno task scenarios [--seeds N] [--first-seed N] [--format NAME] [--check] [--dry-run]
 *
 * `--check` fails when fewer incidents are found, or more false alarms are raised, than bench/scenarios.json says;
 * `--dry-run` prints the result and writes nothing. The seeds are not those on which anything was tuned.
 */
import { parseArgs } from "node:util";
import {
  type GeneratorOptions,
  type IncidentPlan,
  LINE_FORMATS,
  type LineFormatName,
  QUIET_MIX,
  SCENARIO_NAMES,
} from "../src/generate/mod.ts";
import { Random } from "../src/generate/random.ts";
import { markdownOf, type Matrix, matrixOf } from "./scenarios/matrix.ts";
import { type LogResult, runScenarios } from "./scenarios/run.ts";

const RATE = 50;
const MINUTE_MS = 60_000;
/** What is normal, before anything happens; from one incident to the next; how long one lasts. */
const WARM_UP_MS = 30 * MINUTE_MS;
const GAP_MS = 10 * MINUTE_MS;
const DURATION_MS = 5 * MINUTE_MS;
const QUIET_MS = 60 * MINUTE_MS;
/** Each seed has its format. */
const FORMATS = ["seed", "json", "logfmt", "log4j", "rfc5424"] as const;
/** Another stream of the seed than the generator's own. */
const ORDER_STREAM = 9_000;
/** False alarms an hour may rise by this much before it counts. */
const ALARMS_TOLERANCE = 0.1;

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

const logs: LogResult[] = [];
const quiet: LogResult[] = [];
for (let index = 0; index < Number(flags.seeds); index++) {
  const seed = Number(flags["first-seed"]) + index;
  const base = { seed, format: formatOf(index), rate: RATE, mix: QUIET_MIX } satisfies GeneratorOptions;
  const durationMs = WARM_UP_MS + SCENARIO_NAMES.length * GAP_MS;
  logs.push(await runScenarios({ ...base, durationMs, incidents: plansOf(seed) }));
  quiet.push(await runScenarios({ ...base, seed: seed + 1000, durationMs: QUIET_MS, incidents: "none" }));
}
const matrix = matrixOf(SCENARIO_NAMES, logs, quiet);
const text = markdownOf(matrix);
console.log(text);
if (flags.check) check(JSON.parse(Deno.readTextFileSync(json)), matrix);
else if (!flags["dry-run"]) {
  Deno.writeTextFileSync(json, JSON.stringify(matrix, null, 2) + "\n");
  Deno.writeTextFileSync(markdown, text);
}

function formatOf(index: number): LineFormatName {
  return LINE_FORMATS.find((name) => name === flags.format) ?? FORMATS[index % FORMATS.length];
}

/** All scenarios, one after the other, in an order of the seed's. */
function plansOf(seed: number): IncidentPlan[] {
  const random = new Random(seed, ORDER_STREAM);
  const left: string[] = [...SCENARIO_NAMES];
  return SCENARIO_NAMES.map((_, index) => ({
    scenario: left.splice(random.integer(0, left.length - 1), 1)[0],
    afterMs: WARM_UP_MS + index * GAP_MS,
    durationMs: DURATION_MS,
  }));
}

function check(before: Matrix, now: Matrix): void {
  const sum = (alarms: Readonly<Record<string, number>>) => Object.values(alarms).reduce((all, one) => all + one, 0);
  const problems: string[] = [];
  const share = (one: Matrix) => one.found / one.incidents;
  if (share(now) < share(before)) {
    problems.push(
      `${now.found} of ${now.incidents} incidents were found; it was ${before.found} of ${before.incidents}`,
    );
  }
  if (sum(now.quiet) > sum(before.quiet) + ALARMS_TOLERANCE) {
    problems.push(`${sum(now.quiet).toFixed(2)} false alarms an hour; it was ${sum(before.quiet).toFixed(2)}`);
  }
  if (problems.length === 0) return;
  console.error(problems.join("\n"));
  Deno.exit(1);
}
