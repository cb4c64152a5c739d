/**
 * How good a detector is, in numbers. Definitions as in the literature (C. J. van Rijsbergen, "Information Retrieval",
 * 1979, chapter 7; T. Fawcett, "An introduction to ROC analysis", 2006) and in scikit-learn's `metrics`.
 *
 * A figure that is not defined (the precision of a detector that never spoke) is NaN, not 0: it was not measured, and
 * JSON prints it as null.
 */

/** How labels and verdicts fit together. */
export interface Confusion {
  /** Odd and flagged. */
  readonly truePositives: number;
  /** Normal, but flagged: false alarms. */
  readonly falsePositives: number;
  /** Odd, but not flagged: missed. */
  readonly falseNegatives: number;
  /** Normal and not flagged; NaN where nobody knows how many lines there are. */
  readonly trueNegatives: number;
}

/**
 * Compares verdicts with labels, both 0 or 1 (or false and true) at the same index.
 * @throws RangeError when they are not equally many
 */
export function confusion(labels: ArrayLike<number | boolean>, flagged: ArrayLike<number | boolean>): Confusion {
  checkLengths(labels, flagged);
  const counts = [0, 0, 0, 0];
  for (let index = 0; index < labels.length; index++) {
    counts[(labels[index] ? 2 : 0) + (flagged[index] ? 1 : 0)]!++;
  }
  const [trueNegatives, falsePositives, falseNegatives, truePositives] = counts as [number, number, number, number];
  return { truePositives, falsePositives, falseNegatives, trueNegatives };
}

/**
 * Compares sets of line numbers (or of sessions): what is odd, and what was flagged.
 * @param total how many there are in all; NaN (the default) where it is not known
 */
export function confusionOfSets<T>(odd: ReadonlySet<T>, flagged: ReadonlySet<T>, total = NaN): Confusion {
  let truePositives = 0;
  for (const item of flagged) if (odd.has(item)) truePositives++;
  const falsePositives = flagged.size - truePositives;
  const falseNegatives = odd.size - truePositives;
  return {
    truePositives,
    falsePositives,
    falseNegatives,
    trueNegatives: total - truePositives - falsePositives - falseNegatives,
  };
}

/** Of what was flagged, how much is odd: TP / (TP + FP). 0..1, NaN when nothing was flagged. */
export function precision({ truePositives, falsePositives }: Confusion): number {
  return truePositives / (truePositives + falsePositives);
}

/** Of what is odd, how much was flagged: TP / (TP + FN). 0..1, NaN when nothing is odd. */
export function recall({ truePositives, falseNegatives }: Confusion): number {
  return truePositives / (truePositives + falseNegatives);
}

/**
 * Harmonic mean of precision and recall: 2 TP / (2 TP + FP + FN). 0..1, NaN when nothing is odd and nothing flagged.
 */
export function f1({ truePositives, falsePositives, falseNegatives }: Confusion): number {
  return (2 * truePositives) / (2 * truePositives + falsePositives + falseNegatives);
}

/** Of what is normal, how much was flagged: FP / (FP + TN). 0..1, NaN when nothing is normal. */
export function falsePositiveRate({ falsePositives, trueNegatives }: Confusion): number {
  return falsePositives / (falsePositives + trueNegatives);
}

/** Of all, how much was judged rightly: (TP + TN) / all. Says little where odd lines are rare. NaN for no lines. */
export function accuracy({ truePositives, falsePositives, falseNegatives, trueNegatives }: Confusion): number {
  return (truePositives + trueNegatives) / (truePositives + falsePositives + falseNegatives + trueNegatives);
}

/**
 * Average precision: the sum over thresholds of precision, each weighted with the gain in recall since the threshold
 * before (scikit-learn's `average_precision_score`; no interpolation). Equal scores fall together: their order among
 * each other is chance, and must not count.
 *
 * @param labels 1 (or true) for odd, at the same index as its score
 * @param scores high is odd
 * @returns 0..1, NaN when nothing is odd
 * @throws RangeError when there are not as many scores as labels, or one is NaN
 */
export function averagePrecision(labels: ArrayLike<number | boolean>, scores: ArrayLike<number>): number {
  checkLengths(labels, scores);
  const order = new Uint32Array(scores.length);
  let odd = 0;
  for (let index = 0; index < scores.length; index++) {
    if (Number.isNaN(scores[index])) throw new RangeError(`Cannot rank scores: the one at index ${index} is NaN`);
    order[index] = index;
    if (labels[index]) odd++;
  }
  order.sort((left, right) => scores[right]! - scores[left]!);
  let area = 0;
  let truePositives = 0;
  for (let rank = 0; rank < order.length;) {
    const score = scores[order[rank]!]!;
    const foundBefore = truePositives;
    for (; rank < order.length && scores[order[rank]!] === score; rank++) {
      if (labels[order[rank]!]) truePositives++;
    }
    area += (truePositives - foundBefore) * (truePositives / rank);
  }
  return area / odd;
}

/** How late something was noticed. */
export interface DetectionDelay {
  /** Lines of the whole log from its first line to the one that was flagged; 0 when that was the first. */
  readonly lines: number;
  /** Event time between the two; null where one of them has no time. */
  readonly seconds: number | null;
}

/** A line and its event time in ms since the epoch, null where it has none. */
export interface Moment {
  readonly line: number;
  readonly timeMs: number | null;
}

/**
 * Detection delay: from the beginning of an incident to the first detection within it (the "latency" of A. Lavin and
 * S. Ahmad, "Evaluating Real-Time Anomaly Detection Algorithms – the Numenta Anomaly Benchmark", 2015). Never below 0:
 * a log's times may be coarser than the truth's.
 */
export function detectionDelay(beginning: Moment, detection: Moment): DetectionDelay {
  const seconds = beginning.timeMs === null || detection.timeMs === null
    ? null
    : Math.max(0, (detection.timeMs - beginning.timeMs) / 1000);
  return { lines: Math.max(0, detection.line - beginning.line), seconds };
}

function checkLengths(labels: ArrayLike<unknown>, verdicts: ArrayLike<unknown>): void {
  if (labels.length === verdicts.length) return;
  throw new RangeError(`Cannot compare: there are ${labels.length} labels, but ${verdicts.length} verdicts`);
}
