/**
 * Patterns that only one message has made so far: nearly all. Each is four numbers in a table: the hash of the pattern
 * in two words, the message (its serial number in the journal), and, in one word, which of its places are open and a
 * hash of what stands there.
 *
 * Sets of four slots, one cache line each. When a set is full the table doubles, until it has its greatest size;
 * from then on the pattern of the oldest message makes room. So a table that begins small forgets nothing that a
 * large one keeps.
 */

const FIRST_SETS = 1 << 10;
const SETS_MAX = 1 << 16;
const SLOT_WORDS = 4;
const SET_WORDS = 4 * SLOT_WORDS;

const TOUCHED = new Int32Array(1);

export class SinglePatterns {
  #words = emptyWords(FIRST_SETS);

  /**
   * To be told of all patterns that are looked for next: the table is larger than the processor's caches, and it
   * fetches several lines of it at once if nothing has to wait for the first.
   */
  touch(patterns: { readonly count: number; hash1(pattern: number): number }): void {
    const words = this.#words;
    let touched = 0;
    for (let k = 0; k < patterns.count; k++) {
      const set = setOf(words, patterns.hash1(k));
      touched ^= words[set] ^ words[set + SET_WORDS - 1];
    }
    // so that the loop is not taken for useless
    TOUCHED[0] = touched;
  }

  /** The slot of a pattern, or -1. Slots move when a pattern is added. */
  find(hash1: number, hash2: number): number {
    const words = this.#words;
    const set = setOf(words, hash1);
    for (let slot = set; slot < set + SET_WORDS; slot += SLOT_WORDS) {
      if (words[slot] === hash1 && words[slot + 1] === hash2 && words[slot + 2] >= 0) return slot;
    }
    return -1;
  }

  serialAt(slot: number): number {
    return this.#words[slot + 2];
  }

  /** Places and value, as they were given (`useOf` in evidence.ts). */
  useAt(slot: number): number {
    return this.#words[slot + 3];
  }

  remove(slot: number): void {
    this.#words[slot + 2] = -1;
  }

  add(hash1: number, hash2: number, serial: number, use: number): void {
    let slot = oldestSlot(this.#words, hash1);
    while (this.#words[slot + 2] >= 0 && this.#words.length < SETS_MAX * SET_WORDS) {
      this.#words = doubled(this.#words);
      slot = oldestSlot(this.#words, hash1);
    }
    const words = this.#words;
    words[slot] = hash1;
    words[slot + 1] = hash2;
    words[slot + 2] = serial;
    words[slot + 3] = use;
  }
}

function emptyWords(sets: number): Int32Array {
  return new Int32Array(sets * SET_WORDS).fill(-1);
}

/** The first word of the set that patterns of this hash are in. */
function setOf(words: Int32Array, hash1: number): number {
  return hash1 * SET_WORDS & (words.length - 1);
}

/** The slot of a set that is empty, or that of its oldest message. */
function oldestSlot(words: Int32Array, hash1: number): number {
  const set = setOf(words, hash1);
  let slot = set;
  for (let other = set + SLOT_WORDS; other < set + SET_WORDS; other += SLOT_WORDS) {
    if (words[other + 2] < words[slot + 2]) slot = other;
  }
  return slot;
}

/** The same patterns in twice the sets: those of one set come into two. */
function doubled(words: Int32Array): Int32Array {
  const larger = emptyWords(words.length / SET_WORDS * 2);
  for (let from = 0; from < words.length; from += SLOT_WORDS) {
    if (words[from + 2] < 0) continue;
    const to = oldestSlot(larger, words[from]);
    for (let word = 0; word < SLOT_WORDS; word++) larger[to + word] = words[from + word];
  }
  return larger;
}
