/**
 * Collects what the detectors give to the lines of a batch: for each line the highest score, and whose it is; and the
 * highest of the rules and of what is learnt (ML), side by side, so that one pass compares them.
 */
import { type DetectorId, RULE_DETECTORS } from "../core/anomaly.ts";
import { BATCH_LINES } from "../core/batch.ts";
import type { SessionEnd, SessionVerdict, VerdictSink } from "../detectors/mod.ts";

/** What was said about other lines than the one it was said at, in the order in which it was said. */
export type Remark =
  | { readonly kind: "cover"; readonly line: number; readonly sinceMs: number; readonly detector: number }
  | { readonly kind: "verdict"; readonly line: number; readonly verdict: SessionVerdict; readonly detector: number }
  | { readonly kind: "member"; readonly line: number; readonly session: string }
  | { readonly kind: "end"; readonly line: number; readonly end: SessionEnd };

export class Verdicts implements VerdictSink {
  readonly wantsSessions: boolean;
  readonly score = new Float64Array(BATCH_LINES);
  readonly detector = new Uint8Array(BATCH_LINES);
  readonly a = new Float64Array(BATCH_LINES);
  readonly b = new Float64Array(BATCH_LINES);
  /** The highest score of the detectors that need no learning, and of all others. */
  readonly rulesScore = new Float64Array(BATCH_LINES);
  readonly mlScore = new Float64Array(BATCH_LINES);
  /** Ordered by line once `settle` was called. */
  readonly remarks: Remark[] = [];
  readonly #detectors: readonly DetectorId[];
  #giver = 0;
  /** `rulesScore` or `mlScore`. */
  #kindScore = this.rulesScore;
  readonly #judged = new Int32Array(BATCH_LINES);
  #count = 0;

  /** `detectors`: by index. `wantsSessions`: whether somebody reads session verdicts. */
  constructor(detectors: readonly DetectorId[], wantsSessions: boolean) {
    this.#detectors = detectors;
    this.wantsSessions = wantsSessions;
  }

  /** Index of the detector that gives from now on. */
  set giver(index: number) {
    this.#giver = index;
    this.#kindScore = RULE_DETECTORS.has(this.#detectors[index]) ? this.rulesScore : this.mlScore;
  }

  /** Forgets the batch before. */
  clear(): void {
    const { score, rulesScore, mlScore } = this;
    for (let k = 0; k < this.#count; k++) {
      const line = this.#judged[k];
      score[line] = rulesScore[line] = mlScore[line] = 0;
    }
    this.#count = 0;
    this.remarks.length = 0;
  }

  /** The first detector of those that give the same highest score stands. */
  give(line: number, score: number, a: number, b: number): void {
    const kindScore = this.#kindScore;
    if (score > kindScore[line]) kindScore[line] = score;
    const before = this.score[line];
    if (score <= before) return;
    if (before === 0) this.#judged[this.#count++] = line;
    this.score[line] = score;
    this.detector[line] = this.#giver;
    this.a[line] = a;
    this.b[line] = b;
  }

  cover(line: number, sinceMs: number): void {
    this.remarks.push({ kind: "cover", line, sinceMs, detector: this.#giver });
  }

  giveSession(line: number, verdict: SessionVerdict): void {
    this.remarks.push({ kind: "verdict", line, verdict, detector: this.#giver });
  }

  noteSessionLine(line: number, session: string): void {
    if (this.wantsSessions) this.remarks.push({ kind: "member", line, session });
  }

  endSession(line: number, end: SessionEnd): void {
    if (this.wantsSessions) this.remarks.push({ kind: "end", line, end });
  }

  scoreAt(line: number): number {
    return this.score[line];
  }

  detectorAt(line: number): DetectorId | undefined {
    return this.score[line] > 0 ? this.#detectors[this.detector[line]] : undefined;
  }

  /** The lines that any detector gave a score, in order. */
  judgedLines(): Int32Array {
    const judged = this.#judged.subarray(0, this.#count);
    // in order already, unless a later detector has added lines of its own
    for (let k = 1; k < judged.length; k++) if (judged[k] < judged[k - 1]) return judged.sort();
    return judged;
  }

  /** All have spoken: puts the remarks in the order of their lines. */
  settle(): void {
    const { remarks } = this;
    for (let k = 1; k < remarks.length; k++) {
      if (remarks[k].line < remarks[k - 1].line) {
        remarks.sort((x, y) => x.line - y.line);
        return;
      }
    }
  }
}
