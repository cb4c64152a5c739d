/**
 * What an incident is: a story told in lines. A scenario is a state machine written as a generator function; the only
 * clock it knows is the time of its own lines, the only randomness what it is given. It never looks at the background,
 * so the background stays the same with and without it.
 */
import type { LogEvent } from "../event.ts";
import type { Random } from "../random.ts";

export interface ScenarioRun {
  /** Event time of its beginning, ms since the epoch. */
  readonly startMs: number;
  /** How long its acute part lasts. */
  readonly durationMs: number;
  /** Lines per second of the background, so that the incident stands out at any rate. */
  readonly rate: number;
  readonly random: Random;
}

export interface Scenario {
  /** In snake_case, as the truth names it. */
  readonly name: string;
  readonly severity: "warning" | "critical";
  /** One line for help texts. */
  readonly summary: string;
  /** Its lines, in order of time, the first at `startMs`. Finite. */
  readonly lines: (run: ScenarioRun) => Generator<LogEvent, void, void>;
}
