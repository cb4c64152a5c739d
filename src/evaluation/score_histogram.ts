/**
 * Scores of odd and of normal things, counted in steps, so that what is measured takes the same memory for a thousand
 * lines and for a billion. Scores that differ by less than a step count as equal, and their order as chance; a step is
 * a sixteen-thousandth, far finer than any detector is.
 */
import type { Confusion } from "./metrics.ts";

/** Steps between 0 and 1. A power of two, so that every step's lower bound is exact. */
export const SCORE_STEPS = 1 << 14;

/** A threshold, and how labels and verdicts fit with it. */
export interface ThresholdChoice {
  /** Flagged from this score on; NaN where nothing is odd, or nothing has a score. */
  readonly threshold: number;
  readonly confusion: Confusion;
}

export class ScoreHistogram {
  readonly #odd = new Float64Array(SCORE_STEPS + 1);
  readonly #normal = new Float64Array(SCORE_STEPS + 1);
  #oddCount = 0;
  #normalCount = 0;

  /** How many odd ones were added. */
  get oddCount(): number {
    return this.#oddCount;
  }

  /** How many normal ones were added. */
  get normalCount(): number {
    return this.#normalCount;
  }

  /** Adds one score (0..1), or `times` equal ones. Throws RangeError for a score out of range. */
  add(score: number, isOdd: boolean, times = 1): void {
    if (!(score >= 0 && score <= 1)) throw new RangeError(`Cannot count a score: it must be 0..1, and is ${score}`);
    const step = Math.floor(score * SCORE_STEPS);
    if (isOdd) {
      this.#odd[step] += times;
      this.#oddCount += times;
    } else {
      this.#normal[step] += times;
      this.#normalCount += times;
    }
  }

  /** Average precision as `averagePrecision` of metrics.ts defines it; NaN when nothing is odd. */
  averagePrecision(): number {
    let area = 0;
    let truePositives = 0;
    let flagged = 0;
    for (let step = SCORE_STEPS; step >= 0; step--) {
      truePositives += this.#odd[step];
      flagged += this.#odd[step] + this.#normal[step];
      if (this.#odd[step] > 0) area += this.#odd[step] * (truePositives / flagged);
    }
    return area / this.#oddCount;
  }

  /** The threshold above 0 with the highest F1, the highest of them where several have it. */
  bestThreshold(): ThresholdChoice {
    let best = { threshold: NaN, f1: 0, truePositives: 0, falsePositives: 0 };
    let truePositives = 0;
    let falsePositives = 0;
    for (let step = SCORE_STEPS; step > 0; step--) {
      if (this.#odd[step] + this.#normal[step] === 0) continue;
      truePositives += this.#odd[step];
      falsePositives += this.#normal[step];
      const f1 = (2 * truePositives) / (truePositives + falsePositives + this.#oddCount);
      if (f1 > best.f1) best = { threshold: step / SCORE_STEPS, f1, truePositives, falsePositives };
    }
    return {
      threshold: best.threshold,
      confusion: {
        truePositives: best.truePositives,
        falsePositives: best.falsePositives,
        falseNegatives: this.#oddCount - best.truePositives,
        trueNegatives: this.#normalCount - best.falsePositives,
      },
    };
  }
}
