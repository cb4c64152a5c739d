/**
 * When a session has gone quiet: after so many times what the lines of a session lie apart at most. That follows what it sees,
 * up by much and down by little, so that about one gap of a hundred is longer.
 */

const GAPS = 16;
const MS_MIN = 5000;
const MS_MAX = 600_000;
const UP = .495;
const DOWN = .005;
/** As log2 of ms: a quarter of an hour, so that a young log is given time. */
const FIRST = 20;
/** Lines between two looks at what that means in ms. */
const REVIEW = 64;

export class Pace {
  /** Event time without a line after which a session has gone quiet, ms. */
  quietMs = MS_MAX;
  #gap = FIRST;
  #lines = 0;

  /** A line of a session came so long after the one before; lines of other sources may seem to come earlier. */
  note(ms: number): void {
    const length = ms > 0 ? 32 - Math.clz32(ms) : 0;
    this.#gap += length > this.#gap ? UP : -DOWN;
    if (++this.#lines % REVIEW !== 0) return;
    this.quietMs = Math.min(MS_MAX, Math.max(MS_MIN, GAPS * 2 ** this.#gap));
  }

  save(): SavedPace {
    return [this.quietMs, this.#gap, this.#lines];
  }

  restore([quietMs, gap, lines]: SavedPace): void {
    this.quietMs = quietMs;
    this.#gap = gap;
    this.#lines = lines;
  }
}

export type SavedPace = readonly [quietMs: number, gap: number, lines: number];
