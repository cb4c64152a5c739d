/** Hashes of words, and of words in their order. */

/** Two odd numbers, of which the hashes of lists of words are made. */
export const BASE1 = 0x2c1b3c6d;
export const BASE2 = 0x297a2d39;

/** A hash of one word, never 0. */
export function hashWord(word: string): number {
  let hash = 0x811c9dc5 | 0;
  for (let i = 0; i < word.length; i++) hash = Math.imul(hash ^ word.charCodeAt(i), 0x01000193);
  return mix(hash) || 1;
}

/** A hash of words in their order, in two words of its own. */
export class WordsHash {
  word1 = 0;
  word2 = 0;

  begin(): void {
    this.word1 = this.word2 = 0;
  }

  /** Takes the next word, by its hash. */
  add(hash: number): void {
    this.word1 = Math.imul(this.word1 ^ hash, BASE1);
    this.word1 ^= this.word1 >>> 15;
    this.word2 = Math.imul(this.word2, BASE2) + hash | 0;
  }
}

/** Mixes the bits of a hash. */
export function mix(hash: number): number {
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return hash ^ (hash >>> 16);
}

/** Powers of an odd number from -`most` to `most`, modulo 2^32. */
export function powersOf(base: number, most: number): Int32Array {
  let inverse = 1;
  for (let k = 0; k < 6; k++) inverse = Math.imul(inverse, 2 - Math.imul(base, inverse));
  const powers = new Int32Array(2 * most + 1);
  powers[most] = 1;
  for (let k = 1; k <= most; k++) {
    powers[most + k] = Math.imul(powers[most + k - 1], base);
    powers[most - k] = Math.imul(powers[most - k + 1], inverse);
  }
  return powers;
}
