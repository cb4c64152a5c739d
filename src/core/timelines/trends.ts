/**
 * How much of something there was over event time, for many things at once: rows of buckets on one axis over the whole
 * run. Rows follow the axis when they are next looked at.
 */
import { enlarged } from "../collections/enlarged.ts";
import { type EventTimeAxis, rebucket } from "./event_time_axis.ts";

/** Buckets of a row, and of the axis that rows are made on. */
export const TREND_BUCKETS = 240;
const BUCKETS = TREND_BUCKETS;

/** Rows of amounts on an axis of `TREND_BUCKETS`. */
export class Trends {
  readonly #axis: EventTimeAxis;
  readonly #join: (a: number, b: number) => number;
  readonly #rowsMax: number;
  readonly #scratch = new Float32Array(BUCKETS);
  #values: Float32Array = new Float32Array(16 * BUCKETS);
  /** The version of the axis that each row follows, and what its buckets were then. */
  #version: Uint32Array = new Uint32Array(16);
  #startMs: Float64Array = new Float64Array(16);
  #bucketMs: Float64Array = new Float64Array(16);

  /** `join` makes one amount of two buckets' when they become one: their sum, or the greater. */
  constructor(axis: EventTimeAxis, rowsMax: number, join: "sum" | "max") {
    this.#axis = axis;
    this.#rowsMax = rowsMax;
    this.#join = join === "sum" ? (a, b) => a + b : Math.max;
  }

  /** Adds to a row's bucket; rows beyond the maximum are not kept. */
  add(row: number, bucket: number, amount: number): void {
    if (row >= this.#rowsMax || bucket < 0) return;
    this.#reach(row);
    const at = row * BUCKETS + bucket;
    this.#values[at] = this.#join(this.#values[at], amount);
  }

  /** The amounts of a row, one a bucket of the axis; empty for a row that is not kept. A view, to be read at once. */
  row(row: number): Float32Array {
    if (row >= this.#rowsMax) return this.#values.subarray(0, 0);
    this.#reach(row);
    return this.#values.subarray(row * BUCKETS, row * BUCKETS + this.#axis.buckets);
  }

  /** Forgets a row, for another thing to use it. */
  clear(row: number): void {
    if (row >= this.#rowsMax) return;
    this.#reach(row);
    this.#values.fill(0, row * BUCKETS, (row + 1) * BUCKETS);
  }

  /** Makes the row exist, with the buckets that the axis has by now. */
  #reach(row: number): void {
    if (row >= this.#version.length) this.#grow(row);
    const axis = this.#axis;
    // a row of the first version has taken its buckets' beginning from the axis when it was first reached
    if (this.#version[row] === axis.version && this.#bucketMs[row] > 0) return;
    if (this.#bucketMs[row] > 0) {
      const frame = { startMs: this.#startMs[row], bucketMs: this.#bucketMs[row] };
      rebucket(this.#values, row * BUCKETS, { frame, axis, scratch: this.#scratch, join: this.#join });
    }
    this.#version[row] = axis.version;
    this.#startMs[row] = axis.startMs;
    // before the first event there is no beginning yet
    this.#bucketMs[row] = axis.startMs === axis.startMs ? axis.bucketMs : 0;
  }

  #grow(row: number): void {
    const rows = Math.min(this.#rowsMax, Math.max(row + 1, this.#version.length * 2));
    this.#values = enlarged(this.#values, rows * BUCKETS);
    this.#version = enlarged(this.#version, rows);
    this.#startMs = enlarged(this.#startMs, rows);
    this.#bucketMs = enlarged(this.#bucketMs, rows);
  }
}
