/**
 * A figure is the median of repeated runs and the quartiles around it: how far runs differ is how little a difference
 * between two figures may mean.
 */

/** Any amount that was measured several times. */
export interface Figure {
  readonly median: number;
  /** The first and the third quartile. */
  readonly low: number;
  readonly high: number;
  readonly runs: number;
}

/** The figure of some runs. Throws RangeError when there were none. */
export function figureOf(values: readonly number[]): Figure {
  if (values.length === 0) throw new RangeError("Cannot take the median of no runs");
  const sorted = [...values].sort((a, b) => a - b);
  return { median: at(sorted, .5), low: at(sorted, .25), high: at(sorted, .75), runs: values.length };
}

/** How far apart the quartiles are, as a share of the median. */
export function spreadOf({ median, low, high }: Figure): number {
  return median === 0 ? 0 : (high - low) / median;
}

/** Between two values in proportion. */
function at(sorted: readonly number[], share: number): number {
  const place = share * (sorted.length - 1);
  const below = Math.floor(place);
  const above = Math.min(below + 1, sorted.length - 1);
  return sorted[below] + (sorted[above] - sorted[below]) * (place - below);
}
