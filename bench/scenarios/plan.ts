/** The logs of the matrix: all scenarios one after the other in an order of the seed's, and quiet traffic. */
import {
  type GeneratorOptions,
  type IncidentPlan,
  type LineFormatName,
  QUIET_MIX,
  SCENARIO_NAMES,
} from "../../src/generate/mod.ts";
import { Random } from "../../src/generate/random.ts";

export interface Timing {
  /** What is normal, before anything happens. */
  readonly warmUpMs: number;
  /** From one incident to the next, and how long one lasts. */
  readonly gapMs: number;
  readonly durationMs: number;
  readonly quietMs: number;
}

const MINUTE_MS = 60_000;
const RATE = 50;
/** Each seed has its format. */
const FORMATS: readonly LineFormatName[] = ["seed", "json", "logfmt", "log4j", "rfc5424"];
/** Another stream of the seed than the generator's own. */
const ORDER_STREAM = 9_000;
/** Quiet traffic is of other seeds than what has incidents. */
const QUIET_SEEDS = 1000;

export const FULL_TIMING: Timing = {
  warmUpMs: 30 * MINUTE_MS,
  gapMs: 10 * MINUTE_MS,
  durationMs: 5 * MINUTE_MS,
  quietMs: 60 * MINUTE_MS,
};

/** A log with each scenario once. */
export function eventfulLog(seed: number, timing: Timing, format = formatOf(seed)): GeneratorOptions {
  const { warmUpMs, gapMs, durationMs } = timing;
  const random = new Random(seed, ORDER_STREAM);
  const left: string[] = [...SCENARIO_NAMES];
  const incidents = SCENARIO_NAMES.map((_, index): IncidentPlan => ({
    scenario: left.splice(random.integer(0, left.length - 1), 1)[0],
    afterMs: warmUpMs + index * gapMs,
    durationMs,
  }));
  return { seed, format, rate: RATE, mix: QUIET_MIX, durationMs: warmUpMs + SCENARIO_NAMES.length * gapMs, incidents };
}

/** A log in which nothing happens. */
export function quietLog(seed: number, { quietMs }: Timing, format = formatOf(seed)): GeneratorOptions {
  return { seed: seed + QUIET_SEEDS, format, rate: RATE, mix: QUIET_MIX, durationMs: quietMs, incidents: "none" };
}

function formatOf(seed: number): LineFormatName {
  return FORMATS[(seed - 1) % FORMATS.length];
}
