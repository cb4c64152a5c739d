/**
 * The patterns that a message's anchors make when one or two of them are left open, each as a hash. Two messages share a
 * pattern when they differ in just these places; what stood there is evidence (evidence.ts).
 *
 * A list of words has a polynomial hash, so that the hash with places left open comes from prefix sums in constant time:
 * twelve words have 78 patterns, and a log of new shapes must still run at 50,000 lines a second.
 */
import { type Anchor, isKey, isSlot } from "./anchors.ts";
import { SLOT } from "./token.ts";
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
const SLOT_HASH = hashWord(SLOT);
const POWERS = ANCHORS_MAX * 2;
const powers1 = powersOf(BASE1);
const powers2 = powersOf(BASE2);

/** The anchors of a message, and the patterns that they make: columns with one entry a pattern. */
export class Openings {
  readonly anchors: readonly Anchor[];
  /** Number of patterns. */
  count = 0;
  readonly hash1: Int32Array;
  readonly hash2: Int32Array;
  /** The anchors left open, the second plus one, or 0 when there is but one. */
  readonly first: Uint8Array;
  readonly second: Uint8Array;
  /** Words that stay. */
  readonly words: Uint8Array;
  /** Hash of what stands at each anchor. */
  readonly value: Int32Array;
  /** Anchors that are open already, in every pattern: this message is a pattern itself. */
  readonly open: readonly number[];
  readonly #rank: Int32Array;
  readonly #sum1: Int32Array;
  readonly #sum2: Int32Array;
  readonly #wordSum: Int32Array;
  /** Where the list that goes on after an anchor ends: its items go with it when it is left open. */
  readonly #after: Int32Array;

  constructor(all: readonly Anchor[]) {
    const anchors = all.length > ANCHORS_MAX ? all.slice(0, ANCHORS_MAX) : all;
    const n = anchors.length;
    const places: number[] = [];
    const open: number[] = [];
    this.anchors = anchors;
    this.value = new Int32Array(n);
    this.#rank = new Int32Array(n + 1);
    this.#sum1 = new Int32Array(n + 1);
    this.#sum2 = new Int32Array(n + 1);
    this.#wordSum = new Int32Array(n + 1);
    this.#after = new Int32Array(n + 1);
    for (let p = 0; p < n; p++) {
      const { text, kind } = anchors[p];
      const stays = isSlot(text) ? 0 : 1;
      const rank = this.#rank[p];
      this.value[p] = stays ? hashWord(text) : SLOT_HASH;
      this.#rank[p + 1] = rank + stays;
      this.#sum1[p + 1] = this.#sum1[p] + (stays && Math.imul(this.value[p], powers1[rank + POWERS]));
      this.#sum2[p + 1] = this.#sum2[p] + (stays && Math.imul(this.value[p], powers2[rank + POWERS]));
      this.#wordSum[p + 1] = this.#wordSum[p] + (stays && text !== OPEN && isWord(text) ? 1 : 0);
      if (text === OPEN) open.push(p);
      else if (kind !== "item" && !isKey(text)) places.push(p);
    }
    this.open = open;
    this.#findLists();
    const m = places.length;
    const patterns = n > PAIR_ANCHORS_MAX ? m : m * (m + 1) / 2;
    this.hash1 = new Int32Array(patterns);
    this.hash2 = new Int32Array(patterns);
    this.first = new Uint8Array(patterns);
    this.second = new Uint8Array(patterns);
    this.words = new Uint8Array(patterns);
    for (const place of places) this.#add(place, -1);
    if (n > PAIR_ANCHORS_MAX) return;
    for (let a = 0; a < m; a++) {
      for (let b = a + 1; b < m; b++) this.#add(places[a], places[b]);
    }
  }

  /** The anchors that a pattern leaves open, in order. */
  placesOf(pattern: number): number[] {
    const places = [this.first[pattern]];
    if (this.second[pattern] > 0) places.push(this.second[pattern] - 1);
    return this.open.length === 0 ? places : [...places, ...this.open].sort((a, b) => a - b);
  }

  /** The texts that stay in a pattern, `OPEN` where it is open. */
  textsOf(pattern: number): string[] {
    const places = this.placesOf(pattern);
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

  #findLists(): void {
    const { anchors } = this;
    let end = anchors.length; // the next anchor that is no item and no slot
    let hasItem = false;
    for (let p = anchors.length - 1; p >= 0; p--) {
      this.#after[p] = hasItem ? end : p + 1;
      if (anchors[p].kind === "item") hasItem = true;
      else if (!isSlot(anchors[p].text)) {
        end = p;
        hasItem = false;
      }
    }
    this.#after[anchors.length] = anchors.length;
  }

  /** Adds the pattern with one or two places open, if it keeps as many words. */
  #add(a: number, b: number): void {
    const { first, second } = this;
    const n = this.anchors.length;
    const rank = this.#rank;
    const sum1 = this.#sum1;
    const sum2 = this.#sum2;
    const wordSum = this.#wordSum;
    let at = rank[a];
    let words = wordSum[a];
    let hash1 = sum1[a] + Math.imul(OPEN_HASH, powers1[at + POWERS]);
    let hash2 = sum2[a] + Math.imul(OPEN_HASH, powers2[at + POWERS]);
    let from = this.#after[a];
    at++;
    if (b >= 0) {
      if (b >= from) {
        const shift = at - rank[from] + POWERS;
        hash1 += Math.imul(sum1[b] - sum1[from], powers1[shift]);
        hash2 += Math.imul(sum2[b] - sum2[from], powers2[shift]);
        words += wordSum[b] - wordSum[from];
        at += rank[b] - rank[from];
      }
      hash1 += Math.imul(OPEN_HASH, powers1[at + POWERS]);
      hash2 += Math.imul(OPEN_HASH, powers2[at + POWERS]);
      from = this.#after[b];
      at++;
    }
    const shift = at - rank[from] + POWERS;
    hash1 += Math.imul(sum1[n] - sum1[from], powers1[shift]);
    hash2 += Math.imul(sum2[n] - sum2[from], powers2[shift]);
    words += wordSum[n] - wordSum[from];
    if (words < (b >= 0 ? 2 : 1)) return;
    const k = this.count++;
    this.hash1[k] = mix(hash1);
    this.hash2[k] = mix(hash2);
    first[k] = a;
    second[k] = b + 1;
    this.words[k] = words;
  }
}

/** A hash of one word, never 0. */
export function hashWord(word: string): number {
  let hash = 0x811c9dc5 | 0;
  for (let i = 0; i < word.length; i++) hash = Math.imul(hash ^ word.charCodeAt(i), 0x01000193);
  return mix(hash) | 1;
}

/** A hash of words in their order, 53 bits. */
export function hashWords(words: readonly string[]): number {
  let hash1 = 0;
  let hash2 = 0;
  for (const word of words) {
    const hash = hashWord(word);
    hash1 = Math.imul(hash1 ^ hash, BASE1);
    hash2 = Math.imul(hash2, BASE2) + hash | 0;
  }
  return (mix(hash1) >>> 0) * 0x200000 + (mix(hash2) & 0x1fffff);
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
