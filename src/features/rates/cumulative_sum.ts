/**
 * Page's cumulative sum test (Biometrika 1954): whether a share has become greater. The sum is a log-likelihood ratio,
 * so by Lorden's bound a false alarm comes less often than once in 2^bits lines, were the lines independent. They are
 * not: what is tested comes in bursts, so what counts is how far the sum goes beyond where it went before.
 */

/** The sum from which on a shift is a shift. */
const BITS_MIN = 16;
/** How far beyond the greatest sum of the quiet past it has to be, as a factor, … */
const BEYOND_MAX = 2;
/** … and beyond what a shift before took. */
const BEYOND_SHIFT = 1.5;

/** The sum, its greatest since it was 0, the greatest that came to be no shift, and 1 while a shift is told of. */
const SUM = 0;
const PEAK = 1;
const MAX = 2;
const TOLD = 3;
const WIDTH = 4;

/** The numbers of a sum as they are saved. */
export type SavedSum = readonly number[];

export class CumulativeSum {
  readonly #numbers = new Float64Array(WIDTH);

  /** Whether the sum is not back at 0 since a shift. */
  get isTold(): boolean {
    return this.#numbers[TOLD] !== 0;
  }

  get isZero(): boolean {
    return this.#numbers[SUM] === 0;
  }

  /** Adds bits; returns those of a shift that just showed, 0 for none. Where it may not show yet, it is put off. */
  add(bits: number, mayShow = true): number {
    const numbers = this.#numbers;
    const sum = numbers[SUM] + bits;
    if (sum <= 0) {
      if (numbers[SUM] !== 0) this.#end();
      return 0;
    }
    numbers[SUM] = sum;
    if (sum <= numbers[PEAK] || numbers[TOLD] !== 0) return 0;
    const limit = Math.max(BITS_MIN, numbers[MAX] * BEYOND_MAX);
    if (sum < limit) {
      numbers[PEAK] = sum;
      return 0;
    }
    if (!mayShow) {
      numbers[SUM] = numbers[PEAK];
      return 0;
    }
    numbers[TOLD] = 1;
    numbers[MAX] = limit * BEYOND_SHIFT / BEYOND_MAX;
    // an end is seen soon, however long it lasts
    numbers[SUM] = limit;
    return sum;
  }

  save(): SavedSum {
    return [...this.#numbers];
  }

  restore(saved: SavedSum): void {
    this.#numbers.set(saved.slice(0, WIDTH));
  }

  #end(): void {
    const numbers = this.#numbers;
    if (numbers[TOLD] === 0 && numbers[PEAK] > numbers[MAX]) numbers[MAX] = numbers[PEAK];
    numbers[SUM] = numbers[PEAK] = numbers[TOLD] = 0;
  }
}
