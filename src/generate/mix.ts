/** How much of the background is of which level. */

/** Shares of the lines, which sum to 1. */
export interface LevelMix {
  /** INFO and DEBUG. */
  readonly normal: number;
  readonly warn: number;
  readonly error: number;
}

/** The seed's: 85 % INFO and DEBUG, 10 % WARN, 5 % ERROR. */
export const DEFAULT_MIX: LevelMix = { normal: 0.85, warn: 0.1, error: 0.05 };

/** Quiet traffic: warnings that every day has, and nothing broken. */
export const QUIET_MIX: LevelMix = { normal: 0.98, warn: 0.02, error: 0 };

/** Troubles stand beside normal lines, so there must be some. */
const NORMAL_MIN = 0.01;
const SUM_TOLERANCE = 1e-9;

/** Test mode: twice the errors, at the cost of the normal lines (and of warnings, once those are used up). */
export function withMoreErrors(mix: LevelMix): LevelMix {
  const error = Math.min(1 - NORMAL_MIN, 2 * mix.error);
  const warn = Math.min(mix.warn, 1 - NORMAL_MIN - error);
  return { normal: 1 - error - warn, warn, error };
}

/** @throws RangeError when a share is below 0, they do not sum to 1, or nearly no line is normal */
export function checkMix(mix: LevelMix): void {
  const { normal, warn, error } = mix;
  const sum = normal + warn + error;
  if (normal < NORMAL_MIN) {
    throw new RangeError(`Cannot mix levels: at least ${NORMAL_MIN} of the lines must be normal, got ${normal}`);
  }
  if ([normal, warn, error].every((share) => share >= 0) && Math.abs(sum - 1) <= SUM_TOLERANCE) return;
  throw new RangeError(
    `Cannot mix levels: shares must be 0 or more and sum to 1, got ${normal} normal, ${warn} warn, ${error} error`,
  );
}
