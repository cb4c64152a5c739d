/**
 * The newest lines, as far as a verdict can reach back: for each the template it has by now, the time of its source at
 * it, who has flagged it, and where it is told of. Columns in a ring, filled a batch at a time; without it a line that
 * a spike covers could count twice in its anomaly.
 */
import { BATCH_LINES } from "../../core/lines/batch.ts";
import type { EventBatch } from "../../detectors/mod.ts";
import type { TemplateMiner } from "../../mining/template_miner.ts";
import { Tally } from "../totals/comparison.ts";

/** A verdict reaches back so many lines; a line's own verdict is fixed when so many more were read. */
export const VERDICT_DELAY = 10_000;
/** Lines that are remembered: a power of two with room for those and a batch. */
export const ROWS = 1 << 16;
export const ROW_MASK = ROWS - 1;
if (ROWS < VERDICT_DELAY + BATCH_LINES) throw new RangeError("Cannot remember enough lines: ROWS is too small");

/** Flag of a line that continues the event before it; the others are the methods that flag it (comparison.ts). */
const CONTINUES = 1;

const GONE = -1;

export class PassedLines {
  /** Number of the line after the newest, over all sources and runs. */
  end = 0;
  readonly tally = new Tally();
  /** What `findBefore` found. */
  readonly found = new Float64Array(VERDICT_DELAY);
  #begin = -1;
  readonly #template = new Int32Array(ROWS);
  readonly #clock = new Float64Array(ROWS);
  readonly #source = new Int32Array(ROWS);
  readonly #flags = new Uint8Array(ROWS);
  readonly #sources = new Map<string, number>();
  /** The anomaly that tells of it, "" for none; only where somebody asks. */
  readonly #anomalies: string[] | undefined;
  readonly #miner: TemplateMiner;
  /** Templates that became others in this batch; the column still says the old ones. */
  readonly #renamed = new Map<number, number>();

  constructor(miner: TemplateMiner, keepsAnomalies: boolean) {
    this.#miner = miner;
    this.#anomalies = keepsAnomalies ? new Array<string>(ROWS).fill("") : undefined;
  }

  /** Takes the lines of a batch, none of them flagged yet. */
  add({ lines, linesBefore, template, clock, continuation, source }: EventBatch): void {
    if (this.#begin < 0) this.#begin = linesBefore;
    let number = this.#sources.get(source);
    if (number === undefined) this.#sources.set(source, number = this.#sources.size);
    // in one piece, or in two where the ring begins anew
    for (let from = 0; from < lines;) {
      const slot = (linesBefore + from) & ROW_MASK;
      const to = Math.min(lines, from + ROWS - slot);
      this.#template.set(template.subarray(from, to), slot);
      this.#clock.set(clock.subarray(from, to), slot);
      this.#source.fill(number, slot, slot + to - from);
      this.#anomalies?.fill("", slot, slot + to - from);
      this.#flags.set(continuation.subarray(from, to), slot);
      from = to;
    }
    this.end = linesBefore + lines;
  }

  /** Whether a verdict known at line `at` still reaches this line. */
  reaches(line: number, at: number): boolean {
    return line >= this.#begin && line < this.end && line <= at && at - line <= VERDICT_DELAY;
  }

  /** Methods (comparison.ts) flag a line; returns whether none had before. */
  flag(line: number, methods: number): boolean {
    const slot = line & ROW_MASK;
    const before = this.#flags[slot] & ~CONTINUES;
    this.#flags[slot] |= methods;
    this.tally.count(before, methods);
    return before === 0;
  }

  /** A line is told of by this anomaly. */
  tell(line: number, anomaly: string): void {
    if (this.#anomalies !== undefined) this.#anomalies[line & ROW_MASK] = anomaly;
  }

  /** The anomaly that tells of a line, "" for none; known where it is kept. */
  anomalyOf(line: number): string {
    return this.#anomalies?.[line & ROW_MASK] ?? "";
  }

  /**
   * Finds the lines before this one of its template and source at which the source's time was `sinceMs` or later,
   * newest first, down to `first`. Returns how many; they are in `found` until the next call.
   */
  findBefore(line: number, sinceMs: number, first: number): number {
    const template = this.#nameOf(this.#template[line & ROW_MASK]);
    const source = this.#source[line & ROW_MASK];
    const oldest = Math.max(first, this.#begin, line - VERDICT_DELAY);
    let count = 0;
    for (let each = line - 1; each >= oldest; each--) {
      const slot = each & ROW_MASK;
      if (this.#source[slot] !== source) continue;
      if (!(this.#clock[slot] >= sinceMs)) break;
      if ((this.#flags[slot] & CONTINUES) !== 0 || this.#nameOf(this.#template[slot]) !== template) continue;
      this.found[count++] = each;
    }
    return count;
  }

  /** A line of this batch showed that a template is another. */
  rename(from: number, into: number): void {
    this.#renamed.set(from, into);
  }

  /** The batch is judged. Templates that were taken away may have their index given out anew after this. */
  settle(isChanged: boolean): void {
    this.#renamed.clear();
    if (!isChanged) return;
    const { canon, alive } = this.#miner.table;
    for (let line = Math.max(this.#begin, this.end - VERDICT_DELAY); line < this.end; line++) {
      const template = this.#template[line & ROW_MASK];
      if (template !== GONE) this.#template[line & ROW_MASK] = alive[canon[template]] ? canon[template] : GONE;
    }
  }

  #nameOf(template: number): number {
    if (this.#renamed.size === 0) return template;
    let name = template;
    for (let into = this.#renamed.get(name); into !== undefined; into = this.#renamed.get(name)) name = into;
    return name;
  }
}
