/**
 * How much an anomaly weighs beside others, where the weightiest stand first: summaries and reports. How sure it is
 * counts most, and how much there was of it counts too, so that a burst of a hundred errors is not below one line that
 * is a little odder: what is half as likely to be chance weighs as much as what has sixteen times as many lines.
 */

/** Doublings of the lines that weigh as much as half the chance. */
const DOUBLINGS_PER_BIT = 4;
/** What is surer than that is not told apart: its lines decide. */
const CHANCE_MIN = 2 ** -10;

/** The weight of an anomaly with this score (0 to 1) and so many lines; any number, high is weighty. */
export function weightOf(score: number, count: number): number {
  return Math.log2(Math.max(1, count)) / DOUBLINGS_PER_BIT - Math.log2(Math.max(CHANCE_MIN, 1 - score));
}
