/**
 * Patterns that only one message has made so far: nearly all. Each is a few numbers in a table of fixed size: the hash of
 * the pattern, the message (its serial number in the journal), which of its places are open, the hash of what stands there.
 *
 * Sets of four slots; in a full set the pattern of the oldest message makes room.
 */

const SETS = 1 << 17;
const WAYS = 4;

/** A message that made a pattern. */
export interface SingleUse {
  readonly serial: number;
  readonly value: number;
  readonly places: number;
}

export class SinglePatterns {
  readonly #key = new Float64Array(SETS * WAYS);
  readonly #serial = new Int32Array(SETS * WAYS).fill(-1);
  readonly #value = new Int32Array(SETS * WAYS);
  readonly #places = new Int32Array(SETS * WAYS);

  /** The slot of a pattern, or -1. */
  find(key: number): number {
    const set = setOf(key);
    for (let slot = set; slot < set + WAYS; slot++) {
      if (this.#key[slot] === key && this.#serial[slot] >= 0) return slot;
    }
    return -1;
  }

  useAt(slot: number): SingleUse {
    return { serial: this.#serial[slot], value: this.#value[slot], places: this.#places[slot] };
  }

  valueAt(slot: number): number {
    return this.#value[slot];
  }

  remove(slot: number): void {
    this.#serial[slot] = -1;
  }

  add(key: number, serial: number, value: number, places: number): void {
    const set = setOf(key);
    let slot = set;
    for (let other = set + 1; other < set + WAYS; other++) if (this.#serial[other] < this.#serial[slot]) slot = other;
    this.#key[slot] = key;
    this.#serial[slot] = serial;
    this.#value[slot] = value;
    this.#places[slot] = places;
  }
}

function setOf(key: number): number {
  return (key % SETS) * WAYS;
}
