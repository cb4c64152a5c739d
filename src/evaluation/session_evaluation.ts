/**
 * Verdicts on sessions against labels of sessions. A session may be judged several times, by several detectors; the
 * highest score of each judge stands. One that was never reported counts as not flagged, one that has no label does not
 * count at all.
 *
 * Which sessions come first, and are the warm-up, the order of the labels says: they are listed as the log names them.
 */
import { type JudgeFigures, type JudgeId, Tallies } from "./judges.ts";
import type { Labels } from "./labels.ts";
import type { EvaluationOptions } from "./line_evaluation.ts";

/** How well sessions were judged. */
export interface SessionReport {
  /** Sessions that were counted. */
  readonly sessions: number;
  readonly odd: number;
  /** Sessions with a label that got any verdict. */
  readonly reported: number;
  /** Verdicts on sessions that have no label. */
  readonly unlabelled: number;
  readonly judges: readonly JudgeFigures[];
}

/** Highest scores of one judge, by the session's place in the labels. */
interface SessionScores {
  /** Rounded; whether it was flagged is kept exactly. */
  readonly score: Float32Array;
  readonly flagged: Uint8Array;
}

export class SessionEvaluation {
  readonly #options: EvaluationOptions;
  readonly #places = new Map<string, number>();
  readonly #odd: boolean[] = [];
  readonly #reported: Uint8Array;
  readonly #scores = new Map<JudgeId, SessionScores>();
  #unlabelled = 0;

  constructor(labels: Pick<Labels, "sessions">, options: EvaluationOptions) {
    this.#options = options;
    for (const [session, isOdd] of labels.sessions) {
      this.#places.set(session, this.#odd.length);
      this.#odd.push(isOdd);
    }
    this.#reported = new Uint8Array(this.#odd.length);
  }

  /** Takes a verdict: the score (0..1) that each judge gives the session. */
  add(session: string, scores: Iterable<readonly [JudgeId, number]>): void {
    const place = this.#places.get(session);
    if (place === undefined) {
      this.#unlabelled++;
      return;
    }
    this.#reported[place] = 1;
    for (const [judge, score] of scores) {
      const kept = this.#scoresOf(judge);
      if (score > kept.score[place]) kept.score[place] = score;
      if (score >= this.#options.alertThreshold) kept.flagged[place] = 1;
    }
  }

  /** The figures. To be called once, at the end. */
  finish(): SessionReport {
    const { warmup, bestThreshold } = this.#options;
    const tallies = new Tallies();
    let odd = 0;
    for (let place = warmup; place < this.#odd.length; place++) if (this.#odd[place]) odd++;
    for (const [judge, { score, flagged }] of this.#scores) {
      const tally = tallies.of(judge);
      for (let place = warmup; place < score.length; place++) {
        if (score[place] > 0) tally.add(Math.min(1, score[place]), this.#odd[place], flagged[place] !== 0);
      }
    }
    const sessions = Math.max(0, this.#odd.length - warmup);
    return {
      sessions,
      odd,
      reported: this.#reported.reduce((sum, each) => sum + each, 0),
      unlabelled: this.#unlabelled,
      judges: tallies.finish({ odd, normal: sessions - odd }, bestThreshold),
    };
  }

  #scoresOf(judge: JudgeId): SessionScores {
    let scores = this.#scores.get(judge);
    if (scores === undefined) {
      const count = this.#odd.length;
      this.#scores.set(judge, scores = { score: new Float32Array(count), flagged: new Uint8Array(count) });
    }
    return scores;
  }
}
