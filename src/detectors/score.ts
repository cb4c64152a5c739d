/**
 * What a score means, for all detectors that learn: how seldom something so odd would come by chance in a log that goes
 * on as it did. In bits: of one line in 2^bits.
 */

/** Bits with the score that they give; straight lines between. .9 is one line in 8,192, .99 one in 131,072. */
const CURVE: readonly (readonly [bits: number, score: number])[] = [
  [0, 0],
  [7, .5],
  [13, .9],
  [17, .99],
  [30, .999],
];

/** The score of what would come once in 2^bits lines. */
export function scoreOfBits(bits: number): number {
  for (let k = 1; k < CURVE.length; k++) {
    const [right, high] = CURVE[k];
    const [left, low] = CURVE[k - 1];
    if (bits < right) return low + (high - low) * Math.max(0, bits - left) / (right - left);
  }
  return CURVE[CURVE.length - 1][1];
}
