/**
 * Event time in buckets over a whole run: when the run has outgrown them they become twice as wide. Files that are read
 * one after another begin at different times, so the axis also grows backwards: once enough lines are older than its
 * beginning, since a few may only have a wrong clock, and as far as logs of one place reach back at all.
 */
import type { TrendAxis } from "../views/snapshot.ts";

const FIRST_BUCKET_MS = 1000;
/** So often something older must come before the axis begins earlier. */
const OLDER_MIN = 32;
const BACK_MS_MAX = 366 * 86_400_000;

export class EventTimeAxis implements TrendAxis {
  startMs = NaN;
  bucketMs = FIRST_BUCKET_MS;
  buckets = 0;
  /** Grows when the buckets become other stretches of time than they were. */
  version = 0;
  readonly #bucketsMax: number;
  #older = 0;

  constructor(bucketsMax: number) {
    this.#bucketsMax = bucketsMax;
  }

  /** The bucket of a time, made where there is none yet; the first for what is older; −1 for NaN. */
  bucketOf(timeMs: number): number {
    if (timeMs !== timeMs) return -1;
    if (this.startMs !== this.startMs) this.startMs = Math.floor(timeMs / FIRST_BUCKET_MS) * FIRST_BUCKET_MS;
    let bucket = Math.floor((timeMs - this.startMs) / this.bucketMs);
    if (bucket < 0) {
      if (++this.#older < OLDER_MIN || timeMs < this.startMs + this.buckets * this.bucketMs - BACK_MS_MAX) return 0;
      this.#beginAt(timeMs);
      return 0;
    }
    while (bucket >= this.#bucketsMax) {
      this.#widen();
      bucket = Math.floor((timeMs - this.startMs) / this.bucketMs);
    }
    if (bucket >= this.buckets) this.buckets = bucket + 1;
    return bucket;
  }

  /** Begins anew with the next time; what lies in older buckets is gone. */
  restart(): void {
    this.startMs = NaN;
    this.bucketMs = FIRST_BUCKET_MS;
    this.buckets = 0;
    this.#older = 0;
    this.version++;
  }

  /** A stretch of time around this one that lies in one bucket, as long as nothing is added from outside of it. */
  stretchOf(timeMs: number): readonly [fromMs: number, untilMs: number] {
    const sinceMs = timeMs - this.startMs;
    const isKnown = sinceMs >= 0 && sinceMs / this.bucketMs < this.#bucketsMax;
    const widthMs = isKnown ? this.bucketMs : FIRST_BUCKET_MS;
    // buckets begin at whole seconds
    const fromMs = isKnown ? timeMs - sinceMs % widthMs : Math.floor(timeMs / widthMs) * widthMs;
    return [fromMs, fromMs + widthMs];
  }

  /** Lets the first bucket be that of this time. Old buckets lie whole in new ones. */
  #beginAt(timeMs: number): void {
    this.#older = 0;
    let more = Math.ceil((this.startMs - timeMs) / this.bucketMs);
    while (this.buckets + more > this.#bucketsMax) {
      this.#widen();
      more = Math.ceil((this.startMs - timeMs) / this.bucketMs);
    }
    this.startMs -= more * this.bucketMs;
    this.buckets += more;
    this.version++;
  }

  #widen(): void {
    this.bucketMs *= 2;
    this.buckets = (this.buckets + 1) >> 1;
    this.version++;
  }
}

/** The buckets as they were when amounts were put into them. */
export interface AxisFrame {
  startMs: number;
  bucketMs: number;
}

/**
 * Puts amounts that stand in buckets of `frame` into those of the axis; `from` is where they stand in `values`,
 * `scratch` has room for a row. What is older than the axis is left out. The frame is not changed.
 */
export function rebucket(
  values: Float32Array | Float64Array,
  from: number,
  { frame, axis, scratch, join }: {
    readonly frame: Readonly<AxisFrame>;
    readonly axis: Readonly<AxisFrame>;
    readonly scratch: Float32Array | Float64Array;
    readonly join: (a: number, b: number) => number;
  },
): void {
  const { length } = scratch;
  scratch.fill(0);
  const shiftMs = frame.startMs - axis.startMs;
  for (let k = 0; k < length; k++) {
    const amount = values[from + k];
    if (amount === 0) continue;
    const bucket = Math.floor((shiftMs + k * frame.bucketMs) / axis.bucketMs);
    if (bucket >= 0 && bucket < length) scratch[bucket] = join(scratch[bucket], amount);
  }
  values.set(scratch, from);
}
