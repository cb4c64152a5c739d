/**
 * What is known of each template within each source: an entry, held in columns of numbers. Entries are numbered densely
 * and used again when they were freed; which source and template they are of is known to the source (source_table.ts).
 */

/** Levels are counted in seven classes, as in mining/template_table.ts. */
export const LEVELS = 7;
const FIRST_LENGTH = 256;

/** The columns, with what an entry has in each before its first line. */
const BLANK = {
  /** Index of its template; −1 for a source as a whole. */
  template: -1,
  /** Lines. */
  count: 0,
  /** Clock of its last line in ms, and that line's number in the source and over all sources. */
  lastClock: NaN,
  lastLine: 0,
  touched: 0,
  /** Mean of log2(1 + seconds) between its lines, and the longest such gap in ms. */
  gapMean: 0,
  gapMax: 0,
  /** Mean of log2 of its messages' lengths. */
  lengthMean: 0,
  /** The present window, its lines, and those of the window before it. */
  window: NaN,
  windowCount: 0,
  windowBefore: 0,
  /** Closed windows, and the share of them that had lines; mean, mean square and (forgetting) maximum of their lines. */
  windows: 0,
  activeShare: 0,
  rateMean: 0,
  rateSquare: 0,
  rateMax: 0,
  /** log2(1 + mean), since it is asked for at every line. */
  rateLog: 0,
  /** Lines of the present window from which on they are too many. */
  spikeAt: Infinity,
  /** What a spike of the present window is worth at most, in bits. */
  spikeWorth: 0,
  /** Lines that followed one of it, since that began to be counted. */
  followed: 0,
  /** 1 while it is known to be silent, and 1 where it is watched for silence. */
  silent: 0,
  watched: 0,
} as const;

type Column = keyof typeof BLANK;
const NAMES = Object.keys(BLANK) as Column[];

/** An entry as it is saved: its columns in their order, then its levels; null stands for NaN, −1 for Infinity. */
export type SavedEntry = readonly (number | null)[];

export class Entries implements Record<Column, Float64Array> {
  template = column();
  count = column();
  lastClock = column();
  lastLine = column();
  touched = column();
  gapMean = column();
  gapMax = column();
  lengthMean = column();
  window = column();
  windowCount = column();
  windowBefore = column();
  windows = column();
  activeShare = column();
  rateMean = column();
  rateSquare = column();
  rateMax = column();
  rateLog = column();
  spikeAt = column();
  spikeWorth = column();
  followed = column();
  silent = column();
  watched = column();
  levels = new Float64Array(FIRST_LENGTH * LEVELS);
  /** Entries in use. */
  size = 0;
  #length = 0;
  readonly #free: number[] = [];

  add(): number {
    const entry = this.#free.pop() ?? this.#length++;
    if (entry >= this.count.length) this.#grow();
    for (const name of NAMES) this[name][entry] = BLANK[name];
    this.levels.fill(0, entry * LEVELS, (entry + 1) * LEVELS);
    this.size++;
    return entry;
  }

  free(entry: number): void {
    this.#free.push(entry);
    this.size--;
  }

  /** Two templates turned out to be one: what is known of both. The transitions begin anew, since they were two. */
  fold(from: number, into: number): void {
    const share = this.count[from] / Math.max(1, this.count[from] + this.count[into]);
    for (const name of ["gapMean", "lengthMean"] as const) {
      this[name][into] += (this[name][from] - this[name][into]) * share;
    }
    // lines of two in a window are those of both
    this.#foldWindows(from, into);
    this.count[into] += this.count[from];
    for (const name of ["lastLine", "touched", "gapMax"] as const) {
      this[name][into] = Math.max(this[name][into], this[name][from]);
    }
    if (!(this.lastClock[into] >= this.lastClock[from])) this.lastClock[into] = this.lastClock[from];
    this.followed[into] = 0;
    for (let k = 0; k < LEVELS; k++) this.levels[into * LEVELS + k] += this.levels[from * LEVELS + k];
  }

  /** Which numbers are in use: an equal table gives out the same numbers next. */
  saveNumbers(): { readonly length: number; readonly free: readonly number[] } {
    return { length: this.#length, free: [...this.#free] };
  }

  restoreNumbers({ length, free }: ReturnType<Entries["saveNumbers"]>): void {
    while (this.count.length < length) this.#grow();
    this.#length = length;
    this.#free.push(...free);
    this.size = length - free.length;
  }

  save(entry: number): SavedEntry {
    const values = NAMES.map((name) => this[name][entry]);
    values.push(...this.levels.subarray(entry * LEVELS, (entry + 1) * LEVELS));
    return values.map((value) => value === Infinity ? -1 : Number.isNaN(value) ? null : value);
  }

  restore(entry: number, saved: SavedEntry): void {
    for (const [k, name] of NAMES.entries()) {
      const value = saved[k] ?? NaN;
      this[name][entry] = name === "spikeAt" && value < 0 ? Infinity : value;
    }
    for (let k = 0; k < LEVELS; k++) this.levels[entry * LEVELS + k] = saved[NAMES.length + k] ?? 0;
  }

  #foldWindows(from: number, into: number): void {
    const same = this.window[from] === this.window[into];
    if (same) this.windowCount[into] += this.windowCount[from];
    else if (!(this.window[into] > this.window[from])) {
      this.window[into] = this.window[from];
      this.windowCount[into] = this.windowCount[from];
    }
    const [m, n] = [this.rateMean[from], this.rateMean[into]];
    this.rateSquare[into] += this.rateSquare[from] + 2 * m * n;
    this.rateMean[into] = m + n;
    this.rateMax[into] += this.rateMax[from];
    this.activeShare[into] = Math.max(this.activeShare[into], this.activeShare[from]);
    this.windows[into] = Math.max(this.windows[into], this.windows[from]);
    this.spikeAt[into] += this.spikeAt[from];
  }

  #grow(): void {
    for (const name of NAMES) this[name] = doubled(this[name]);
    this.levels = doubled(this.levels);
  }
}

function column(): Float64Array<ArrayBuffer> {
  return new Float64Array(FIRST_LENGTH);
}

function doubled(from: Float64Array): Float64Array<ArrayBuffer> {
  const to = new Float64Array(from.length * 2);
  to.set(from);
  return to;
}
