/**
 * Quantiles of a stream of numbers: exact while few different ones come, as the states of a protocol or the sizes of a
 * fixed set do, of which none must be told that never came; of more within a sketch's relative error.
 */
import { QuantileSketch, type QuantileState } from "./quantile.ts";

/** Different numbers that are counted one by one, at most. */
const NUMBERS_MAX = 16;

const NO_BUCKETS: QuantileState = { zeros: 0, positive: [], negative: [] };

type QuantileOptions = ConstructorParameters<typeof QuantileSketch>[0];

/** What has been seen so far, as plain JSON. */
export interface QuantilesState extends QuantileState {
  /** Numbers and how often each came; absent once there were too many. */
  readonly counts?: readonly (readonly [value: number, count: number])[];
}

export class Quantiles {
  readonly #options: QuantileOptions;
  #counts = new Map<number, number>();
  /** Takes all once there were too many. */
  #sketch: QuantileSketch | undefined;

  /** As a sketch is made. */
  constructor(options: QuantileOptions) {
    this.#options = options;
  }

  /** Counts a finite number, as often as it stands for. */
  add(value: number, times: number): void {
    if (this.#sketch !== undefined) return this.#sketch.add(value, times);
    this.#counts.set(value, (this.#counts.get(value) ?? 0) + times);
    if (this.#counts.size > NUMBERS_MAX) this.#begun();
  }

  /** Takes in what another of the same error has seen. */
  merge(other: Quantiles): void {
    if (other.#sketch !== undefined) this.#begun().merge(other.#sketch);
    for (const [value, count] of other.#counts) this.add(value, count);
  }

  /** The value below which a share `q` (0..1) of the numbers lies; NaN before the first. */
  quantile(q: number): number {
    if (this.#sketch !== undefined) return this.#sketch.quantile(q);
    const counts = [...this.#counts].sort((a, b) => a[0] - b[0]);
    let rank = q * (counts.reduce((sum, [, count]) => sum + count, 0) - 1);
    return counts.find(([, count]) => (rank -= count) < 0)?.[0] ?? NaN;
  }

  save(): QuantilesState {
    return this.#sketch?.save() ?? { ...NO_BUCKETS, counts: [...this.#counts] };
  }

  restore(saved: QuantilesState): void {
    this.#counts = new Map(saved.counts);
    this.#sketch = undefined;
    if (saved.counts === undefined) this.#begun().restore(saved);
  }

  /** The sketch, which begins with what was counted. */
  #begun(): QuantileSketch {
    if (this.#sketch !== undefined) return this.#sketch;
    this.#sketch = new QuantileSketch(this.#options);
    for (const [value, count] of this.#counts) this.#sketch.add(value, count);
    this.#counts.clear();
    return this.#sketch;
  }
}
