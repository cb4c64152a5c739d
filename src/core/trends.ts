/**
 * How much of something there was over event time, for many things at once: rows of buckets on one axis over the whole
 * run, which become twice as wide when the run has outgrown them. Rows follow when they are next looked at.
 */
import type { TrendAxis } from "./snapshot.ts";

const BUCKETS = 240;
const FIRST_BUCKET_MS = 1000;

/** Event time in buckets, shared by tables of rows. */
export class EventTimeAxis implements TrendAxis {
  startMs = NaN;
  bucketMs = FIRST_BUCKET_MS;
  buckets = 0;
  /** How often the width has doubled. */
  doublings = 0;
  readonly #bucketsMax: number;

  constructor(bucketsMax = BUCKETS) {
    this.#bucketsMax = bucketsMax;
  }

  /** The bucket of a time, made where there is none yet; the first for what is older; −1 for NaN. */
  bucketOf(timeMs: number): number {
    if (timeMs !== timeMs) return -1;
    if (this.startMs !== this.startMs) this.startMs = Math.floor(timeMs / FIRST_BUCKET_MS) * FIRST_BUCKET_MS;
    let bucket = Math.floor((timeMs - this.startMs) / this.bucketMs);
    if (bucket < 0) return 0;
    while (bucket >= this.#bucketsMax) {
      this.bucketMs *= 2;
      this.doublings++;
      this.buckets = this.buckets + 1 >> 1;
      bucket = Math.floor((timeMs - this.startMs) / this.bucketMs);
    }
    if (bucket >= this.buckets) this.buckets = bucket + 1;
    return bucket;
  }
}

/** Rows of amounts on an axis. */
export class Trends {
  readonly #axis: EventTimeAxis;
  readonly #join: (a: number, b: number) => number;
  readonly #rowsMax: number;
  #values: Float32Array = new Float32Array(16 * BUCKETS);
  #doublings: Uint8Array = new Uint8Array(16);

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

  /** Makes the row exist, with buckets as wide as the axis has them by now. */
  #reach(row: number): void {
    if (row >= this.#doublings.length) this.#grow(row);
    for (; this.#doublings[row] < this.#axis.doublings; this.#doublings[row]++) this.#halve(row * BUCKETS);
  }

  #halve(from: number): void {
    const values = this.#values;
    for (let k = 0; k < BUCKETS / 2; k++) {
      values[from + k] = this.#join(values[from + 2 * k], values[from + 2 * k + 1]);
    }
    values.fill(0, from + BUCKETS / 2, from + BUCKETS);
  }

  #grow(row: number): void {
    const rows = Math.min(this.#rowsMax, Math.max(row + 1, this.#doublings.length * 2));
    const values = new Float32Array(rows * BUCKETS);
    const doublings = new Uint8Array(rows);
    values.set(this.#values);
    doublings.set(this.#doublings);
    this.#values = values;
    this.#doublings = doublings;
  }
}
