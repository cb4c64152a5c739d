/**
 * A lull: a source that goes on, with far fewer lines than it ever had. Its lines within ten windows are held against
 * the fewest of any ten before: less than half of them is a lull. That takes nothing for granted of how lines come, so
 * a source that pauses by habit, or goes quiet by and by at night, has none.
 */

/** Windows that are taken together, and those before anything is said. */
export const LULL_WINDOWS = 10;
const LATEST = LULL_WINDOWS;
const GRACE_WINDOWS = 60;
/** How many times fewer lines a lull has, and how many there were at least: fewer are half by chance. */
const FEWER = 2;
const LINES_MIN = 64;
/** What a window adds to the fewest that were known: what was long ago counts no more. */
const FORGOTTEN = 1.0005;

/** Closed windows, the lines of the latest, and the fewest of so many in a row that were none of the latest. */
const WINDOWS = 0;
const LINES = 1;
const FEWEST = 2;
const RING = 3;
/** Lines of the latest windows, twice as many as are taken together: those before are what they are held against. */
const RING_LENGTH = 2 * LATEST;
const WIDTH = RING + RING_LENGTH;

/** The numbers of a lull as they are saved; −1 for Infinity. */
export type SavedLull = readonly number[];

export class Lull {
  readonly #numbers = new Float64Array(WIDTH);

  constructor() {
    this.#numbers[FEWEST] = Infinity;
  }

  /** Lines of the windows that were taken together last. */
  get lines(): number {
    return this.#numbers[LINES];
  }

  /**
   * A window is over that had so many lines, and so many after it that had none. Where that shows a lull, the fewest
   * lines of as many windows before; 0 otherwise.
   */
  add(lines: number, empty: number): number {
    if (this.#numbers[FEWEST] === 0) return 0; // nothing is fewer: most lines of a sparse log begin a window
    let fewest = this.#addWindow(lines);
    for (let k = Math.min(empty, RING_LENGTH); k > 0; k--) fewest = Math.max(fewest, this.#addWindow(0));
    return fewest;
  }

  save(): SavedLull {
    return Array.from(this.#numbers, (value) => value === Infinity ? -1 : value);
  }

  restore(saved: SavedLull): void {
    this.#numbers.set(saved.slice(0, WIDTH).map((value) => value < 0 ? Infinity : value));
  }

  #addWindow(lines: number): number {
    const numbers = this.#numbers;
    const window = numbers[WINDOWS]++;
    numbers[RING + window % RING_LENGTH] = lines;
    let latest = 0;
    let before = 0;
    for (let k = 0; k < LATEST; k++) {
      latest += numbers[RING + (window + RING_LENGTH - k) % RING_LENGTH];
      before += numbers[RING + (window + LATEST - k) % RING_LENGTH];
    }
    numbers[LINES] = latest;
    if (window < RING_LENGTH - 1) return 0;
    const fewest = numbers[FEWEST] = Math.min(before, numbers[FEWEST] * FORGOTTEN);
    if (window < GRACE_WINDOWS || fewest < LINES_MIN || latest * FEWER > fewest) return 0;
    // the same lull is none again
    numbers[FEWEST] = latest;
    return fewest;
  }
}
