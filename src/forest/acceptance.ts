/**
 * Whether a newly trained model may take over: a model that was fitted to an unlucky sample must not flood people with
 * alarms, nor stop to see what the one before it saw.
 */
import { decadesOf } from "./calibration.ts";
import type { ModelInfo } from "./model.ts";

/** How many times the contamination may be flagged among rows that were kept apart from training. */
const FLAGGED_TIMES_MAX = 4;
/** The old model's oddest rows: this share. */
const OLD_TOP = .02;
/** The chance that one of those is odder than another row to the new model too. Chance alone gives .5. */
const AGREEMENT_MIN = .6;

export interface Acceptance {
  readonly isTaken: boolean;
  /** Share of the probe rows that the new model would flag. */
  readonly flagged: number;
  /** 0..1; undefined where the old model found no rows odder than others, or there was none. */
  readonly agreement: number | undefined;
}

/**
 * Compares scores of the same recent rows, kept apart from training: the new model's and, if there is one, the old's.
 */
export function accept(info: ModelInfo, scores: Float32Array, oldScores: Float32Array | undefined): Acceptance {
  const { contamination } = info.parameters;
  const limit = -Math.log10(contamination);
  let count = 0;
  for (const score of scores) if (decadesOf(info.calibration, score) >= limit) count++;
  const expected = contamination * scores.length;
  const isQuiet = count <= FLAGGED_TIMES_MAX * expected + 3 * Math.sqrt(expected) + 1;
  const agreement = oldScores === undefined ? undefined : agreementOf(scores, oldScores);
  return {
    isTaken: isQuiet && (agreement === undefined || agreement >= AGREEMENT_MIN),
    flagged: scores.length === 0 ? 0 : count / scores.length,
    agreement,
  };
}

/** The area under the ROC curve of the new scores, the old model's oddest rows being the positives. */
function agreementOf(scores: Float32Array, oldScores: Float32Array): number | undefined {
  const sorted = Float32Array.from(oldScores).sort();
  const limit = sorted[Math.floor(sorted.length * (1 - OLD_TOP))];
  if (!(limit > sorted[sorted.length >> 1])) return undefined;
  const order = Array.from(scores.keys()).sort((a, b) => scores[a] - scores[b]);
  let wins = 0;
  let others = 0;
  let top = 0;
  for (let from = 0; from < order.length;) {
    let to = from;
    let othersHere = 0;
    for (; to < order.length && scores[order[to]] === scores[order[from]]; to++) {
      if (oldScores[order[to]] < limit) othersHere++;
    }
    const topHere = to - from - othersHere;
    wins += topHere * (others + othersHere / 2);
    others += othersHere;
    top += topHere;
    from = to;
  }
  return others === 0 || top === 0 ? undefined : wins / (others * top);
}
