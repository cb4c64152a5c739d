/**
 * Words that were values of one parameter: where they stand in one place of other messages, that is a parameter too, of
 * however few words the rest is. What `in interface eth0` and many words more have shown of `inside` and `outside`
 * holds after `src` as well.
 *
 * A table of fixed size by the word's hash; of two words with one slot, the newer stays, and of a word's places the
 * newest.
 */
import { hashWord } from "./word_hash.ts";

const WORDS = 1 << 14;
/** Places of one word. */
const PLACES = 4;
const ROW = 1 + PLACES;

export class Kindred {
  /** Per word: its hash, and the places that it was a value of, the newest first; 0 for none. */
  readonly #columns = new Int32Array(ROW * WORDS);

  /** Learns that these words are values of one place. */
  add(place: number, words: Iterable<string>): void {
    const columns = this.#columns;
    for (const word of words) {
      const hash = hashWord(word);
      const first = rowOf(hash) + 1;
      if (columns[first - 1] !== hash) columns.fill(0, first, first + PLACES);
      columns[first - 1] = hash;
      let slot = first;
      while (slot < first + PLACES - 1 && columns[slot] !== place) slot++;
      columns.copyWithin(first + 1, first, slot);
      columns[first] = place;
    }
  }

  /** Whether all of these words, and there are some, were values of one place. */
  areKin(words: readonly string[]): boolean {
    if (words.length === 0) return false;
    const hashes = words.map(hashWord);
    const first = rowOf(hashes[0]) + 1;
    if (this.#columns[first - 1] !== hashes[0]) return false;
    for (let slot = first; slot < first + PLACES; slot++) {
      const place = this.#columns[slot];
      if (place !== 0 && hashes.every((hash) => this.#wasAt(hash, place))) return true;
    }
    return false;
  }

  /** Of these words those that were values of one place: of the place with most of them. */
  largestKin(words: readonly string[]): readonly string[] {
    const hashes = words.map(hashWord);
    const times = new Map<number, number>();
    for (const hash of hashes) {
      const first = rowOf(hash) + 1;
      if (this.#columns[first - 1] !== hash) continue;
      for (let slot = first; slot < first + PLACES; slot++) {
        const place = this.#columns[slot];
        if (place !== 0) times.set(place, (times.get(place) ?? 0) + 1);
      }
    }
    let best = 0;
    let most = 0;
    for (const [place, count] of times) {
      if (count <= most) continue;
      best = place;
      most = count;
    }
    return most === 0 ? [] : words.filter((_, k) => this.#wasAt(hashes[k], best));
  }

  #wasAt(hash: number, place: number): boolean {
    const first = rowOf(hash) + 1;
    return this.#columns[first - 1] === hash &&
      this.#columns.subarray(first, first + PLACES).includes(place);
  }
}

function rowOf(hash: number): number {
  return ROW * (hash & (WORDS - 1));
}
