/**
 * Whether more of a source's lines are errors than usual, where some always are: a cumulative sum of twice the usual
 * share. It takes its time, and so finds what is too little for a burst. Warnings are none of it: their share follows
 * what a program does at the time. Between two errors the sum only falls, so it is looked at where there is one.
 */
import { CumulativeSum, type SavedSum } from "./cumulative_sum.ts";

/** The share is tested against so many times of it. */
const TIMES = 2;
const UP_STEP = Math.log2(TIMES);
/** Lines, and errors among them, before the test begins. */
const GRACE_LINES = 2000;
const GRACE_ERRORS = 20;
/** A shift has so many lines at least: what is shorter is a burst. */
const SHIFT_LINES = 500;
/** The greatest share that is tested. */
const SHARE_MAX = .2;
/** Lines over which the usual share forgets. */
const MEMORY_LINES = 20_000;

export class ErrorShare {
  /** Share of errors usually; errors so far, and the line of the last one. */
  #usual = 0;
  #errors = 0;
  #last = 0;
  readonly #sum = new CumulativeSum();
  /** Where the sum last began to rise, and errors since. */
  #since = 0;
  #errorsSince = 0;

  get usual(): number {
    return this.#usual;
  }

  /** Share of errors since they became more, as it is at this line. */
  recentAt(line: number): number {
    return this.#errorsSince / Math.max(1, line - this.#since);
  }

  /** Takes an error, which is line so and so of its source (from 1 on); the bits of a shift that just showed, or 0. */
  add(line: number): number {
    const gap = line - this.#last;
    this.#last = line;
    const bits = line > GRACE_LINES && this.#errors >= GRACE_ERRORS ? this.#test(line, gap) : 0;
    this.#errors++;
    // what is being told of does not become usual at once
    const memory = line < MEMORY_LINES && !this.#sum.isTold ? line : MEMORY_LINES;
    this.#usual = this.#usual * Math.max(0, 1 - gap / memory) + 1 / memory;
    return bits;
  }

  save(): SavedErrorShare {
    return {
      numbers: [this.#usual, this.#errors, this.#last, this.#since, this.#errorsSince],
      sum: this.#sum.save(),
    };
  }

  restore({ numbers, sum }: SavedErrorShare): void {
    [this.#usual, this.#errors, this.#last, this.#since, this.#errorsSince] = numbers;
    this.#sum.restore(sum);
  }

  #test(line: number, gap: number): number {
    // the share is known only so well
    const share = Math.min(SHARE_MAX, this.#usual * (1 + 1 / Math.sqrt(this.#errors)));
    this.#sum.add((gap - 1) * Math.log2((1 - TIMES * share) / (1 - share)));
    if (this.#sum.isZero) {
      this.#since = line - 1;
      this.#errorsSince = 0;
    }
    this.#errorsSince++;
    return this.#sum.add(UP_STEP, line - this.#since >= SHIFT_LINES);
  }
}

/** A share as it is saved. */
export interface SavedErrorShare {
  readonly numbers: readonly [usual: number, errors: number, last: number, since: number, errorsSince: number];
  readonly sum: SavedSum;
}
