/**
 * From 64-bit hashes to numbers, in one array: open addressing with linear probing. With 100,000 entries a `Map` costs
 * several misses of the processor's caches at every look, an object for each key above 31 bits, and work for the
 * collector as long as it lives; this costs one miss, and nothing while nobody looks (bench/trials/mining.ts).
 */

const FIRST_SLOTS = 1 << 8;
/** Words of a slot: the hash's two, the value. */
const WORDS = 3;
/** Share of the slots that are filled at most: so that what there are 100,000 of at most needs 131,072. */
const FILLED_MAX = 13 / 16;
const EMPTY = -1;

/** Values are 0 or more. */
export class HashIndex {
  size = 0;
  #words = emptyWords(FIRST_SLOTS);
  #mask = FIRST_SLOTS - 1;

  /** The value of a hash; −1 for none. */
  get(hash1: number, hash2: number): number {
    return this.#words[this.#find(hash1, hash2) + 2];
  }

  set(hash1: number, hash2: number, value: number): void {
    let at = this.#find(hash1, hash2);
    if (this.#words[at + 2] === EMPTY) {
      if (++this.size > (this.#mask + 1) * FILLED_MAX) {
        this.#grow();
        at = this.#find(hash1, hash2);
      }
      this.#words[at] = hash1;
      this.#words[at + 1] = hash2;
    }
    this.#words[at + 2] = value;
  }

  delete(hash1: number, hash2: number): void {
    const at = this.#find(hash1, hash2);
    if (this.#words[at + 2] !== EMPTY) this.#deleteAt(at / WORDS);
  }

  clear(): void {
    this.#words.fill(EMPTY);
    this.size = 0;
  }

  /** Changes every value; an entry whose value becomes negative is dropped. */
  update(change: (value: number) => number): void {
    const words = this.#words;
    this.#words = emptyWords(this.#mask + 1);
    this.size = 0;
    for (let at = 0; at < words.length; at += WORDS) {
      const value = words[at + 2] === EMPTY ? EMPTY : change(words[at + 2]);
      if (value >= 0) this.set(words[at], words[at + 1], value);
    }
  }

  /** Where a hash stands, or would. */
  #find(hash1: number, hash2: number): number {
    const words = this.#words;
    const mask = this.#mask;
    for (let slot = homeOf(hash1) & mask;; slot = (slot + 1) & mask) {
      const at = slot * WORDS;
      if (words[at + 2] === EMPTY || words[at] === hash1 && words[at + 1] === hash2) return at;
    }
  }

  /** What stands behind moves up, so that no search ends too early. */
  #deleteAt(hole: number): void {
    const words = this.#words;
    const mask = this.#mask;
    for (let slot = (hole + 1) & mask; words[slot * WORDS + 2] !== EMPTY; slot = (slot + 1) & mask) {
      const home = homeOf(words[slot * WORDS]) & mask;
      if (((slot - home) & mask) < ((slot - hole) & mask)) continue;
      words.copyWithin(hole * WORDS, slot * WORDS, slot * WORDS + WORDS);
      hole = slot;
    }
    words[hole * WORDS + 2] = EMPTY;
    this.size--;
  }

  #grow(): void {
    const words = this.#words;
    const slots = (this.#mask + 1) * 2;
    this.#words = emptyWords(slots);
    this.#mask = slots - 1;
    for (let at = 0; at < words.length; at += WORDS) {
      if (words[at + 2] !== EMPTY) {
        this.#words.set(words.subarray(at, at + WORDS), this.#find(words[at], words[at + 1]));
      }
    }
  }
}

/** The slot that a hash is looked for first, before it is cut to the table's length. */
function homeOf(hash1: number): number {
  return hash1 ^ (hash1 >>> 15);
}

function emptyWords(slots: number): Int32Array {
  return new Int32Array(slots * WORDS).fill(EMPTY);
}
