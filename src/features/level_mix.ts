/**
 * Whether a source has more grave lines lately than it used to: Page's cumulative sum test (Biometrika 1954) on the
 * share of lines that are warnings or worse. The sum is a log-likelihood ratio, so by Lorden's bound a false alarm
 * comes less often than once in 2^bits lines, were the lines independent. They are not: grave lines come in bursts, so
 * what counts is how far the sum goes beyond where it went before.
 */

/** The share is tested against so many times of it. */
const TIMES = 4;
/** Lines before the test begins. */
const GRACE_LINES = 1000;
/** The sum from which on a shift is a shift. */
const BITS_MIN = 16;
/** How far beyond the greatest sum of the quiet past it has to be, as a factor. */
const BEYOND_MAX = 2;
/** The least share that is assumed, and the greatest that is tested. */
const SHARE_MIN = 1 / 2000;
const SHARE_MAX = .2;
/** Lines over which the usual and the latest share forget. */
const MEMORY_LINES = 20_000;
const RECENT_LINES = 128;
const NEGLIGIBLE = 1e-9;

/** What is kept: shares of grave lines usually and lately, … */
const USUAL = 0;
const RECENT = 1;
const LINES = 2;
/** … the sum, the greatest one that did not come to be a shift, 1 while one is told of, and what a line adds to it. */
const SUM = 3;
const SUM_MAX = 4;
const TOLD = 5;
const UP_STEP = 6;
const DOWN_STEP = 7;
const WIDTH = 8;

/** The numbers of a mix as they are saved. */
export type SavedLevelMix = readonly number[];

export class LevelMix {
  readonly #numbers = new Float64Array(WIDTH);

  /** Share of grave lines usually, and lately. */
  get usual(): number {
    return this.#numbers[USUAL];
  }

  get recent(): number {
    return this.#numbers[RECENT];
  }

  /** Takes a line; returns the bits of a shift that just showed, 0 for none. */
  add(isGrave: number): number {
    const numbers = this.#numbers;
    const lines = ++numbers[LINES];
    const before = numbers[RECENT];
    const recent = before + (isGrave - before) / (lines < RECENT_LINES ? lines : RECENT_LINES);
    // what decays for ever ends as a number so small that processors are slow with it
    numbers[RECENT] = recent < NEGLIGIBLE ? 0 : recent;
    if ((lines & 63) === 1) this.#setSteps();
    const bits = lines > GRACE_LINES ? this.#test(isGrave) : 0;
    // what is being told of does not become usual at once
    const isYoung = lines < MEMORY_LINES && (numbers[TOLD] === 0 || lines <= GRACE_LINES);
    const usual = numbers[USUAL] + (isGrave - numbers[USUAL]) / (isYoung ? lines : MEMORY_LINES);
    numbers[USUAL] = usual < NEGLIGIBLE ? 0 : usual;
    return bits;
  }

  save(): SavedLevelMix {
    return [...this.#numbers];
  }

  restore(saved: SavedLevelMix): void {
    this.#numbers.set(saved.slice(0, WIDTH));
  }

  #test(isGrave: number): number {
    const numbers = this.#numbers;
    const sum = numbers[SUM] + (isGrave === 1 ? numbers[UP_STEP] : numbers[DOWN_STEP]);
    if (sum <= 0) {
      numbers[SUM] = numbers[TOLD] = 0;
      return 0;
    }
    numbers[SUM] = sum;
    const max = numbers[SUM_MAX];
    const limit = Math.max(BITS_MIN, max * BEYOND_MAX);
    if (sum >= limit) {
      const isNew = numbers[TOLD] === 0;
      numbers[TOLD] = 1;
      numbers[SUM_MAX] = Math.max(max, limit);
      numbers[SUM] = Math.min(sum, limit * 2);
      return isNew ? sum : 0;
    }
    if (numbers[TOLD] === 0 && sum > max) numbers[SUM_MAX] = sum;
    return 0;
  }

  #setSteps(): void {
    const numbers = this.#numbers;
    const share = Math.min(SHARE_MAX, Math.max(SHARE_MIN, numbers[USUAL] + 2 / (numbers[LINES] + 2)));
    numbers[UP_STEP] = Math.log2(TIMES);
    numbers[DOWN_STEP] = Math.log2((1 - TIMES * share) / (1 - share));
  }
}
