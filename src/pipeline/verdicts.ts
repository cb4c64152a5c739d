/** Collects what the detectors give to the lines of a batch: for each line the highest score, and whose it is. */
import { BATCH_LINES } from "../core/batch.ts";
import type { VerdictSink } from "../detectors/mod.ts";

export class Verdicts implements VerdictSink {
  readonly score = new Float64Array(BATCH_LINES);
  readonly detector = new Uint8Array(BATCH_LINES);
  readonly a = new Float64Array(BATCH_LINES);
  readonly b = new Float64Array(BATCH_LINES);
  /** Index of the detector that gives at the moment. */
  giver = 0;
  readonly #judged = new Int32Array(BATCH_LINES);
  #count = 0;

  /** Forgets the batch before, which had this many lines at most. */
  clear(lines = this.score.length): void {
    this.score.fill(0, 0, lines);
    this.#count = 0;
  }

  /** The first detector of those that give the same highest score stands. */
  give(line: number, score: number, a: number, b: number): void {
    const before = this.score[line];
    if (score <= before) return;
    if (before === 0) this.#judged[this.#count++] = line;
    this.score[line] = score;
    this.detector[line] = this.giver;
    this.a[line] = a;
    this.b[line] = b;
  }

  /** The lines that any detector gave a score, in order. */
  judgedLines(): Int32Array {
    const judged = this.#judged.subarray(0, this.#count);
    // in order already, unless a later detector has added lines of its own
    for (let k = 1; k < judged.length; k++) if (judged[k] < judged[k - 1]) return judged.sort();
    return judged;
  }
}
