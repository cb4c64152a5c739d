/**
 * Says that a line is odd because nothing like it was seen before. How odd that is depends on how often it happens: in
 * a young or ever changing log a new template means little, in one that has settled it means much.
 *
 * The chance that a source's next line is of a new template is estimated in two ways, and the score is high when both
 * say that it was low. From its recent past: an exponentially weighted rate, with a prior that makes it high at first
 * (the grace period). And from the kinds that came once so far: where there are many of them, more that never came are
 * on their way, however long ago the last one was.
 *
 * Source: Good, "The population frequencies of species and the estimation of population parameters", Biometrika 1953.
 */
import { BoundedMap } from "../core/collections/bounded_map.ts";
import { countText } from "../core/text/number_text.ts";
import { FINDING } from "../features/findings.ts";
import type { Detector, EventBatch, Explanation, VerdictSink } from "./detector.ts";
import { scoreOfBits } from "./score.ts";

/** Lines of a source before anything is said at all. */
const GRACE_LINES = 1000;
/** Lines over which the rate forgets. */
const MEMORY_LINES = 5000;
/** New templates that are assumed before the first line: what keeps a young log from seeming settled. */
const PRIOR = 3;
/** Rate of new templates per line at which one scores just .9. */
const RATE_FLAGGED = 1 / 500;
const SCORE_MAX = .96;
/** The estimate by kinds that came once is on the safe side: what it takes for one line in 4,096 scores .9. */
const UNSEEN_BITS = 1;
const STEEPNESS = -Math.log(.9) / RATE_FLAGGED;
/** Sources that are remembered. */
const SOURCES_MAX = 10_000;

/** How often a source has brought new templates lately. */
interface Novelty {
  lines: number;
  /** Share of recent lines that brought a new template. */
  rate: number;
  /** Line at which the rate was last brought up to date. */
  ratedAt: number;
}

export class NewTemplateDetector implements Detector {
  readonly id = "new_template";
  readonly #sources = new BoundedMap<Novelty>(SOURCES_MAX);

  observe({ source, features, lines }: EventBatch, verdicts: VerdictSink): void {
    const novelty = this.#sources.of(source, () => ({ lines: 0, rate: 1, ratedAt: 0 }));
    const { count, kind, line, bits } = features.findings;
    for (let k = 0; k < count; k++) {
      if (kind[k] !== FINDING.newTemplate) continue;
      const at = novelty.lines + line[k];
      decay(novelty, at);
      if (at >= GRACE_LINES) {
        const score = Math.min(SCORE_MAX, Math.exp(-STEEPNESS * novelty.rate), scoreOfBits(bits[k] + UNSEEN_BITS));
        if (score >= .5) verdicts.give(line[k], score, at, novelty.rate);
      }
      // those of the first lines are what the log is made of: how often it brings more is known from those after them;
      // all count the same until the memory is full, then the newest most
      if (at >= GRACE_LINES) novelty.rate += (1 - novelty.rate) / (Math.min(at, MEMORY_LINES) + PRIOR);
    }
    novelty.lines += lines;
  }

  explain(lines: number, rate: number): Explanation {
    const every = Math.round(1 / Math.max(rate, 1e-9));
    return {
      reason: `the first line of its kind after ${countText(lines)} lines` +
        (every < lines ? `; lately a new kind came about once in ${countText(every)} lines` : ""),
      evidence: { lines_before: lines, new_template_rate: Number(rate.toPrecision(3)) },
    };
  }

  save(): unknown {
    return [...this.#sources].map(([source, novelty]) => ({ source, ...novelty }));
  }

  restore(saved: unknown): void {
    for (const { source, ...novelty } of saved as (Novelty & { source: string })[]) this.#sources.set(source, novelty);
  }
}

/** The lines since the last new template brought none: the rate falls. Early on it is the plain average. */
function decay(novelty: Novelty, at: number): void {
  if (novelty.ratedAt < MEMORY_LINES) {
    const until = Math.min(at, MEMORY_LINES);
    novelty.rate *= (novelty.ratedAt + PRIOR) / (until + PRIOR);
    novelty.ratedAt = until;
  }
  if (at > novelty.ratedAt) novelty.rate *= Math.exp(-(at - novelty.ratedAt) / MEMORY_LINES);
  novelty.ratedAt = at;
}
