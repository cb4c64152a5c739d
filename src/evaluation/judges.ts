/**
 * Who judges: each detector, and the three that are compared: the rules, what is learnt (ML), and both together
 * (hybrid). Figures are kept for each that has spoken.
 */
import { type DetectorId, DETECTORS } from "../core/anomaly.ts";
import { accuracy, type Confusion, f1, falsePositiveRate, precision, recall } from "./metrics.ts";
import { ScoreHistogram, type ThresholdChoice } from "./score_histogram.ts";

/** The three that are compared, in the order in which they are shown. */
export const FUSED_JUDGES = ["rules", "ml", "hybrid"] as const;

/** A detector, or a group of them. */
export type JudgeId = typeof FUSED_JUDGES[number] | DetectorId;

/** All judges in the order in which they are shown. */
export const JUDGES: readonly JudgeId[] = [...FUSED_JUDGES, ...DETECTORS];

/** What a judge achieved. Shares are 0..1, NaN where they are not defined (metrics.ts). */
export interface JudgeFigures extends Confusion {
  readonly judge: JudgeId;
  readonly flagged: number;
  readonly precision: number;
  readonly recall: number;
  readonly f1: number;
  readonly falsePositiveRate: number;
  readonly accuracy: number;
  readonly averagePrecision: number;
  /** The threshold that these labels would have chosen, where that was asked for. */
  readonly best?: ThresholdChoice;
}

/** Counts one judge's verdicts. Only what has a score is added: all else is known to have none. */
class JudgeTally {
  readonly #scores = new ScoreHistogram();
  #truePositives = 0;
  #falsePositives = 0;

  /** `isFlagged` is taken at its word, so that a threshold between two steps of the histogram counts as it is. */
  add(score: number, isOdd: boolean, isFlagged: boolean): void {
    this.#scores.add(score, isOdd);
    if (!isFlagged) return;
    if (isOdd) this.#truePositives++;
    else this.#falsePositives++;
  }

  /** The figures among so many odd and normal ones. To be called once: it gives a score of 0 to all that had none. */
  finish(judge: JudgeId, counts: { readonly odd: number; readonly normal: number }, best: boolean): JudgeFigures {
    this.#scores.add(0, true, counts.odd - this.#scores.oddCount);
    this.#scores.add(0, false, counts.normal - this.#scores.normalCount);
    const confusion: Confusion = {
      truePositives: this.#truePositives,
      falsePositives: this.#falsePositives,
      falseNegatives: counts.odd - this.#truePositives,
      trueNegatives: counts.normal - this.#falsePositives,
    };
    return {
      judge,
      ...figuresOf(confusion),
      averagePrecision: this.#scores.averagePrecision(),
      ...(best ? { best: this.#scores.bestThreshold() } : {}),
    };
  }
}

/** All figures that follow from the counts alone. */
export function figuresOf(confusion: Confusion): Omit<JudgeFigures, "judge" | "averagePrecision" | "best"> {
  return {
    ...confusion,
    flagged: confusion.truePositives + confusion.falsePositives,
    precision: precision(confusion),
    recall: recall(confusion),
    f1: f1(confusion),
    falsePositiveRate: falsePositiveRate(confusion),
    accuracy: accuracy(confusion),
  };
}

/** Tallies by judge, made when one first speaks; the fused ones are always there. */
export class Tallies {
  readonly #tallies = new Map<JudgeId, JudgeTally>();

  /** The tally of a judge. */
  of(judge: JudgeId): JudgeTally {
    let tally = this.#tallies.get(judge);
    if (tally === undefined) this.#tallies.set(judge, tally = new JudgeTally());
    return tally;
  }

  /** One row a judge, in the order of JUDGES. */
  finish(counts: { readonly odd: number; readonly normal: number }, best: boolean): JudgeFigures[] {
    for (const judge of FUSED_JUDGES) this.of(judge);
    return JUDGES.flatMap((judge) => {
      const tally = this.#tallies.get(judge);
      return tally === undefined ? [] : [tally.finish(judge, counts, best)];
    });
  }
}
