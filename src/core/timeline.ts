/**
 * Counts over event time in a fixed number of buckets: when a run has become longer than they reach, two buckets become
 * one and each is twice as wide. So the whole run can be looked at, in bounded memory, the finer the shorter it is.
 */
import { LEVEL_BANDS, type Timeline } from "./snapshot.ts";
import { EventTimeAxis } from "./trends.ts";

const BUCKETS = 4096;
const BANDS = LEVEL_BANDS.length;

export class LevelTimeline implements Timeline {
  readonly #axis = new EventTimeAxis(BUCKETS);
  /** How wide the buckets are that the counts stand in: so often doubled. */
  #doublings = 0;
  readonly #lines = new Float64Array(BUCKETS * BANDS);
  readonly #flagged = new Float64Array(BUCKETS);

  get startMs(): number {
    return this.#axis.startMs;
  }

  get bucketMs(): number {
    return this.#axis.bucketMs;
  }

  get buckets(): number {
    return this.#axis.buckets;
  }

  lines(band: number, bucket: number): number {
    return this.#lines[bucket * BANDS + band];
  }

  flagged(bucket: number): number {
    return this.#flagged[bucket];
  }

  /** Counts lines with their event time in ms. What is older than the first bucket counts there; NaN is not counted. */
  add(timeMs: number, band: number, lines = 1): void {
    const bucket = this.#bucketOf(timeMs);
    if (bucket >= 0) this.#lines[bucket * BANDS + band] += lines;
  }

  addFlagged(timeMs: number): void {
    const bucket = this.#bucketOf(timeMs);
    if (bucket >= 0) this.#flagged[bucket]++;
  }

  /** The bucket of a time, once the counts are in buckets as wide as the axis has them by now; −1 for NaN. */
  #bucketOf(timeMs: number): number {
    const bucket = this.#axis.bucketOf(timeMs);
    for (; this.#doublings < this.#axis.doublings; this.#doublings++) this.#halve();
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
  }
}
