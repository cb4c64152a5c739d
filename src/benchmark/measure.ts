/** Measures rates in pairs: a run of the yardstick, a run of what is measured, and so on. */
import { figureOf } from "./figure.ts";
import type { Rate } from "./result.ts";
import { yardstick } from "./yardstick.ts";

export interface Measuring {
  /** A clock in milliseconds with fractions. */
  readonly now: () => number;
  /** What the yardstick goes over: some hundred kilobytes. */
  readonly bytes: Uint8Array;
  /** Bytes a second of each of its runs are added here. */
  readonly yardsticks: number[];
}

/** The yardstick runs for so long at least: a shorter time would be the clock's own error. */
const YARDSTICK_MS = 4;

/** Bytes a second of the yardstick, now. */
export function layYardstick({ now, bytes, yardsticks }: Measuring): number {
  const start = now();
  let times = 0;
  let ms = 0;
  // the sum is whole and never .5: it stands in the condition so that no compiler leaves the work out
  for (let sum = 0; ms < YARDSTICK_MS || sum === 0.5; ms = now() - start, times++) sum += yardstick(bytes);
  const rate = times * bytes.length / ms * 1000;
  yardsticks.push(rate);
  return rate;
}

/** The rate of some runs, each of which returns how many lines a second it did. */
export function rateOf(runs: readonly { readonly rate: number; readonly yardstick: number }[]): Rate {
  return {
    lines_per_second: figureOf(runs.map(({ rate }) => rate)),
    ratio: figureOf(runs.map(({ rate, yardstick }) => rate / yardstick)),
  };
}
