/**
 * The patterns that a message's anchors make when one or two of them are left open, each as a hash. Two messages share a
 * pattern when they differ in just these places; what stood there is evidence (evidence.ts).
 *
 * A list of words has a polynomial hash, so that the hash with places left open comes from prefix sums in constant time:
 * twelve words have 78 patterns, and a log of new shapes must still run at 50,000 lines a second.
 */
import { type Anchor, isKey, isSlot } from "./anchors.ts";
import { isWord } from "./vocabulary.ts";

/** More anchors than this are left open one at a time only. */
export const PAIR_ANCHORS_MAX = 24;
/** More anchors than this are not looked at. */
export const ANCHORS_MAX = 64;

/** What stands in a pattern where anything may stand. */
export const OPEN = "\0";

const BASE1 = 0x2c1b3c6d;
const BASE2 = 0x297a2d39;
const OPEN_HASH = hashWord(OPEN);
const POWERS = ANCHORS_MAX * 2;
const powers1 = powersOf(BASE1);
const powers2 = powersOf(BASE2);

/** One pattern of a message. */
export interface Opening {
  /** Hash of the pattern, 53 bits. */
  readonly key: number;
  /** The anchors that are left open. */
  readonly places: readonly number[];
  /** Words that stay. */
  readonly words: number;
}

/** The anchors of a message, ready to be opened. */
export class Openings {
  readonly anchors: readonly Anchor[];
  /** Anchors that may be left open. */
  readonly #places: number[] = [];
  /** Anchors that are open already: this is a pattern itself. */
  readonly #open: number[] = [];
  readonly #isWord: boolean[];
  readonly #rank: Int32Array;
  readonly #sum1: Int32Array;
  readonly #sum2: Int32Array;
  /** Where the list that goes on after an anchor ends: its items go with it when it is left open. */
  readonly #after: Int32Array;

  constructor(all: readonly Anchor[]) {
    const anchors = all.slice(0, ANCHORS_MAX);
    const n = anchors.length;
    this.anchors = anchors;
    this.#isWord = anchors.map(({ text }) => text !== OPEN && isWord(text));
    this.#rank = new Int32Array(n + 1);
    this.#sum1 = new Int32Array(n + 1);
    this.#sum2 = new Int32Array(n + 1);
    this.#after = new Int32Array(n + 1);
    for (let p = 0; p < n; p++) {
      const { text, kind } = anchors[p];
      const stays = isSlot(text) ? 0 : 1;
      const rank = this.#rank[p];
      const hash = stays ? hashWord(text) : 0;
      this.#rank[p + 1] = rank + stays;
      this.#sum1[p + 1] = this.#sum1[p] + Math.imul(hash, powers1[rank + POWERS]);
      this.#sum2[p + 1] = this.#sum2[p] + Math.imul(hash, powers2[rank + POWERS]);
      if (text === OPEN) this.#open.push(p);
      else if (kind !== "item" && !isKey(text)) this.#places.push(p);
    }
    this.#after[n] = n;
    let end = n; // the next anchor that is no item and no slot
    for (let p = n - 1; p >= 0; p--) {
      this.#after[p] = this.#hasItem(p + 1, end) ? end : p + 1;
      if (!isSlot(anchors[p].text) && anchors[p].kind !== "item") end = p;
    }
  }

  /** Every pattern with one or two places open that keeps as many words. */
  *[Symbol.iterator](): Generator<Opening> {
    const places = this.#places;
    for (const p of places) yield* this.#opening([p]);
    if (this.anchors.length > PAIR_ANCHORS_MAX) return;
    for (let a = 0; a < places.length; a++) {
      for (let b = a + 1; b < places.length; b++) yield* this.#opening([places[a], places[b]]);
    }
  }

  /** The texts that stay when `places` are left open, `OPEN` for these. */
  pattern(places: readonly number[]): string[] {
    const texts: string[] = [];
    let next = 0;
    for (let p = 0; p < this.anchors.length; p++) {
      const { text } = this.anchors[p];
      if (places[next] === p) {
        texts.push(OPEN);
        next++;
        const after = this.#after[p];
        while (p + 1 < after && places[next] !== p + 1) p++;
      } else if (!isSlot(text)) texts.push(text);
    }
    return texts;
  }

  *#opening(places: readonly number[]): Generator<Opening> {
    const rank = this.#rank;
    let hash1 = 0;
    let hash2 = 0;
    let from = 0;
    let shift = 0;
    let words = 0;
    let at = 0;
    for (const place of places) {
      if (place >= from) {
        hash1 += Math.imul(this.#sum1[place] - this.#sum1[from], powers1[shift + POWERS]);
        hash2 += Math.imul(this.#sum2[place] - this.#sum2[from], powers2[shift + POWERS]);
        words += this.#wordsBetween(from, place);
        at = rank[place] + shift;
      }
      hash1 += Math.imul(OPEN_HASH, powers1[at + POWERS]);
      hash2 += Math.imul(OPEN_HASH, powers2[at + POWERS]);
      at++;
      from = this.#after[place];
      shift = at - rank[from];
    }
    const n = this.anchors.length;
    hash1 += Math.imul(this.#sum1[n] - this.#sum1[from], powers1[shift + POWERS]);
    hash2 += Math.imul(this.#sum2[n] - this.#sum2[from], powers2[shift + POWERS]);
    words += this.#wordsBetween(from, n);
    if (words < places.length) return;
    const open = this.#open;
    yield {
      key: (mix(hash1) >>> 0) * 0x200000 + (mix(hash2) & 0x1fffff),
      places: open.length === 0 ? places : [...places, ...open].sort((a, b) => a - b),
      words,
    };
  }

  #wordsBetween(from: number, to: number): number {
    let words = 0;
    for (let p = from; p < to; p++) if (this.#isWord[p]) words++;
    return words;
  }

  #hasItem(from: number, to: number): boolean {
    for (let p = from; p < to; p++) if (this.anchors[p].kind === "item") return true;
    return false;
  }
}

/** A hash of one word, never 0. */
export function hashWord(word: string): number {
  let hash = 0x811c9dc5 | 0;
  for (let i = 0; i < word.length; i++) hash = Math.imul(hash ^ word.charCodeAt(i), 0x01000193);
  return mix(hash) | 1;
}

function mix(hash: number): number {
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return hash ^ (hash >>> 16);
}

/** Powers of an odd number from -POWERS to POWERS, modulo 2^32. */
function powersOf(base: number): Int32Array {
  let inverse = 1;
  for (let k = 0; k < 6; k++) inverse = Math.imul(inverse, 2 - Math.imul(base, inverse));
  const powers = new Int32Array(2 * POWERS + 1);
  powers[POWERS] = 1;
  for (let k = 1; k <= POWERS; k++) {
    powers[POWERS + k] = Math.imul(powers[POWERS + k - 1], base);
    powers[POWERS - k] = Math.imul(powers[POWERS - k + 1], inverse);
  }
  return powers;
}
