/**
 * Which of the lines that were learnt from before the run stand on the axis of time. A folder of logs mostly has one
 * that reaches back for months; on one axis with it, what happens now would be a single column. So of the past the last
 * hours count, as seen from the newest line, and all that comes while the run goes on.
 */

/** Of the past this much is shown. */
const SHOWN_MS = 6 * 3_600_000;

/** As much of a batch as is looked at. */
export interface PastLines {
  readonly lines: number;
  /** Event times in ms as its source knew them at each line, growing; NaN before the first. */
  readonly clock: Float64Array;
  readonly past: boolean;
}

export class RecentPast {
  #newestMs = -Infinity;
  #hasLive = false;

  /**
   * From which line of a batch on lines count; and whether the axis, which begins at `startMs`, is to begin anew, since
   * what stands on it is all of a past that was long ago.
   */
  place({ lines, clock, past }: PastLines, startMs: number): { readonly from: number; readonly isNew: boolean } {
    const lastMs = clock[lines - 1];
    if (lastMs > this.#newestMs) this.#newestMs = lastMs;
    const isNew = !this.#hasLive && startMs < this.#newestMs - 2 * SHOWN_MS;
    if (!past) {
      this.#hasLive = true;
      return { from: 0, isNew };
    }
    const shownMs = this.#newestMs - SHOWN_MS;
    let from = 0;
    while (from < lines && clock[from] < shownMs) from++;
    return { from, isNew };
  }
}
