/** When the lines of an incident come. */
import type { ScenarioRun } from "./scenario.ts";

export interface Moment {
  readonly timeMs: number;
  /** How far the incident has come: 0 at its start, 1 at its end. */
  readonly progress: number;
}

export interface Pace {
  /** Lines per line of the background. */
  readonly share: number;
  /** Lines per second at least, where the background is slow; never more than the background's. */
  readonly perSecondMin: number;
}

/** Moments of a Poisson process from the start, which is one of them, to the end. */
export function* moments(run: ScenarioRun, { share, perSecondMin }: Pace): Generator<Moment, void, void> {
  const { startMs, endMs, durationMs, rate, about: { random } } = run;
  const gapMs = 1000 / Math.max(rate * share, Math.min(perSecondMin, rate));
  let timeMs = startMs;
  do {
    yield { timeMs, progress: durationMs === 0 ? 0 : (timeMs - startMs) / durationMs };
    timeMs += random.exponential(gapMs);
  } while (timeMs < endMs);
}

/** The moment at this part of the incident. */
export function momentAt({ startMs, durationMs }: ScenarioRun, progress: number): number {
  return startMs + durationMs * progress;
}

/** From one value to another, by equal factors. */
export function growth(from: number, to: number, progress: number): number {
  return from * Math.exp(Math.log(to / from) * progress);
}
