/** How the program itself is, as it is shown: part of a snapshot. */

/** How the program itself is. */
export interface HealthView {
  readonly memoryBytes: number;
  /** Newest last, one a second. */
  readonly memoryTrend: ArrayLike<number>;
  /** Of one core, 0..; NaN where it is not known. */
  readonly cpuShare: number;
  readonly workers: readonly WorkerView[];
  /** Batches read and not yet judged, and how many there may be. */
  readonly queue: number;
  readonly queueMax: number;
  readonly restarts: number;
  /** The model in use, in a few words; "" for none. */
  readonly model: string;
  /** ms that the model took for a batch lately; NaN where it was not asked. */
  readonly modelMs: number;
  /** Why the history cannot be written; "" where it can, or there is none. */
  readonly historyTrouble: string;
}

/** One thread of the pool. */
export interface WorkerView {
  /** Batches that it has parsed. */
  readonly batches: number;
  /** Share of the last second in which it worked, 0..1. */
  readonly load: number;
  /** Batches of rows that it has scored with the model, and how long one took lately, ms; NaN where there was none. */
  readonly scored: number;
  readonly modelMs: number;
}
