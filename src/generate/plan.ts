/** Which incidents happen, and when. */
import { scenarioByName } from "./scenarios/mod.ts";

export interface IncidentPlan {
  /** Name of a scenario. */
  readonly scenario: string;
  /** Event time from the log's start to the incident's. */
  readonly afterMs: number;
  readonly durationMs: number;
  /** Event time from one start to the next; absent: it happens once. Longer than its duration. */
  readonly repeatMs?: number;
}

export interface PlannedLog {
  /** Event time that it covers; Infinity for a log without an end. */
  readonly spanMs: number;
  /** Names of scenarios, in the order in which they happen; default: three of different kinds. */
  readonly scenarios?: readonly string[];
}

/** What happens unless somebody chooses: rules find the last, statistics the first. */
export const DEFAULT_SCENARIOS = ["failed_login_storm", "database_pool_exhausted", "crash_loop"] as const;

const DURATION_MS = 60_000;
/**
 * Which part of a log is left in peace at its beginning, so that a detector has seen what is normal, and at its end.
 */
const PEACE_BEFORE = 0.3;
const PEACE_AFTER = 0.2;
/** The most of the time from one incident to the next that one lasts, so that all of them fit whatever the length. */
const DURATION_SHARE = 0.25;
/** From one incident to the next in a log without an end. */
const ENDLESS_GAP_MS = 120_000;

/** One incident of each scenario: spread over a log that ends, or again and again in one that does not. */
export function planIncidents({ spanMs, scenarios = DEFAULT_SCENARIOS }: PlannedLog): IncidentPlan[] {
  for (const name of scenarios) scenarioByName(name);
  if (spanMs === Infinity) {
    return scenarios.map((scenario, index) => ({
      scenario,
      afterMs: (index + 1) * ENDLESS_GAP_MS,
      durationMs: DURATION_MS,
      repeatMs: scenarios.length * ENDLESS_GAP_MS,
    }));
  }
  const gapMs = spanMs * (1 - PEACE_BEFORE - PEACE_AFTER) / Math.max(1, scenarios.length);
  return scenarios.map((scenario, index) => ({
    scenario,
    afterMs: spanMs * PEACE_BEFORE + gapMs * index,
    durationMs: Math.min(DURATION_MS, gapMs * DURATION_SHARE),
  }));
}

/** @throws RangeError for a plan that cannot happen */
export function checkPlan({ scenario, afterMs, durationMs, repeatMs }: IncidentPlan): void {
  scenarioByName(scenario);
  if (!(afterMs >= 0 && durationMs >= 0)) {
    throw new RangeError(
      `Cannot plan ${scenario}: start and duration must be 0 ms or more, got ${afterMs} and ${durationMs}`,
    );
  }
  if (repeatMs !== undefined && !(repeatMs > durationMs)) {
    throw new RangeError(
      `Cannot plan ${scenario}: it repeats after ${repeatMs} ms, which must be more than its duration of ${durationMs} ms`,
    );
  }
}
