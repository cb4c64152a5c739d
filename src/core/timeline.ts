/**
 * Counts over event time in a fixed number of buckets: when a run has become longer than they reach, two buckets become
 * one and each is twice as wide. So the whole run can be looked at, in bounded memory, the finer the shorter it is.
 */
import { LEVEL_BANDS, type Timeline } from "./snapshot.ts";

const BUCKETS = 4096;
const FIRST_BUCKET_MS = 1000;
const BANDS = LEVEL_BANDS.length;

export class LevelTimeline implements Timeline {
  startMs = NaN;
  bucketMs = FIRST_BUCKET_MS;
  buckets = 0;
  readonly #lines = new Float64Array(BUCKETS * BANDS);
  readonly #flagged = new Float64Array(BUCKETS);

  lines(band: number, bucket: number): number {
    return this.#lines[bucket * BANDS + band];
  }

  flagged(bucket: number): number {
    return this.#flagged[bucket];
  }

  /** Counts lines with their event time in ms. What is older than the first bucket counts there; NaN is not counted. */
  add(timeMs: number, band: number, lines = 1): void {
    const bucket = this.bucketOf(timeMs);
    if (bucket >= 0) this.#lines[bucket * BANDS + band] += lines;
  }

  addFlagged(timeMs: number): void {
    const bucket = this.bucketOf(timeMs);
    if (bucket >= 0) this.#flagged[bucket]++;
  }

  /** The bucket of a time, made where there is none yet; −1 for NaN. */
  bucketOf(timeMs: number): number {
    if (timeMs !== timeMs) return -1;
    if (this.startMs !== this.startMs) this.startMs = Math.floor(timeMs / FIRST_BUCKET_MS) * FIRST_BUCKET_MS;
    let bucket = Math.floor((timeMs - this.startMs) / this.bucketMs);
    if (bucket < 0) return 0;
    while (bucket >= BUCKETS) {
      this.#halve();
      bucket = Math.floor((timeMs - this.startMs) / this.bucketMs);
    }
    if (bucket >= this.buckets) this.buckets = bucket + 1;
    return bucket;
  }

  #halve(): void {
    for (let k = 0; k < BUCKETS / 2; k++) {
      this.#flagged[k] = this.#flagged[2 * k] + this.#flagged[2 * k + 1];
      for (let band = 0; band < BANDS; band++) {
        this.#lines[k * BANDS + band] = this.#lines[2 * k * BANDS + band] + this.#lines[(2 * k + 1) * BANDS + band];
      }
    }
    this.#flagged.fill(0, BUCKETS / 2);
    this.#lines.fill(0, BUCKETS / 2 * BANDS);
    this.buckets = (this.buckets + 1) >> 1;
    this.bucketMs *= 2;
  }
}
