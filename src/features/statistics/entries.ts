/**
 * What is known of each template within each source: an entry, which is a row of numbers. Rows lie one after another in
 * one array: all numbers of an entry are needed at once, and those that every line asks for share a line of the
 * processor's cache. Entries are numbered densely and used again when they were freed; which source and template they
 * are of is known to the source (source_table.ts).
 */
import { enlarged } from "../../core/collections/enlarged.ts";

/** Levels are counted in seven classes, as in mining/template_table.ts. */
export const LEVELS = 7;

/** The numbers of a row in their order, with what an entry has in each before its first line. */
const BLANK = {
  /** Lines. */
  count: 0,
  /** Clock of its last line in ms, and that line's number in the source and over all sources. */
  lastClock: NaN,
  lastLine: 0,
  touched: 0,
  /** Mean of log2(1 + seconds) between its lines, and of log2 of its messages' lengths. */
  gapMean: 0,
  lengthMean: 0,
  /** The present window, and its lines. */
  window: NaN,
  windowCount: 0,
  /** Lines of the present window from which on they are too many. */
  spikeAt: Infinity,
  /** Lines that followed one of it, since that began to be counted. */
  followed: 0,
  /** The longest gap between its lines, ms. */
  gapMax: 0,
  /** 1 while it is known to be silent, and 1 where it is watched for silence. */
  silent: 0,
  watched: 0,
  /** Lines of the window before the present one. */
  windowBefore: 0,
  /** Index of its template; −1 for a source as a whole. */
  template: -1,
  /**
   * Closed windows, and the share of them that had lines; mean, mean square and (forgetting) maximum of their lines.
   */
  windows: 0,
  activeShare: 0,
  rateMean: 0,
  rateSquare: 0,
  rateMax: 0,
  /** log2(1 + mean), since it is asked for often. */
  rateLog: 0,
  /** What a spike of the present window is worth at most, in bits. */
  spikeWorth: 0,
} as const;

type Column = keyof typeof BLANK;
const NAMES = Object.keys(BLANK) as Column[];

/** Where a number stands in an entry's row; its lines by level class are the last of them. */
export const ENTRY = {
  ...Object.fromEntries(NAMES.map((name, index) => [name, index])) as Record<Column, number>,
  levels: NAMES.length,
} as const;

/** Numbers of a row: a power of two with room for all of them. */
export const ENTRY_STRIDE = 32;
const STRIDE = ENTRY_STRIDE;
const WIDTH = NAMES.length + LEVELS;
if (WIDTH > STRIDE) throw new RangeError("Cannot keep entries: ENTRY_STRIDE is too small");
const BLANK_ROW = Float64Array.from(
  { length: STRIDE },
  (_, index) => NAMES[index] === undefined ? 0 : BLANK[NAMES[index]],
);
const FIRST_ENTRIES = 256;

/** An entry as it is saved: its row; null stands for NaN, −1 for Infinity. */
export type SavedEntry = readonly (number | null)[];

export class Entries {
  /** The rows: that of entry `e` begins at `e * ENTRY_STRIDE`. Another array once `add` has made room. */
  numbers = new Float64Array(FIRST_ENTRIES * STRIDE);
  /** Entries in use. */
  size = 0;
  #length = 0;
  readonly #free: number[] = [];

  /** Entries that there is room for. */
  get room(): number {
    return this.numbers.length / STRIDE;
  }

  add(): number {
    const entry = this.#free.pop() ?? this.#length++;
    if (entry >= this.room) this.#grow();
    this.numbers.set(BLANK_ROW, entry * STRIDE);
    this.size++;
    return entry;
  }

  free(entry: number): void {
    this.#free.push(entry);
    this.size--;
  }

  get(entry: number, column: Column): number {
    return this.numbers[entry * STRIDE + ENTRY[column]];
  }

  set(entry: number, column: Column, value: number): void {
    this.numbers[entry * STRIDE + ENTRY[column]] = value;
  }

  /** Two templates turned out to be one: what is known of both. The transitions begin anew, since they were two. */
  fold(from: number, into: number): void {
    const a = this.#rowOf(from);
    const b = this.#rowOf(into);
    const share = a[ENTRY.count] / Math.max(1, a[ENTRY.count] + b[ENTRY.count]);
    for (const mean of [ENTRY.gapMean, ENTRY.lengthMean]) b[mean] += (a[mean] - b[mean]) * share;
    foldWindows(a, b);
    b[ENTRY.count] += a[ENTRY.count];
    for (const latest of [ENTRY.lastLine, ENTRY.touched, ENTRY.gapMax]) b[latest] = Math.max(b[latest], a[latest]);
    if (!(b[ENTRY.lastClock] >= a[ENTRY.lastClock])) b[ENTRY.lastClock] = a[ENTRY.lastClock];
    b[ENTRY.followed] = 0;
    for (let level = ENTRY.levels; level < WIDTH; level++) b[level] += a[level];
  }

  /** Which numbers are in use: an equal table gives out the same numbers next. */
  saveNumbers(): { readonly length: number; readonly free: readonly number[] } {
    return { length: this.#length, free: [...this.#free] };
  }

  restoreNumbers({ length, free }: ReturnType<Entries["saveNumbers"]>): void {
    while (this.room < length) this.#grow();
    this.#length = length;
    this.#free.push(...free);
    this.size = length - free.length;
  }

  save(entry: number): SavedEntry {
    const values: (number | null)[] = [...this.#rowOf(entry).subarray(0, WIDTH)];
    return values.map((value) => value === Infinity ? -1 : Number.isNaN(value) ? null : value);
  }

  restore(entry: number, saved: SavedEntry): void {
    const row = this.#rowOf(entry);
    for (let index = 0; index < WIDTH; index++) row[index] = saved[index] ?? NaN;
    if (row[ENTRY.spikeAt] < 0) row[ENTRY.spikeAt] = Infinity;
  }

  #rowOf(entry: number): Float64Array {
    return this.numbers.subarray(entry * STRIDE, (entry + 1) * STRIDE);
  }

  #grow(): void {
    this.numbers = enlarged(this.numbers, this.numbers.length * 2);
  }
}

/** Lines of two in a window are those of both. */
function foldWindows(a: Float64Array, b: Float64Array): void {
  if (a[ENTRY.window] === b[ENTRY.window]) b[ENTRY.windowCount] += a[ENTRY.windowCount];
  else if (!(b[ENTRY.window] > a[ENTRY.window])) {
    b[ENTRY.window] = a[ENTRY.window];
    b[ENTRY.windowCount] = a[ENTRY.windowCount];
  }
  const [m, n] = [a[ENTRY.rateMean], b[ENTRY.rateMean]];
  b[ENTRY.rateSquare] += a[ENTRY.rateSquare] + 2 * m * n;
  b[ENTRY.rateMean] = m + n;
  b[ENTRY.rateMax] += a[ENTRY.rateMax];
  b[ENTRY.activeShare] = Math.max(b[ENTRY.activeShare], a[ENTRY.activeShare]);
  b[ENTRY.windows] = Math.max(b[ENTRY.windows], a[ENTRY.windows]);
  b[ENTRY.spikeAt] += a[ENTRY.spikeAt];
}
