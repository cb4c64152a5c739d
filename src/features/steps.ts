/**
 * In which of its sixteen steps a feature is (schema.ts). Most use fewer, on purpose: what differs from line to line
 * without saying anything would make every row of features another one.
 */

/** The step of a feature in bits or deviations, 0 to 15: whole ones. */
export function toStep(value: number): number {
  return value <= 0 ? 0 : value >= 15 ? 15 : value + .5 | 0;
}

/** The same by threes, for what is of interest only when it is large. */
export function toCoarseStep(value: number): number {
  return value < 3 ? 0 : value >= 15 ? 15 : (value / 3 | 0) * 3;
}

/** That of one in doublings, −3.5 to 4: whole ones, so that half a doubling up or down is none. */
export function toDoublings(value: number): number {
  if (value >= -.5 && value < .5) return 7;
  return value <= -3 ? 1 : value >= 4 ? 15 : 2 * Math.floor(value + .5) + 7;
}

/** That of gap_change, −5 to 10, by fives. */
export function toGap(value: number): number {
  return value < -2.5 ? 0 : value < 2.5 ? 5 : value < 7.5 ? 10 : 15;
}

/** The steps of template_rate, source_rate and gap_change of a line without a time. */
export const NO_RATES = toDoublings(0) | toDoublings(0) << 4 | toGap(0) << 8;
