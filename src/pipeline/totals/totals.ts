/** What a run counts over all its lines, and what it comes to with the runs before it. */
import type { DetectorId } from "../../core/anomaly.ts";

/** Counts over all lines of a run: what its summary says. */
export interface Totals {
  lines: number;
  bytes: number;
  anomalies: number;
  flaggedLines: number;
  /** Flagged lines and sessions that were not told of, since their kind keeps coming. */
  recurringLines: number;
  continuationLines: number;
  truncatedLines: number;
  invalidUtf8: number;
  /** Lines that were only learnt from: of a baseline, or from before the program came. */
  pastLines: number;
  /** First and last event time, ms; NaN before the first. */
  firstTime: number;
  lastTime: number;
}

/** The counts of earlier runs. */
export interface EarlierRuns {
  readonly totals: Totals;
  /** Lines by severity number; empty for none. */
  readonly bySeverity: readonly number[];
  readonly byDetector: Readonly<Partial<Record<DetectorId, number>>>;
}

/** Before the first line. */
export function noTotals(): Totals {
  return {
    lines: 0,
    bytes: 0,
    anomalies: 0,
    flaggedLines: 0,
    recurringLines: 0,
    continuationLines: 0,
    truncatedLines: 0,
    invalidUtf8: 0,
    pastLines: 0,
    firstTime: NaN,
    lastTime: NaN,
  };
}

/** The sum of what two runs have counted, the earlier one first. */
export function addTotals(earlier: Totals, later: Totals): Totals {
  return {
    lines: earlier.lines + later.lines,
    bytes: earlier.bytes + later.bytes,
    anomalies: earlier.anomalies + later.anomalies,
    flaggedLines: earlier.flaggedLines + later.flaggedLines,
    recurringLines: earlier.recurringLines + later.recurringLines,
    continuationLines: earlier.continuationLines + later.continuationLines,
    truncatedLines: earlier.truncatedLines + later.truncatedLines,
    invalidUtf8: earlier.invalidUtf8 + later.invalidUtf8,
    pastLines: earlier.pastLines + later.pastLines,
    firstTime: earlier.firstTime <= later.firstTime || Number.isNaN(later.firstTime)
      ? earlier.firstTime
      : later.firstTime,
    lastTime: earlier.lastTime >= later.lastTime || Number.isNaN(later.lastTime) ? earlier.lastTime : later.lastTime,
  };
}
