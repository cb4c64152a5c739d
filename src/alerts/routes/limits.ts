/**
 * How many in a span: what a threshold waits for and what a rate limit allows. Times are ms of a
 * clock that never goes back.
 */

const SLOTS = 60;

/** Counts over a span that moves along, in 60 slots: exact to a sixtieth of the span. */
export class MovingCount {
  readonly #slotMs: number;
  readonly #counts = new Float64Array(SLOTS);
  #slot = NaN;

  constructor(spanMs: number) {
    this.#slotMs = Math.max(1, spanMs / SLOTS);
  }

  add(nowMs: number, count: number): void {
    this.#advance(nowMs);
    this.#counts[this.#slot % SLOTS] += count;
  }

  sum(nowMs: number): number {
    this.#advance(nowMs);
    return this.#counts.reduce((sum, count) => sum + count, 0);
  }

  #advance(nowMs: number): void {
    const slot = Math.floor(nowMs / this.#slotMs);
    if (!(slot <= this.#slot)) {
      const passed = Number.isNaN(this.#slot) ? SLOTS : Math.min(SLOTS, slot - this.#slot);
      for (let k = 0; k < passed; k++) this.#counts[(slot - k) % SLOTS] = 0;
      this.#slot = slot;
    }
  }
}

/** At most `max` in any span of `perMs`. */
export class RateLimit {
  readonly #max: number;
  readonly #perMs: number;
  readonly #taken: number[] = [];

  constructor(max: number, perMs: number) {
    this.#max = max;
    this.#perMs = perMs;
  }

  /** Takes one if there is one left. */
  take(nowMs: number): boolean {
    while (this.#taken.length > 0 && this.#taken[0] <= nowMs - this.#perMs) this.#taken.shift();
    if (this.#taken.length >= this.#max) return false;
    this.#taken.push(nowMs);
    return true;
  }
}
