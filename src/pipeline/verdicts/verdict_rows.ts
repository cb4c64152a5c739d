/**
 * One verdict a line, in the order of the input (`--verdicts`, `evaluate`): untouched by how anomalies are
 * grouped. A row may still be raised while `VERDICT_DELAY` more lines are read, and is then handed over. Made
 * only if rows are asked for.
 */
import type { DetectorId } from "../../core/anomaly.ts";
import type { EventBatch } from "../../detectors/mod.ts";
import type { FixedRows } from "./fixed_rows.ts";
import { ROW_MASK, ROWS, VERDICT_DELAY } from "./passed_lines.ts";
import type { Verdicts } from "./verdicts.ts";

/** What a verdict brings to a line that has passed. */
export interface Raise {
  readonly score: number;
  /** The detector's index. */
  readonly detector: number;
  readonly isRule: boolean;
  /** Id of the anomaly that the line belongs to, unless it is of one already; "" for none. */
  readonly anomaly: string;
}

type Column = Float64Array | Uint8Array;

export class VerdictRows {
  readonly #onRows: (rows: FixedRows) => void;
  readonly #detectors: readonly DetectorId[];
  readonly #line = new Float64Array(ROWS);
  readonly #time = new Float64Array(ROWS);
  readonly #past = new Uint8Array(ROWS);
  readonly #continues = new Uint8Array(ROWS);
  readonly #templateId: string[] = new Array(ROWS).fill("");
  readonly #score = new Float64Array(ROWS);
  readonly #rulesScore = new Float64Array(ROWS);
  readonly #mlScore = new Float64Array(ROWS);
  readonly #detector = new Uint8Array(ROWS);
  readonly #byDetector: readonly Float64Array[];
  readonly #anomaly: string[] = new Array(ROWS).fill("");
  /** Those that a line shares with the event that it continues. */
  readonly #shared: readonly Column[];
  /** By source: the values of its last row before rows of another source came, and the anomaly. */
  readonly #interrupted = new Map<string, { readonly values: readonly number[]; readonly anomaly: string }>();
  readonly #source: string[] = new Array(ROWS).fill("");
  #begin = -1;
  #fixed = 0;
  #end = 0;

  constructor(onRows: (rows: FixedRows) => void, detectors: readonly DetectorId[], byDetector: boolean) {
    this.#onRows = onRows;
    this.#detectors = detectors;
    this.#byDetector = byDetector ? detectors.map(() => new Float64Array(ROWS)) : [];
    this.#shared = [this.#score, this.#rulesScore, this.#mlScore, this.#detector, ...this.#byDetector];
  }

  /** Takes the lines of a batch, once all detectors have spoken. */
  add(events: EventBatch, verdicts: Verdicts, { ids, past }: { ids: readonly string[]; past: boolean }): void {
    const { lines, linesBefore } = events;
    if (this.#begin < 0) this.#begin = this.#fixed = linesBefore;
    for (let from = 0; from < lines;) {
      const slot = (linesBefore + from) & ROW_MASK;
      const to = Math.min(lines, from + ROWS - slot);
      this.#copy(events, verdicts, from, to);
      from = to;
    }
    const { template, origin } = events;
    for (let line = 0; line < lines; line++) {
      const slot = (linesBefore + line) & ROW_MASK;
      this.#line[slot] = origin.line + line;
      this.#past[slot] = past ? 1 : 0;
      this.#templateId[slot] = ids[template[line]];
    }
    this.#end = linesBefore + lines;
  }

  /** A line of the batch, or one that has passed, belongs to this anomaly. */
  join(row: number, anomaly: string): void {
    if (this.#anomaly[row & ROW_MASK] === "") this.#anomaly[row & ROW_MASK] = anomaly;
  }

  /** A later verdict on a line that is not handed over yet. */
  raise(row: number, { score, detector, isRule, anomaly }: Raise): void {
    const slot = row & ROW_MASK;
    const kind = isRule ? this.#rulesScore : this.#mlScore;
    if (score > kind[slot]) kind[slot] = score;
    const own = this.#byDetector[detector];
    if (own !== undefined && score > own[slot]) own[slot] = score;
    if (score > this.#score[slot]) {
      this.#score[slot] = score;
      this.#detector[slot] = detector + 1;
    }
    this.join(row, anomaly);
  }

  /** Hands over what no later line can change; all of it when the input is over. */
  handOver(isOver: boolean): void {
    const until = isOver ? this.#end : this.#end - VERDICT_DELAY;
    while (this.#fixed < until) {
      const slot = this.#fixed & ROW_MASK;
      const rows = Math.min(until - this.#fixed, ROWS - slot);
      this.#continueEvents(rows);
      this.#onRows(this.#columns(slot, slot + rows));
      this.#fixed += rows;
    }
  }

  #copy({ time, continuation, linesBefore, source }: EventBatch, verdicts: Verdicts, from: number, to: number): void {
    const slot = (linesBefore + from) & ROW_MASK;
    this.#time.set(time.subarray(from, to), slot);
    this.#continues.set(continuation.subarray(from, to), slot);
    this.#score.set(verdicts.score.subarray(from, to), slot);
    this.#rulesScore.set(verdicts.rulesScore.subarray(from, to), slot);
    this.#mlScore.set(verdicts.mlScore.subarray(from, to), slot);
    for (const [index, own] of this.#byDetector.entries()) {
      own.set(verdicts.byDetector[index].subarray(from, to), slot);
    }
    for (let line = from, at = slot; line < to; line++, at++) {
      this.#detector[at] = verdicts.score[line] > 0 ? verdicts.detector[line] + 1 : 0;
    }
    this.#source.fill(source, slot, slot + to - from);
    this.#anomaly.fill("", slot, slot + to - from);
  }

  /** Lines that continue an event take what is said of it, which is known by now. */
  #continueEvents(rows: number): void {
    for (let row = this.#fixed; row < this.#fixed + rows; row++) {
      const slot = row & ROW_MASK;
      const before = row === this.#begin ? slot : (row - 1) & ROW_MASK;
      const isInterrupted = this.#source[before] !== this.#source[slot];
      if (isInterrupted) {
        const values = this.#shared.map((column) => column[before]);
        this.#interrupted.set(this.#source[before], { values, anomaly: this.#anomaly[before] });
      }
      if (this.#continues[slot] === 0) continue;
      if (isInterrupted) {
        const resumed = this.#interrupted.get(this.#source[slot]);
        for (const [k, column] of this.#shared.entries()) column[slot] = resumed?.values[k] ?? 0;
        this.#anomaly[slot] = resumed?.anomaly ?? "";
      } else {
        for (const column of this.#shared) column[slot] = column[before];
        this.#anomaly[slot] = this.#anomaly[before];
      }
    }
  }

  #columns(from: number, to: number): FixedRows {
    return {
      rows: to - from,
      line: this.#line.subarray(from, to),
      past: this.#past.subarray(from, to),
      time: this.#time.subarray(from, to),
      templateId: this.#templateId.slice(from, to),
      score: this.#score.subarray(from, to),
      rulesScore: this.#rulesScore.subarray(from, to),
      mlScore: this.#mlScore.subarray(from, to),
      detector: this.#detector.subarray(from, to),
      detectors: this.#detectors,
      byDetector: this.#byDetector.map((own) => own.subarray(from, to)),
      anomaly: this.#anomaly.slice(from, to),
    };
  }
}
