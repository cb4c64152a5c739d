/**
 * Quantiles of a stream of numbers within a relative error, in bounded memory: counts in buckets whose bounds grow by a
 * factor (DDSketch: Masson, Rim and Lee, VLDB 2019). When there are too many, the smallest are joined.
 */

/** Values below this count as zero. */
const SMALLEST = 1e-9;

/** Buckets as pairs of index and count; plain JSON. */
export interface QuantileState {
  readonly zeros: number;
  readonly positive: readonly (readonly [number, number])[];
  readonly negative: readonly (readonly [number, number])[];
}

/** Counts numbers by their order of size. */
export class QuantileSketch {
  readonly #logGamma: number;
  readonly #bucketsMax: number;
  readonly #positive = new Map<number, number>();
  readonly #negative = new Map<number, number>();
  #zeros = 0;
  count = 0;

  /** A quantile is off by `relativeError` of itself at most, unless more than `bucketsMax` orders of size come. */
  constructor({ relativeError = .02, bucketsMax = 256 } = {}) {
    this.#logGamma = Math.log((1 + relativeError) / (1 - relativeError));
    this.#bucketsMax = bucketsMax;
  }

  /** Counts a finite number, as often as it stands for. */
  add(value: number, times = 1): void {
    this.count += times;
    if (value > SMALLEST) this.#addTo(this.#positive, this.#bucketOf(value), times);
    else if (value < -SMALLEST) this.#addTo(this.#negative, this.#bucketOf(-value), times);
    else this.#zeros += times;
  }

  /** Takes in what another of the same error has seen. */
  merge(other: QuantileSketch): void {
    for (const [bucket, count] of other.#positive) this.#addTo(this.#positive, bucket, count);
    for (const [bucket, count] of other.#negative) this.#addTo(this.#negative, bucket, count);
    this.#zeros += other.#zeros;
    this.count += other.count;
  }

  /** The value below which a share `q` (0..1) of the numbers lies; NaN before the first. */
  quantile(q: number): number {
    let rank = q * (this.count - 1);
    for (const [bucket, count] of [...this.#negative].sort((a, b) => b[0] - a[0])) {
      if ((rank -= count) < 0) return -this.#middleOf(bucket);
    }
    if (this.#zeros > 0 && (rank -= this.#zeros) < 0) return 0;
    for (const [bucket, count] of [...this.#positive].sort((a, b) => a[0] - b[0])) {
      if ((rank -= count) < 0) return this.#middleOf(bucket);
    }
    return NaN;
  }

  save(): QuantileState {
    return { zeros: this.#zeros, positive: [...this.#positive], negative: [...this.#negative] };
  }

  restore({ zeros, positive, negative }: QuantileState): void {
    this.#zeros = this.count = zeros;
    for (const [map, saved] of [[this.#positive, positive], [this.#negative, negative]] as const) {
      map.clear();
      for (const [bucket, count] of saved) {
        map.set(bucket, count);
        this.count += count;
      }
    }
  }

  #bucketOf(value: number): number {
    return Math.ceil(Math.log(value) / this.#logGamma);
  }

  #middleOf(bucket: number): number {
    const gamma = Math.exp(this.#logGamma);
    return 2 * Math.exp(bucket * this.#logGamma) / (gamma + 1);
  }

  #addTo(buckets: Map<number, number>, bucket: number, count: number): void {
    buckets.set(bucket, (buckets.get(bucket) ?? 0) + count);
    if (buckets.size <= this.#bucketsMax) return;
    const [least, next] = [...buckets.keys()].sort((a, b) => a - b);
    buckets.set(next, (buckets.get(next) ?? 0) + (buckets.get(least) ?? 0));
    buckets.delete(least);
  }
}
