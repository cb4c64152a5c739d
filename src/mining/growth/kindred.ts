/**
 * Words that were values of one parameter: where they stand in one place of other messages, that is a parameter too,
 * and takes less evidence. `inside` and `outside` that were found to be values after `interface` are some after `src`.
 *
 * A table of fixed size by the word's hash; of two words with one place, the newer stays, and of a word's places the
 * newest.
 */
import { hashWord } from "./openings.ts";

const WORDS = 1 << 14;
const PLACES = 4;
const WIDTH = PLACES + 1;

export class Kindred {
  readonly #columns = new Int32Array(WIDTH * WORDS);

  /** Learns that these words are values of one place. */
  add(place: number, words: Iterable<string>): void {
    for (const word of words) {
      const columns = this.#columns;
      const hash = hashWord(word);
      const at = WIDTH * (hash & (WORDS - 1));
      if (columns[at] !== hash) columns.fill(0, at, at + WIDTH);
      columns[at] = hash;
      let k = at + 1;
      while (k < at + PLACES && columns[k] !== place) k++;
      columns.copyWithin(at + 2, at + 1, k);
      columns[at + 1] = place;
    }
  }

  /** Whether all of these words were values of one place. */
  areKin(words: readonly string[]): boolean {
    if (words.length === 0) return false;
    return this.#placesOf(words[0]).some((place) => words.every((word) => this.#placesOf(word).includes(place)));
  }

  #placesOf(word: string): number[] {
    const hash = hashWord(word);
    const at = WIDTH * (hash & (WORDS - 1));
    return this.#columns[at] === hash ? [...this.#columns.subarray(at + 1, at + WIDTH)].filter((place) => place !== 0) : [];
  }
}
