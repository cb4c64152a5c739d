/**
 * Patterns that only one message has made so far: nearly all. Each is four numbers in a table of fixed size: the hash of
 * the pattern in two words, the message (its serial number in the journal), and, in one word, which of its places are
 * open and a hash of what stands there.
 *
 * Sets of four slots, one cache line each; in a full set the pattern of the oldest message makes room.
 */

const SETS = 1 << 17;
const SLOT_WORDS = 4;
const SET_WORDS = 4 * SLOT_WORDS;

/** Bits of a use that say which places are open; the others are a hash of what stands there. */
export const PLACE_BITS = 12;

export class SinglePatterns {
  readonly #words = new Int32Array(SETS * SET_WORDS).fill(-1);

  /** The slot of a pattern, or -1. */
  find(hash1: number, hash2: number): number {
    const words = this.#words;
    const set = (hash1 & (SETS - 1)) * SET_WORDS;
    for (let slot = set; slot < set + SET_WORDS; slot += SLOT_WORDS) {
      if (words[slot] === hash1 && words[slot + 1] === hash2 && words[slot + 2] >= 0) return slot;
    }
    return -1;
  }

  serialAt(slot: number): number {
    return this.#words[slot + 2];
  }

  /** Places and value, as they were given. */
  useAt(slot: number): number {
    return this.#words[slot + 3];
  }

  remove(slot: number): void {
    this.#words[slot + 2] = -1;
  }

  add(hash1: number, hash2: number, serial: number, use: number): void {
    const words = this.#words;
    const set = (hash1 & (SETS - 1)) * SET_WORDS;
    let slot = set;
    for (let other = set + SLOT_WORDS; other < set + SET_WORDS; other += SLOT_WORDS) {
      if (words[other + 2] < words[slot + 2]) slot = other;
    }
    words[slot] = hash1;
    words[slot + 1] = hash2;
    words[slot + 2] = serial;
    words[slot + 3] = use;
  }
}
