/** Rules and what is learnt beside each other, and beside the truth where it is known. */
import type { DetectorId } from "../anomaly.ts";

/** What rules and what was learnt have found. */
export interface ComparisonView {
  readonly rulesLines: number;
  readonly learntLines: number;
  readonly bothLines: number;
  /** What each detector has told of first: its anomalies, and the lines of those. */
  readonly detectors: readonly { readonly id: DetectorId; readonly anomalies: number; readonly lines: number }[];
  /** Against the truth, where it is known (demo). */
  readonly truth: readonly TruthView[];
  /** The incidents that are over, where they are known. */
  readonly incidents: readonly IncidentView[];
}

/** How many incidents were found, where it is known which there are. */
export interface TruthView {
  readonly judge: "rules" | "ml" | "hybrid";
  readonly found: number;
  readonly missed: number;
  /** Anomalies that were of an incident or of an odd line, and those that were not. */
  readonly trueAlarms: number;
  readonly falseAlarms: number;
}

/** A known incident, and who found it first. */
export interface IncidentView {
  readonly name: string;
  readonly startMs: number;
  readonly endMs: number;
  /** Undefined where it was missed. */
  readonly detector: DetectorId | undefined;
  /** How many lines, and how much event time, after its first line; NaN where that is not known. */
  readonly afterLines: number;
  readonly afterMs: number;
}
