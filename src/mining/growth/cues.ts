/**
 * Which words announce a parameter, learnt from the log itself: `from` does where messages say `from 10.0.0.1`, `user`
 * does where names were found to be a parameter after it. A word that stands there once more needs less evidence.
 *
 * A table of fixed size by the word's hash; of two words with one place, the newer stays.
 */
import { isSlot } from "./anchors.ts";
import { OPEN, type Openings } from "./openings.ts";
import { hashWord } from "./word_hash.ts";
import type { Weights } from "./weights.ts";

const WORDS = 1 << 16;
/** A count takes half of a number: that of parameters the upper one. */
const TIMES_MAX = 0x7fff;
const PARAMETER = 0x10000;

export class Cues {
  /** Per word, side by side: its hash, and in one number how often a parameter followed it, and how often a word. */
  readonly #columns = new Int32Array(2 * WORDS);
  readonly #shareMin: number;

  constructor({ cueShare }: Weights) {
    this.#shareMin = cueShare;
  }

  /** Learns from a message with words that are new in their order. */
  add({ anchors, value }: Openings): void {
    for (let p = 0; p + 1 < anchors.length; p++) {
      const { text } = anchors[p];
      if (isSlot(text) || text === OPEN) continue;
      const next = anchors[p + 1].text;
      this.#note(value[p], isSlot(next) || next === OPEN);
    }
  }

  /** Whether a parameter is to be expected after this word. */
  announces(word: string): boolean {
    const hash = hashWord(word);
    const at = 2 * (hash & (WORDS - 1));
    const parameters = this.#columns[at + 1] >>> 16;
    const words = this.#columns[at + 1] & TIMES_MAX;
    return this.#columns[at] === hash && parameters > 0 && parameters >= this.#shareMin * (parameters + words);
  }

  #note(hash: number, isParameter: boolean): void {
    const columns = this.#columns;
    const at = 2 * (hash & (WORDS - 1));
    if (columns[at] !== hash) {
      columns[at] = hash;
      columns[at + 1] = 0;
    }
    const times = isParameter ? columns[at + 1] >>> 16 : columns[at + 1] & TIMES_MAX;
    if (times < TIMES_MAX) columns[at + 1] += isParameter ? PARAMETER : 1;
  }
}
