/**
 * Counts over event time in a fixed number of buckets: when a run has become longer than they reach, two buckets become
 * one and each is twice as wide. So the whole run can be looked at, in bounded memory, the finer the shorter it is.
 */
import { EventTimeAxis, rebucket } from "./event_time_axis.ts";
import { LEVEL_BANDS } from "../views/level_bands.ts";
import type { Timeline } from "../views/snapshot.ts";

const BUCKETS = 4096;
const BANDS = LEVEL_BANDS.length;
/** A row for each band of levels, and one for flagged lines. */
const ROWS = BANDS + 1;

export class LevelTimeline implements Timeline {
  readonly #axis = new EventTimeAxis(BUCKETS);
  readonly #counts = new Float64Array(BUCKETS * ROWS);
  readonly #scratch = new Float64Array(BUCKETS);
  /** What the buckets are in which the counts stand. */
  #frame = { startMs: NaN, bucketMs: 0 };
  #version = 0;

  get startMs(): number {
    return this.#axis.startMs;
  }

  get bucketMs(): number {
    return this.#axis.bucketMs;
  }

  get buckets(): number {
    return this.#axis.buckets;
  }

  linesOf(band: number): Float64Array {
    return this.#counts.subarray(band * BUCKETS, band * BUCKETS + this.#axis.buckets);
  }

  flagged(bucket: number): number {
    return this.#counts[BANDS * BUCKETS + bucket];
  }

  /** Counts lines with their event time in ms. What is older than the first bucket counts there; NaN is not counted. */
  add(timeMs: number, band: number, lines = 1): void {
    const bucket = this.#bucketOf(timeMs);
    if (bucket >= 0) this.#counts[band * BUCKETS + bucket] += lines;
  }

  /** As of the axis. */
  restart(): void {
    this.#axis.restart();
  }

  /** As of the axis. */
  stretchOf(timeMs: number): readonly [fromMs: number, untilMs: number] {
    return this.#axis.stretchOf(timeMs);
  }

  addFlagged(timeMs: number): void {
    this.add(timeMs, BANDS);
  }

  /** The bucket of a time, once the counts stand in the buckets that the axis has by now; −1 for NaN. */
  #bucketOf(timeMs: number): number {
    const axis = this.#axis;
    const bucket = axis.bucketOf(timeMs);
    if (this.#version !== axis.version) {
      for (let row = 0; row < ROWS; row++) {
        rebucket(this.#counts, row * BUCKETS, { frame: this.#frame, axis, scratch: this.#scratch, join: added });
      }
      this.#version = axis.version;
      this.#frame = { startMs: axis.startMs, bucketMs: axis.bucketMs };
    } else if (this.#frame.bucketMs === 0 && bucket >= 0) {
      this.#frame = { startMs: axis.startMs, bucketMs: axis.bucketMs };
    }
    return bucket;
  }
}

function added(a: number, b: number): number {
  return a + b;
}
