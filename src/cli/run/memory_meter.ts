/** How much memory a run has taken, for its summary: looked at seldom enough to cost nothing. */

import { DueTime } from "../../core/time/due_time.ts";

const RSS_INTERVAL_MS = 100;

/** The most resident memory that was seen, looked at now and then. */
export class MemoryMeter {
  readonly #now: () => number;
  readonly #next = new DueTime();
  #most = 0;

  constructor(now: () => number) {
    this.#now = now;
  }

  /** Looks if it is time to, and returns the most so far, in bytes. */
  measure(always = false): number {
    const nowMs = this.#now();
    if (always || this.#next.isDue(nowMs)) {
      this.#next.wait(nowMs, RSS_INTERVAL_MS);
      this.#most = Math.max(this.#most, Deno.memoryUsage().rss);
    }
    return this.#most;
  }
}
