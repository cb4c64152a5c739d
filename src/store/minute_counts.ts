/**
 * Counts lines by minute and template, and apart those of them that continue an event. A column of templates is counted
 * into an array, as long as lines are of one minute; when the minute changes, what was counted goes into a table. So a
 * line costs a comparison and an addition. The minute is that of the source's clock, which never goes back: a late line
 * counts in the minute in which it came.
 *
 * Cells of one flush are few: where a log has so few lines a minute that there would be more, spans become ten
 * minutes, an hour, a day and more, until the next flush.
 */
import type { CountCell } from "./rows.ts";

const MINUTE_MS = 60_000;
/** Spans in minutes: up to a day, and for logs whose lines are days apart ten, a hundred and a thousand of them. */
const WIDTHS = [1, 10, 60, 1440, 14_400, 144_000, 1_440_000] as const;
/** Cells that wait for a flush, at most, while spans can still be widened. */
const CELLS_MAX = 1024;
/** Cells that are not to be exceeded by much, as there may be with thousands of templates. */
const FULL_CELLS = 16_384;
/** A key is the span's number times this, plus the template. */
const TEMPLATES = 0x20_0000;

/** A batch's columns that say when and what. */
export interface CountedLines {
  readonly lines: number;
  /** Template of each line, by index; -1 for none. */
  readonly template: Int32Array;
  /** Not 0 for lines that continue an event, whose template they have. */
  readonly continuation: Uint8Array;
  /** Clock of its source (the latest time so far), ms; NaN before the first time. */
  readonly clock: Float64Array;
}

interface Tally {
  lines: number;
  continued: number;
}

export class MinuteCounts {
  readonly #bySource = new Map<string, Map<number, Tally>>();
  #width = 0;
  #size = 0;
  #counts = new Int32Array(1024);
  #continued = new Int32Array(1024);
  readonly #touched: number[] = [];
  /** The span that is counted: from this time on, before that, ms; NaN for lines without a time. */
  #from = NaN;
  #to = NaN;

  /** There are more cells than there should be. */
  get isFull(): boolean {
    return this.#size >= FULL_CELLS;
  }

  /** Counts a batch of one source; `templates`: all indices are below. */
  add({ lines, template, continuation, clock }: CountedLines, source: string, templates: number): void {
    if (templates > this.#counts.length) {
      this.#counts = new Int32Array(templates * 2);
      this.#continued = new Int32Array(templates * 2);
    }
    for (let i = 0; i < lines;) {
      const at = clock[i];
      if (!(at >= this.#from && at < this.#to)) this.#enter(at);
      const end = this.#endOf(clock, i, lines);
      this.#countStretch(template, continuation, i, end);
      this.#spill(source);
      i = end;
    }
  }

  /** The first line after `first` that is not of the same span; the clock never goes back, so halving finds it. */
  #endOf(clock: Float64Array, first: number, lines: number): number {
    const to = this.#to;
    const isTimeless = to !== to;
    let inside = first;
    let outside = lines;
    while (outside - inside > 1) {
      const middle = (inside + outside) >> 1;
      if (isTimeless ? clock[middle] !== clock[middle] : clock[middle] < to) inside = middle;
      else outside = middle;
    }
    return outside;
  }

  #countStretch(template: Int32Array, continuation: Uint8Array, first: number, end: number): void {
    const counts = this.#counts;
    const continued = this.#continued;
    const touched = this.#touched;
    for (let i = first; i < end; i++) {
      const index = template[i];
      if (index < 0) continue;
      if (counts[index]++ === 0) touched.push(index);
      if (continuation[i] !== 0) continued[index]++;
    }
  }

  /** Gives out all cells, with the ids of their templates and their indices, and begins anew. */
  take(idOf: readonly string[], give: (cell: CountCell, index: number) => void): void {
    const minutes = WIDTHS[this.#width];
    for (const [source, cells] of this.#bySource) {
      for (const [key, tally] of cells) {
        const span = Math.floor(key / TEMPLATES);
        const index = key - span * TEMPLATES;
        const startMinute = span < 0 ? -1 : span * minutes;
        give({ startMinute, minutes, source, template: idOf[index], ...tally }, index);
      }
    }
    this.#bySource.clear();
    this.#size = this.#width = 0;
    this.#from = this.#to = NaN;
  }

  #enter(at: number): void {
    const ms = WIDTHS[this.#width] * MINUTE_MS;
    this.#from = Math.floor(at / ms) * ms;
    this.#to = this.#from + ms;
  }

  #spill(source: string): void {
    const touched = this.#touched;
    if (touched.length === 0) return;
    let cells = this.#bySource.get(source);
    if (cells === undefined) this.#bySource.set(source, cells = new Map());
    const before = cells.size;
    // times before 1970 are taken for none
    const ms = WIDTHS[this.#width] * MINUTE_MS;
    const span = this.#from >= 0 ? Math.round(this.#from / ms) : -1;
    for (let k = 0; k < touched.length; k++) {
      const index = touched[k];
      const key = span * TEMPLATES + index;
      addTo(cells, key, { lines: this.#counts[index], continued: this.#continued[index] });
      this.#counts[index] = this.#continued[index] = 0;
    }
    touched.length = 0;
    this.#size += cells.size - before;
    if (this.#size >= CELLS_MAX && this.#width < WIDTHS.length - 1) this.#widen();
  }

  /** The cells of ten minutes become one, and so on. */
  #widen(): void {
    const times = WIDTHS[this.#width + 1] / WIDTHS[this.#width];
    this.#width++;
    this.#size = 0;
    this.#from = this.#to = NaN;
    for (const [source, cells] of this.#bySource) {
      const wider = new Map<number, Tally>();
      for (const [key, tally] of cells) {
        const span = Math.floor(key / TEMPLATES);
        const template = key - span * TEMPLATES;
        const widerKey = (span < 0 ? -1 : Math.floor(span / times)) * TEMPLATES + template;
        addTo(wider, widerKey, tally);
      }
      this.#bySource.set(source, wider);
      this.#size += wider.size;
    }
  }
}

function addTo(cells: Map<number, Tally>, key: number, more: Tally): void {
  const tally = cells.get(key);
  if (tally === undefined) cells.set(key, more);
  else {
    tally.lines += more.lines;
    tally.continued += more.continued;
  }
}
