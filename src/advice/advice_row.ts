/**
 * A row of advice: which anomalies it is for, what to look at next, and commands to do so. Oddline runs none of them.
 *
 * In commands stand, filled in where they are known: `{file}` the source, `{look}` a command that shows the lines
 * around, `{since}` and `{until}` the time around, `{session}` the session, `{template}` the template's id, each quoted
 * for a shell. A command that needs what is not known is left out.
 */
import type { DetectorId } from "../core/anomaly.ts";

/** All conditions that are given must hold. */
export interface AdviceRow {
  readonly detectors?: readonly DetectorId[];
  /** Source of a JavaScript regular expression over the line's beginning, in any case. */
  readonly match?: string;
  /** Lowest severity number, where the anomaly says its line's level. */
  readonly severityMin?: number;
  /** One sentence: what to look at. */
  readonly recommendation: string;
  readonly commands: readonly string[];
}
