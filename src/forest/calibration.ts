/**
 * What a forest's score means: how rare it was among the rows the forest was fitted to. The unit is decades: 2 says
 * that one training row in 100 had such a score or a higher one. Forests of different data then speak of the same
 * thing, and a new model can take over from an old one.
 *
 * Kept are the scores at eighths of a decade; beyond the rarest training row the tail is taken to go on exponentially,
 * as steep as it was over its last decade and a half, for two decades at most.
 */

/** Knots of a decade. */
const PER_DECADE = 8;
/** Knots over which the tail's slope is measured. */
const SLOPE_KNOTS = 12;
const BEYOND_MAX = 2;
/** ONNX Runtime sums in float32: scores this near are the same. */
const SAME_SCORE = 2e-6;

/** The scores that one row in 10^(k/8) reached, for k from 0; ascending. */
export type Calibration = readonly number[];

/** Measures the scores of the training rows. */
export function calibrate(scores: Float32Array): Calibration {
  const sorted = Float32Array.from(scores).sort();
  const knots: number[] = [];
  for (let k = 0; 10 ** (k / PER_DECADE) <= sorted.length; k++) {
    knots.push(sorted[sorted.length - Math.ceil(sorted.length / 10 ** (k / PER_DECADE))]);
  }
  return knots;
}

/** How rare a score is, in decades: -log10 of the share of training rows that reached it. At least 0. */
export function decadesOf(knots: Calibration, score: number): number {
  const target = score - SAME_SCORE;
  let low = 0;
  let high = knots.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (knots[middle] < target) low = middle + 1;
    else high = middle;
  }
  if (low === 0) return 0;
  const last = knots.length - 1;
  if (low <= last) {
    const within = (target - knots[low - 1]) / (knots[low] - knots[low - 1]);
    return (low - 1 + Math.min(1, within)) / PER_DECADE;
  }
  const from = Math.max(0, last - SLOPE_KNOTS);
  const step = (knots[last] - knots[from]) / Math.max(1, last - from);
  const beyond = step > 0 ? (target - knots[last]) / step / PER_DECADE : BEYOND_MAX;
  return last / PER_DECADE + Math.min(BEYOND_MAX, beyond);
}
