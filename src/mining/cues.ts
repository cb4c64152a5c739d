/**
 * Which words announce a parameter, learnt from the log itself: `from` does where messages say `from 10.0.0.1`, `user`
 * does where names were found to be a parameter after it. A word that stands there once more needs less evidence.
 */
import { type Anchor, isSlot } from "./anchors.ts";
import { OPEN } from "./openings.ts";
import { RecentMap } from "./recent_map.ts";

/** Words that are remembered. */
const WORDS_MAX = 1 << 14;
/** Times that a parameter followed, at least, and their share. */
const TIMES_MIN = 2;
const SHARE_MIN = .5;

interface Followers {
  parameters: number;
  words: number;
}

export class Cues {
  readonly #followers = new RecentMap<string, Followers>(WORDS_MAX);

  /** Learns from a message with words that are new in their order. */
  add(anchors: readonly Anchor[]): void {
    for (let p = 0; p + 1 < anchors.length; p++) {
      const { text } = anchors[p];
      if (isSlot(text) || text === OPEN) continue;
      const next = anchors[p + 1].text;
      this.#note(text, isSlot(next) || next === OPEN);
    }
  }

  /** Whether a parameter is to be expected after this word. */
  announces(word: string): boolean {
    const found = this.#followers.get(word);
    return found !== undefined && found.parameters >= TIMES_MIN &&
      found.parameters >= SHARE_MIN * (found.parameters + found.words);
  }

  #note(word: string, isParameter: boolean): void {
    let found = this.#followers.get(word);
    if (found === undefined) {
      this.#followers.set(word, found = { parameters: 0, words: 0 });
    }
    if (isParameter) found.parameters++;
    else found.words++;
  }
}
