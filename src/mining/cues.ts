/**
 * Which words announce a parameter, learnt from the log itself: `from` does where messages say `from 10.0.0.1`, `user`
 * does where names were found to be a parameter after it. A word that stands there once more needs less evidence.
 *
 * A table of fixed size by the word's hash; of two words with one place, the newer stays.
 */
import { isSlot } from "./anchors.ts";
import { hashWord, OPEN, type Openings } from "./openings.ts";
import type { Weights } from "./weights.ts";

const WORDS = 1 << 16;
const TIMES_MAX = 0xffff;

export class Cues {
  readonly #word = new Int32Array(WORDS);
  /** Times that a parameter followed the word, and times that another word did. */
  readonly #parameters = new Uint16Array(WORDS);
  readonly #words = new Uint16Array(WORDS);
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
      this.#note(value[p], isSlot(next) || next === OPEN ? this.#parameters : this.#words);
    }
  }

  /** Whether a parameter is to be expected after this word. */
  announces(word: string): boolean {
    const hash = hashWord(word);
    const at = hash & (WORDS - 1);
    const parameters = this.#parameters[at];
    return this.#word[at] === hash && parameters > 0 &&
      parameters >= this.#shareMin * (parameters + this.#words[at]);
  }

  #note(hash: number, column: Uint16Array): void {
    const at = hash & (WORDS - 1);
    if (this.#word[at] !== hash) {
      this.#word[at] = hash;
      this.#parameters[at] = this.#words[at] = 0;
    }
    if (column[at] < TIMES_MAX) column[at]++;
  }
}
