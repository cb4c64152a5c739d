/** What the history is given to keep, and gives back, as plain rows. */

import type { AdviceRow } from "../advice/mod.ts";
import type { Evidence } from "../core/anomaly.ts";

/** A row as the database gives it. */
export type Row = Readonly<Record<string, unknown>>;

/** What is known of a run when it begins. */
export interface NewRun {
  /** Unique in all of time. */
  readonly id: string;
  readonly command: string;
  /** As they were named. */
  readonly files: readonly string[];
  readonly pid: number;
  readonly workers: number;
  readonly startedMs: number;
}

/** What a run has counted so far. */
export interface RunCounts {
  readonly lines: number;
  readonly bytes: number;
  readonly anomalies: number;
  readonly flaggedLines: number;
  readonly truncatedLines: number;
  readonly invalidUtf8: number;
  /** Event times, ms; NaN before the first. */
  readonly firstTime: number;
  readonly lastTime: number;
}

/** The evidence of an anomaly before it was advised, and by what: of the two its advice can be made again. */
export interface Unadvised {
  readonly evidence: Evidence;
  readonly row: AdviceRow;
}

/** What became of an anomaly that is stored already. */
export interface AnomalyChange {
  readonly count: number;
  readonly score: number;
  readonly lastTime: string | null;
  readonly closed: boolean;
  readonly continuation: readonly string[] | undefined;
}

/** Lines of a template in so many minutes. */
export interface CountCell {
  /** Minutes since the epoch; -1 for lines without a time. */
  readonly startMinute: number;
  readonly minutes: number;
  readonly source: string;
  /** Its id. */
  readonly template: string;
  lines: number;
  /** Those of them that only continue an event, such as a stack trace: they are none of the template itself. */
  continued: number;
}

/** A template as it is now. */
export interface KnownTemplate {
  readonly text: string;
  readonly example: string;
}

/** How the program did at a moment. */
export interface MetricRow {
  readonly timeMs: number;
  readonly lines: number;
  readonly bytes: number;
  readonly anomalies: number;
  readonly linesPerSecond: number;
  readonly rssBytes: number;
  readonly workers: number;
  readonly queue: number;
  /** Share of the time since the row before (0..1) in which a worker was at work; NaN where it is not known. */
  readonly workerLoad: number;
  /** Cores in use since the row before; NaN where it is not known. */
  readonly cpuCores: number;
  readonly flaggedLines: number;
}

/** How far was read and what was learnt by then. */
export interface Checkpoint {
  /** The file of state that it stands for. */
  readonly path: string;
  /** What that file calls the runs that go on from each other. */
  readonly lineage: string;
  readonly savedMs: number;
  /** JSON. */
  readonly state: string;
}

/** Marks of what is normal, at the file that they stand in. */
export interface MarkList {
  readonly path: string;
  readonly marks: readonly { readonly id: string }[];
}

/** A uniform sample of the feature rows of so many lines, each in the bytes of `forest/reservoir.ts`. */
export interface FeatureSample {
  readonly schema: number;
  readonly lines: number;
  readonly rows: Uint8Array;
}
