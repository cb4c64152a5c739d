/** A rate as people read it: over about the last two seconds, so that its digits do not jump. */

const OVER_MS = 2000;
/** Less than this a second is nothing. */
const LEAST = .05;

/** The rate after `amount` more in `passedMs`, a second; it was `before`. */
export function nextRate(before: number, amount: number, passedMs: number): number {
  const rate = before + (amount * 1000 / passedMs - before) * Math.min(1, passedMs / OVER_MS);
  return rate < LEAST ? 0 : rate;
}
