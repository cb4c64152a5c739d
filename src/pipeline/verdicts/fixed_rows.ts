/** What is said of lines in the end, handed over once no later line can change it. */
import type { DetectorId } from "../../core/anomaly.ts";

/** Verdicts that will not change any more, as columns. They are used again: to be read during the call only. */
export interface FixedRows {
  readonly rows: number;
  /** Number of the line in its stream, from 1. */
  readonly line: Float64Array;
  /** 1 where the line was only learnt from (a baseline, or from before the program came). */
  readonly past: Uint8Array;
  /** Event time, ms; NaN where there is none. */
  readonly time: Float64Array;
  /** Id of the template at reading time; that of its event for a line that continues one. */
  readonly templateId: readonly string[];
  /** The highest score that any detector gave, 0 where none spoke. */
  readonly score: Float64Array;
  /** The highest of the detectors that need no learning, and of all others. */
  readonly rulesScore: Float64Array;
  readonly mlScore: Float64Array;
  /** 1 + index into `detectors` of the one whose score it is; 0 where none spoke. */
  readonly detector: Uint8Array;
  readonly detectors: readonly DetectorId[];
  /** By index of a detector: its own scores. Empty unless `PipelineOptions.scoresByDetector`. */
  readonly byDetector: readonly Float64Array[];
  /** Id of the anomaly that the line belongs to, "" for none. */
  readonly anomaly: readonly string[];
}
