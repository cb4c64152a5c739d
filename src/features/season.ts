/**
 * The time of day: how many lines a source has within a window at each hour. What comes by the clock (a morning's rush, a
 * nightly backup, a night) is then expected when it comes. Says nothing before two days were seen; hours are those of
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
    const end = window + 1 + Math.min(empty, EMPTY_MAX);
    for (let next = window + 1; next < end;) {
      const until = Math.min(end, (Math.floor(next / WINDOWS_AN_HOUR) + 1) * WINDOWS_AN_HOUR);
      this.#addEmpty(hourOf(next), until - next);
      next = until;
    }
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

  /** So many windows of an hour had no lines. */
  #addEmpty(hour: number, empty: number): void {
    const before = this.#windows[hour];
    this.#seen += empty;
    this.#windows[hour] += empty;
    this.#means[hour] *= before < MEMORY_WINDOWS ? before / (before + empty) : Math.exp(-empty / MEMORY_WINDOWS);
  }
}

function hourOf(window: number): number {
  const hour = Math.floor(window / WINDOWS_AN_HOUR) % HOURS;
  return hour < 0 ? hour + HOURS : hour;
}
