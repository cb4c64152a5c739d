/**
 * Whether a source has more grave lines lately than it used to: Page's cumulative sum test (Biometrika 1954) on the
 * share of lines that are warnings or worse. The sum is a log-likelihood ratio, so by Lorden's bound a false alarm comes
 * less often than once in 2^bits lines, were the lines independent. They are not: grave lines come in bursts, so what
 * counts is how far the sum goes beyond where it went before.
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

/** The numbers of a mix as they are saved. */
export type SavedLevelMix = readonly number[];

export class LevelMix {
  /** Share of grave lines usually, and lately. */
  usual = 0;
  recent = 0;
  #lines = 0;
  #sum = 0;
  /** The greatest sum that did not come to be a shift. */
  #sumMax = 0;
  #told = 0;
  #upStep = 0;
  #downStep = 0;

  /** Takes a line; returns the bits of a shift that just showed, 0 for none. */
  add(isGrave: number): number {
    const lines = ++this.#lines;
    const recent = this.recent + (isGrave - this.recent) / Math.min(lines, RECENT_LINES);
    // what decays for ever ends as a number so small that processors are slow with it
    this.recent = recent < NEGLIGIBLE ? 0 : recent;
    if ((lines & 63) === 1) this.#setSteps();
    let bits = 0;
    if (lines > GRACE_LINES) bits = this.#test(isGrave);
    // what is being told of does not become usual at once
    if (this.#told === 0 || lines <= GRACE_LINES) {
      this.usual += (isGrave - this.usual) / Math.min(lines, MEMORY_LINES);
    } else {
      this.usual += (isGrave - this.usual) / MEMORY_LINES;
    }
    if (this.usual < NEGLIGIBLE) this.usual = 0;
    return bits;
  }

  save(): SavedLevelMix {
    const { usual, recent } = this;
    return [usual, recent, this.#lines, this.#sum, this.#sumMax, this.#told, this.#upStep, this.#downStep];
  }

  restore(saved: SavedLevelMix): void {
    [this.usual, this.recent, this.#lines, this.#sum, this.#sumMax, this.#told, this.#upStep, this.#downStep] = saved;
  }

  #test(isGrave: number): number {
    this.#sum += isGrave === 1 ? this.#upStep : this.#downStep;
    if (this.#sum <= 0) {
      this.#sum = 0;
      this.#told = 0;
      return 0;
    }
    const limit = Math.max(BITS_MIN, this.#sumMax * BEYOND_MAX);
    if (this.#sum >= limit) {
      const isNew = this.#told === 0;
      this.#told = 1;
      const bits = this.#sum;
      this.#sumMax = Math.max(this.#sumMax, Math.min(this.#sum, limit));
      this.#sum = Math.min(this.#sum, limit * 2);
      return isNew ? bits : 0;
    }
    if (this.#told === 0 && this.#sum > this.#sumMax) this.#sumMax = this.#sum;
    return 0;
  }

  #setSteps(): void {
    const share = Math.min(SHARE_MAX, Math.max(SHARE_MIN, this.usual + 2 / (this.#lines + 2)));
    this.#upStep = Math.log2(TIMES);
    this.#downStep = Math.log2((1 - TIMES * share) / (1 - share));
  }
}
