/**
 * What an incident is: a story told in lines of its own, in what it does to the lines of the background, or in both.
 *
 * A scenario is a state machine; the only clock it knows is the time of lines, the only randomness what it is
 * given. What it does to the background it does to lines that were already drawn, so that the background is the
 * same with and without it.
 */
import type { Circumstances } from "../circumstances.ts";
import type { LogEvent } from "../event.ts";

export interface ScenarioRun {
  /** Event time of its beginning and its end, ms since the epoch. */
  readonly startMs: number;
  readonly endMs: number;
  /** How long its acute part lasts. */
  readonly durationMs: number;
  /** Lines per second of the background, so that the incident stands out at any rate. */
  readonly rate: number;
  /** For drawing values; with randomness of its own. */
  readonly about: Circumstances;
}

export interface Scenario {
  /** In snake_case, as the truth names it. */
  readonly name: string;
  readonly severity: "warning" | "critical";
  /** One line for help texts. */
  readonly summary: string;
  /** Its lines, in order of time, the first at `startMs`. Finite. */
  readonly lines?: (run: ScenarioRun) => Generator<LogEvent, void, void>;
  /** What becomes of the background's lines between its start and its end. */
  readonly alter?: (run: ScenarioRun) => AlterEvent;
  /** What does not come while it lasts: the lines of a service, or a kind of line. */
  readonly silences?: string;
}

/** Returns the same event, another one (which is then the incident's), or null for a line that is never written. */
export type AlterEvent = (event: LogEvent) => LogEvent | null;
