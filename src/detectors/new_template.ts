/**
 * Says that a line is odd because nothing like it was seen before. How odd that is depends on how often it happens: in a
 * young or ever changing log a new template means little, in one that has settled it means much.
 *
 * The chance that the next line is of a new template is estimated from the recent past (an exponentially weighted rate,
 * with a prior that makes it high at first: the grace period), as in Good–Turing estimation of unseen mass. The score
 * is high when that chance was low.
 */
import type { Detector, EventBatch, Explanation, VerdictSink } from "./detector.ts";

/** Lines before anything is said at all. */
const GRACE_LINES = 1000;
/** Lines over which the rate forgets. */
const MEMORY_LINES = 5000;
/** New templates that are assumed before the first line: what keeps a young log from seeming settled. */
const PRIOR = 5;
/** Rate of new templates per line at which one scores just .9. */
const RATE_FLAGGED = 1 / 500;
const SCORE_MAX = .96;
const STEEPNESS = -Math.log(.9) / RATE_FLAGGED;

export class NewTemplateDetector implements Detector {
  readonly id = "new_template";
  #lines = 0;
  /** Share of recent lines that brought a new template. */
  #rate = 1;
  /** Line at which `#rate` was last brought up to date. */
  #ratedAt = 0;

  observe({ born, bornLine, lines }: EventBatch, verdicts: VerdictSink): void {
    for (let k = 0; k < born; k++) {
      const at = this.#lines + bornLine[k];
      this.#decayTo(at);
      if (at >= GRACE_LINES) {
        const score = Math.min(SCORE_MAX, Math.exp(-STEEPNESS * this.#rate));
        if (score >= .5) verdicts.give(bornLine[k], score, at, this.#rate);
      }
      this.#rate += (1 - this.#rate) * weight(at);
    }
    this.#lines += lines;
  }

  explain(lines: number, rate: number): Explanation {
    const every = Math.round(1 / Math.max(rate, 1e-9));
    return {
      reason: `the first line of its kind after ${lines.toLocaleString("en")} lines` +
        (every < lines ? `; lately a new kind came about once in ${every.toLocaleString("en")} lines` : ""),
      evidence: { lines_before: lines, new_template_rate: Number(rate.toPrecision(3)) },
    };
  }

  save(): unknown {
    return { lines: this.#lines, rate: this.#rate, ratedAt: this.#ratedAt };
  }

  restore(saved: unknown): void {
    const { lines, rate, ratedAt } = saved as { lines: number; rate: number; ratedAt: number };
    this.#lines = lines;
    this.#rate = rate;
    this.#ratedAt = ratedAt;
  }

  /** The lines since the last new template brought none: the rate falls. Early on it is the plain average. */
  #decayTo(at: number): void {
    if (this.#ratedAt < MEMORY_LINES) {
      const until = Math.min(at, MEMORY_LINES);
      this.#rate *= (this.#ratedAt + PRIOR) / (until + PRIOR);
      this.#ratedAt = until;
    }
    if (at > this.#ratedAt) this.#rate *= Math.exp(-(at - this.#ratedAt) / MEMORY_LINES);
    this.#ratedAt = at;
  }
}

/** How much the line counts in the rate: all lines the same at first, then the newest most. */
function weight(at: number): number {
  return 1 / (Math.min(at, MEMORY_LINES) + PRIOR);
}
