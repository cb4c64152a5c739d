/**
 * Collects what the detectors give to the lines of a batch: for each line the highest score, and who names it; and the
 * highest of the rules and of what is learnt (ML), side by side, so that one pass compares them.
 *
 * A line is named by the detector whose score is highest, with one exception: flatline tells at a line of others
 * that did not come, so it names one only where no other detector flags it. Which templates fall silent may
 * depend on how several sources took turns, which is not the same when a run that was killed goes on, and an
 * anomaly must keep its id.
 */
import { type DetectorId, RULE_DETECTORS } from "../../core/anomaly.ts";
import { BATCH_LINES } from "../../core/lines/batch.ts";
import { detectorBit } from "../incidents/incident.ts";
import { scaledScore } from "./sensitivity.ts";
import type { SessionEnd, SessionVerdict, VerdictSink } from "../../detectors/mod.ts";

/** Less than scores differ by. */
const RANK_BELOW = 1e-9;

/** The verdict given to a line covers lines before it; see `VerdictSink.cover`. */
export interface Cover {
  readonly kind: "cover";
  readonly line: number;
  readonly sinceMs: number;
  readonly score: number;
  readonly detector: number;
}

/** What was said about other lines than the one it was said at. */
export type Remark =
  | Cover
  | { readonly kind: "verdict"; readonly line: number; readonly verdict: SessionVerdict; readonly detector: number }
  | { readonly kind: "member"; readonly line: number; readonly session: string }
  | { readonly kind: "end"; readonly line: number; readonly end: SessionEnd };

/** What somebody reads besides the highest score of each line. */
export interface VerdictWishes {
  /** Verdicts on whole sessions. */
  readonly sessions?: boolean;
  /** The scores of each detector. */
  readonly byDetector?: boolean;
  /** How readily detectors flag, where it is not 1. */
  readonly sensitivity?: ReadonlyMap<DetectorId, number> | undefined;
}

export class Verdicts implements VerdictSink {
  readonly wantsSessions: boolean;
  readonly score = new Float64Array(BATCH_LINES);
  /** Index of the detector that names the line, and its two numbers. */
  readonly detector = new Uint8Array(BATCH_LINES);
  readonly a = new Float64Array(BATCH_LINES);
  readonly b = new Float64Array(BATCH_LINES);
  /** The highest score of the detectors that need no learning, and of all others. */
  readonly rulesScore = new Float64Array(BATCH_LINES);
  readonly mlScore = new Float64Array(BATCH_LINES);
  /** The detectors that flagged the line, where any has: bits by place in `DETECTORS`. */
  readonly flaggedBy = new Uint16Array(BATCH_LINES);
  /** By index of a detector: what it gave itself. Empty unless wanted. */
  readonly byDetector: readonly Float64Array[];
  /** Ordered by line once `settle` was called. */
  readonly remarks: Remark[] = [];
  readonly #detectors: readonly DetectorId[];
  readonly #alertThreshold: number;
  #giver = 0;
  /** `rulesScore` or `mlScore`. */
  #kindScore = this.rulesScore;
  #bit = 0;
  /** What it gives from the threshold on counts as this much when it is about who names a line. */
  #rankMax = Infinity;
  readonly #rank = new Float64Array(BATCH_LINES);
  #own: Float64Array | undefined;
  readonly #sensitivities: readonly number[];
  #sensitivity = 1;
  /** The score that was given last. */
  #given = 0;
  readonly #judged = new Int32Array(BATCH_LINES);
  #count = 0;

  /** `detectors`: by index. A line is flagged from `alertThreshold` on. */
  constructor(
    detectors: readonly DetectorId[],
    alertThreshold: number,
    { sessions = false, byDetector = false, sensitivity }: VerdictWishes = {},
  ) {
    this.#detectors = detectors;
    this.#alertThreshold = alertThreshold;
    this.wantsSessions = sessions;
    this.#sensitivities = detectors.map((id) => sensitivity?.get(id) ?? 1);
    this.byDetector = byDetector ? detectors.map(() => new Float64Array(BATCH_LINES)) : [];
  }

  /** Index of the detector that gives from now on. */
  set giver(index: number) {
    this.#giver = index;
    this.#bit = detectorBit(this.#detectors[index]);
    this.#own = this.byDetector[index];
    this.#sensitivity = this.#sensitivities[index];
    this.#rankMax = this.#detectors[index] === "flatline"
      ? Math.max(RANK_BELOW, this.#alertThreshold - RANK_BELOW)
      : Infinity;
    this.#kindScore = RULE_DETECTORS.has(this.#detectors[index]) ? this.rulesScore : this.mlScore;
  }

  /** Forgets the batch before. */
  clear(): void {
    const { score, rulesScore, mlScore, flaggedBy } = this;
    const judged = this.#judged;
    const count = this.#count;
    for (let k = 0; k < count; k++) {
      const line = judged[k];
      score[line] =
        this.#rank[line] =
        rulesScore[line] =
        mlScore[line] =
        flaggedBy[line] =
          0;
    }
    for (const own of this.byDetector) {
      for (let k = 0; k < count; k++) own[judged[k]] = 0;
    }
    this.#count = 0;
    this.remarks.length = 0;
  }

  /** The first detector of those that give the same highest score names the line. */
  give(line: number, given: number, a: number, b: number): void {
    const score = this.#sensitivity === 1 ? given : scaledScore(given, this.#sensitivity);
    const kindScore = this.#kindScore;
    if (score > kindScore[line]) kindScore[line] = score;
    if (this.#own !== undefined && score > this.#own[line]) this.#own[line] = score;
    if (score >= this.#alertThreshold) this.flaggedBy[line] |= this.#bit;
    this.#given = score;
    const before = this.score[line];
    if (before === 0 && score > 0) this.#judged[this.#count++] = line;
    if (score > before) this.score[line] = score;
    const rank = score < this.#rankMax ? score : this.#rankMax;
    if (rank <= this.#rank[line]) return;
    this.#rank[line] = rank;
    this.detector[line] = this.#giver;
    this.a[line] = a;
    this.b[line] = b;
  }

  cover(line: number, sinceMs: number): void {
    this.remarks.push({ kind: "cover", line, sinceMs, score: this.#given, detector: this.#giver });
  }

  giveSession(line: number, verdict: SessionVerdict): void {
    const score = scaledScore(verdict.score, this.#sensitivity);
    this.remarks.push({ kind: "verdict", line, verdict: { ...verdict, score }, detector: this.#giver });
  }

  noteSessionLine(line: number, session: string): void {
    if (this.wantsSessions) this.remarks.push({ kind: "member", line, session });
  }

  endSession(line: number, end: SessionEnd): void {
    if (!this.wantsSessions) return;
    // the highest score of its lines is scaled already
    const isOwn = end.detector === this.#detectors[this.#giver];
    const score = isOwn ? scaledScore(end.score, this.#sensitivity) : end.score;
    this.remarks.push({ kind: "end", line, end: { ...end, score } });
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
