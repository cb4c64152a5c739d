/** What the feature pass takes, and what it gives to detectors. */
import type { Batch } from "../core/lines/batch.ts";
import type { Findings } from "./findings.ts";
import type { FeatureRows } from "./rows.ts";

/** The lines of a batch as the learner leaves them; the columns are those of `EventBatch` (detectors/detector.ts). */
export interface FeatureLines {
  readonly source: string;
  readonly columns: Batch;
  readonly lines: number;
  readonly template: Int32Array;
  readonly continuation: Uint8Array;
  readonly time: Float64Array;
  readonly severity: Uint8Array;
  readonly bornLine: Int32Array;
  readonly born: number;
  readonly merges: readonly { readonly line: number; readonly from: number; readonly into: number }[];
  readonly parameterSlot: Int32Array;
  readonly dropped: readonly { readonly line: number; readonly slots: readonly number[] }[];
}

/** What is unusual in the lines of a batch. Valid until the next batch. */
export interface LineFeatures {
  /**
   * Number of each line's row of features; a line that continues an event has that of the event, −1 before the first.
   */
  readonly row: Int32Array;
  readonly rows: FeatureRows;
  readonly findings: Findings;
}
