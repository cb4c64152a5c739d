/**
 * The time of day: how many lines a source has within a window at each hour. What comes by the clock (a morning's rush,
 * a nightly backup, a night) is then expected when it comes. Says nothing before two days were seen; hours are those of
 * UTC, which is as good as any other zone for what repeats each day.
 */
import { WINDOW_MS } from "./windows.ts";

const HOURS = 24;
const WINDOWS_AN_HOUR = 3_600_000 / WINDOW_MS;
const WINDOWS_A_DAY = HOURS * WINDOWS_AN_HOUR;
/** Windows before anything is said, and those over which an hour's mean forgets: a week's. */
const GRACE_WINDOWS = 2 * WINDOWS_A_DAY;
const MEMORY_WINDOWS = 7 * WINDOWS_AN_HOUR;
/** Windows without lines that are entered at a time: a month's. */
const EMPTY_MAX = 30 * WINDOWS_A_DAY;
/** An hour is taken for so much busier or quieter than the last hours at most. */
const TIMES_MAX = 10;
/**
 * What is left of an hour's mean after so many windows without lines, up to its share of the longest gap: in a log with
 * gaps of days, to work it out for each hour anew was a third of all that is measured of time.
 */
const KEPT = Float64Array.from(
  { length: EMPTY_MAX / HOURS + 1 },
  (_, forgotten) => Math.exp(-forgotten / MEMORY_WINDOWS),
);

/** The means of the hours and the windows seen of each, as they are saved. */
export type SavedSeason = readonly number[];

export class Season {
  readonly #means = new Float64Array(HOURS);
  readonly #windows = new Float64Array(HOURS);
  #seen = 0;

  /** A window is over that had so many lines, and so many after it that had none. */
  add(window: number, lines: number, empty: number): void {
    const hour = hourOf(window);
    this.#seen++;
    const windows = ++this.#windows[hour];
    this.#means[hour] += (lines - this.#means[hour]) / Math.min(windows, MEMORY_WINDOWS);
    if (empty > 0) this.#addEmpties(window + 1, Math.min(empty, EMPTY_MAX));
  }

  /** How many times as many lines as in the last hours (`mean` a window) are to be expected at this window's hour. */
  times(window: number, mean: number): number {
    if (this.#seen < GRACE_WINDOWS || !(mean > 0)) return 1;
    const times = this.#means[hourOf(window)] / mean;
    return Math.min(TIMES_MAX, Math.max(1 / TIMES_MAX, times));
  }

  save(): SavedSeason {
    return [this.#seen, ...this.#means, ...this.#windows];
  }

  restore([seen, ...rest]: SavedSeason): void {
    this.#seen = seen;
    this.#means.set(rest.slice(0, HOURS));
    this.#windows.set(rest.slice(HOURS, 2 * HOURS));
  }

  /**
   * So many windows from this one on had no lines: of each hour of the day its share at once, since logs with gaps of
   * weeks would have their hours gone through one by one.
   */
  #addEmpties(window: number, empty: number): void {
    const first = hourOf(window);
    const untilNext = (Math.floor(window / WINDOWS_AN_HOUR) + 1) * WINDOWS_AN_HOUR - window;
    this.#seen += empty;
    const days = Math.floor(empty / WINDOWS_A_DAY);
    let rest = empty - days * WINDOWS_A_DAY;
    // what is left of the first hour, and the hours after it; of the first one again if the rest is nearly a day
    for (let k = 0; k <= HOURS; k++) {
      const share = Math.min(rest, k === 0 ? untilNext : WINDOWS_AN_HOUR);
      const whole = k < HOURS ? days * WINDOWS_AN_HOUR : 0;
      this.#addEmpty((first + k) % HOURS, share + whole);
      rest -= share;
      if (rest === 0 && days === 0) return;
    }
  }

  /** So many windows of an hour of the day had no lines. */
  #addEmpty(hour: number, empty: number): void {
    if (empty === 0) return;
    const before = this.#windows[hour];
    const after = this.#windows[hour] = before + empty;
    // all windows weigh the same until the memory is full
    let kept = before < MEMORY_WINDOWS ? before / Math.min(after, MEMORY_WINDOWS) : 1;
    const forgotten = after - Math.max(before, MEMORY_WINDOWS);
    if (forgotten > 0) kept *= KEPT[forgotten];
    this.#means[hour] *= kept;
  }
}

function hourOf(window: number): number {
  const hour = Math.floor(window / WINDOWS_AN_HOUR) % HOURS;
  return hour < 0 ? hour + HOURS : hour;
}
