/**
 * Verdicts on lines against labels of lines, taken as they come: columns of scores in, counts kept. Memory does not
 * grow with the lines; what grows is the labels' own set of odd lines.
 */
import { type JudgeFigures, type JudgeId, Tallies } from "./judges.ts";
import type { Labels } from "./labels.ts";
import type { Confusion } from "./metrics.ts";

/** Scores of consecutive lines, one column a judge; a judge without a column gave none of them a score. */
export interface LineScores {
  /** Number of the first line, from 1, over all that was read. */
  readonly firstLine: number;
  readonly lines: number;
  /** 0..1, 0 for nothing odd. */
  readonly scores: ReadonlyMap<JudgeId, ArrayLike<number>>;
}

/** What is measured, and how. */
export interface EvaluationOptions {
  /** A line, or a session, is flagged from this score on. */
  readonly alertThreshold: number;
  /** So many of the first lines, or sessions, are not counted. */
  readonly warmup: number;
  /** Also finds the threshold that the labels would choose. */
  readonly bestThreshold: boolean;
}

/** Lines that were not told of because a mark says that they are normal, and what they truly were. */
export interface SuppressedCounts {
  readonly odd: number;
  readonly normal: number;
}

/** How well lines were judged. */
export interface LineReport {
  /** Lines that were counted. */
  readonly lines: number;
  readonly odd: number;
  readonly judges: readonly JudgeFigures[];
  readonly suppressed: SuppressedCounts;
}

export class LineEvaluation {
  readonly #oddLines: ReadonlySet<number>;
  readonly #options: EvaluationOptions;
  readonly #tallies = new Tallies();
  readonly #suppressed = { odd: 0, normal: 0 };
  #lines = 0;
  #odd = 0;

  constructor(labels: Pick<Labels, "oddLines">, options: EvaluationOptions) {
    this.#oddLines = labels.oddLines;
    this.#options = options;
  }

  /** Takes the scores of the next lines. Each line must be given once. */
  add({ firstLine, lines, scores }: LineScores): void {
    const { alertThreshold, warmup } = this.#options;
    const skipped = Math.max(0, Math.min(lines, warmup + 1 - firstLine));
    this.#lines += lines - skipped;
    for (let k = skipped; k < lines; k++) if (this.#oddLines.has(firstLine + k)) this.#odd++;
    for (const [judge, column] of scores) {
      let tally;
      for (let k = skipped; k < lines; k++) {
        const score = column[k];
        if (score === 0) continue;
        tally ??= this.#tallies.of(judge);
        tally.add(score, this.#oddLines.has(firstLine + k), score >= alertThreshold);
      }
    }
  }

  /** Takes note of a flagged line that a mark holds back. */
  addSuppressed(line: number): void {
    if (line <= this.#options.warmup) return;
    if (this.#oddLines.has(line)) this.#suppressed.odd++;
    else this.#suppressed.normal++;
  }

  /** The figures. To be called once, at the end. */
  finish(): LineReport {
    const counts = { odd: this.#odd, normal: this.#lines - this.#odd };
    return {
      lines: this.#lines,
      odd: this.#odd,
      judges: this.#tallies.finish(counts, this.#options.bestThreshold),
      suppressed: { ...this.#suppressed },
    };
  }
}

/** How labels and verdicts fit together when what marks hold back is not flagged. */
export function withMarks(figures: Confusion, { odd, normal }: SuppressedCounts): Confusion {
  return {
    truePositives: figures.truePositives - odd,
    falsePositives: figures.falsePositives - normal,
    falseNegatives: figures.falseNegatives + odd,
    trueNegatives: figures.trueNegatives + normal,
  };
}
