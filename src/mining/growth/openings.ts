/**
 * The patterns that a message's anchors make when one or two of them are left open, or a phrase, each as a hash. Two
 * messages share a pattern when they differ in just these places; what stood there is evidence (evidence.ts).
 *
 * A list of words has a polynomial hash, so that the hash with places left open comes from prefix sums in constant
 * time: twelve words have 78 patterns, and a log of new shapes must still run at 50,000 lines a second.
 */
import { type Anchor, isKey, isSlot, mayBeInName, type Sentence } from "./anchors.ts";
import * as openPlaces from "./open_places.ts";
import { isBesideNumber } from "./pattern_values.ts";
import type { Phrase, PhraseKind } from "../masks/phrases.ts";
import { stretchesOf } from "./stretches.ts";
import { SLOT } from "../masks/token.ts";
import * as wordHash from "./word_hash.ts";
import { FAILURES, isWord } from "../masks/vocabulary.ts";

// V8 looks an import up at every use, and folds only what is of this file
const { BASE1, BASE2, hashWord, mix, powersOf } = wordHash;
const { codeOfPhrase, codeOfPlaces, PHRASE_FROM_MAX, PLACE_BITS, placesOfCode } = openPlaces;
/**
 * Words that must stay where a phrase is left open. Fewer than so many beside a text might name what a message is
 * about, unless they say that something failed.
 */
const PHRASE_WORDS_MIN: Readonly<Record<PhraseKind, number>> = { text: 2, name: 2, stretch: 1 };
export const TEXT_WORDS_MIN = 5;
/** So many of them must be no fields: those may be the head of a line, and the text all that it says. */
const TEXT_PLAIN_WORDS_MIN = 3;
/** More anchors than this are left open one at a time only. */
const PAIR_ANCHORS_MAX = 24;
/** More anchors than this are not looked at. */
export const ANCHORS_MAX = 64;

/** What stands in a pattern where anything may stand. */
export const OPEN = "\0";

const OPEN_HASH = hashWord(OPEN);
const SLOT_HASH = hashWord(SLOT);
/** Added to the hash of a word beside a number. */
const BESIDE_NUMBER = 7;
const POWERS = ANCHORS_MAX * 2;
const powers1 = powersOf(BASE1, POWERS);
const powers2 = powersOf(BASE2, POWERS);

/** Phrases, and patterns, of one message, at most. */
const PHRASES_MAX = 96;
const PATTERNS_MAX = PAIR_ANCHORS_MAX * (PAIR_ANCHORS_MAX + 1) / 2 + PHRASES_MAX;

/** Prefix sums over the anchors of the message at hand: ranks, hashes, words. Made anew for each, kept to be reused. */
const ranks = new Int32Array(ANCHORS_MAX + 1);
const sums1 = new Int32Array(ANCHORS_MAX + 1);
const sums2 = new Int32Array(ANCHORS_MAX + 1);
const wordSums = new Int32Array(ANCHORS_MAX + 1);

/** Anchors of a name of several words, and words that must stay beside it. */
const NAME_ANCHORS_MAX = 3;
const NAME_CONTEXT_MIN = 3;
/** The hash with the stretches open that were opened last, in two words. In an array: a variable would be boxed. */
const opened = new Int32Array(2);

/** Which patterns are made besides those with one place open. */
interface OpeningChoice {
  /** With two places open. */
  readonly pairs: boolean;
  /** With a name of several words open that no sign sets off. */
  readonly names: boolean;
}

const PATTERN_CHOICE: OpeningChoice = { pairs: true, names: false };

/** The anchors of the message that was read last, and the patterns that they make. */
export class Openings {
  anchors: readonly Anchor[] = [];
  /** Number of patterns; those with one place open come first. */
  count = 0;
  /** Hash of what stands at each anchor. */
  readonly value = new Int32Array(ANCHORS_MAX);
  /** The same, other for a word that stands right beside a number: it may be its unit. */
  readonly use = new Int32Array(ANCHORS_MAX);
  /** Whether there is a key. */
  hasKeys = false;
  /** Anchors that are open already, in every pattern: this message is a pattern itself. */
  open: readonly number[] = [];
  /** Per pattern: its hash in two words; the code of its open places, and how many words stay. */
  readonly #columns = new Int32Array(3 * PATTERNS_MAX);
  /** Where the list that goes on after an anchor ends: its items go with it when it is left open. */
  #after: readonly number[] = [];
  #phrases: readonly Phrase[] = [];

  /** Takes a message in place of the one before. */
  read({ anchors: given, phrases }: Sentence, { pairs, names }: OpeningChoice = PATTERN_CHOICE): void {
    const anchors = given.length > ANCHORS_MAX ? given.slice(0, ANCHORS_MAX) : given;
    const n = anchors.length;
    const places: number[] = [];
    const open: number[] = [];
    this.anchors = anchors;
    this.count = 0;
    this.hasKeys = false;
    for (let p = 0; p < n; p++) {
      const { text, kind } = anchors[p];
      const stays = isSlot(text) ? 0 : 1;
      const rank = ranks[p];
      const hash = stays ? hashWord(text) : SLOT_HASH;
      this.value[p] = hash;
      this.use[p] = isBesideNumber(anchors, p) ? hash + BESIDE_NUMBER | 0 : hash;
      ranks[p + 1] = rank + stays;
      sums1[p + 1] = sums1[p] + (stays && Math.imul(hash, powers1[rank + POWERS]));
      sums2[p + 1] = sums2[p] + (stays && Math.imul(hash, powers2[rank + POWERS]));
      wordSums[p + 1] = wordSums[p] + (stays && text !== OPEN && isWord(text) ? 1 : 0);
      if (text === OPEN) open.push(p);
      else if (isKey(text)) this.hasKeys = true;
      else if (kind !== "item") places.push(p);
    }
    this.open = open;
    this.#after = listEnds(anchors);
    const m = places.length;
    for (let a = 0; a < m; a++) this.#add(places[a], -1);
    const all = names && n <= PAIR_ANCHORS_MAX ? [...phrases, ...stretchesOf(anchors, phrases)] : phrases;
    this.#phrases = all.length === 0 ? all : all.filter((phrase) => this.#mayOpen(phrase)).slice(0, PHRASES_MAX);
    for (const phrase of this.#phrases) this.#addPhrase(phrase);
    if (!pairs || n > PAIR_ANCHORS_MAX) return;
    for (let a = 0; a < m; a++) {
      for (let b = a + 1; b < m; b++) this.#add(places[a], places[b]);
    }
  }

  hash1(pattern: number): number {
    return this.#columns[3 * pattern];
  }

  hash2(pattern: number): number {
    return this.#columns[3 * pattern + 1];
  }

  /** The open places of a pattern, as their code; without those that are open in every one. */
  code(pattern: number): number {
    return this.#columns[3 * pattern + 2] & (1 << PLACE_BITS) - 1;
  }

  /** Words that stay in a pattern. */
  words(pattern: number): number {
    return this.#columns[3 * pattern + 2] >> PLACE_BITS;
  }

  /** The anchors that a pattern leaves open, in order. */
  placesOf(pattern: number): openPlaces.OpenPlaces {
    const own = placesOfCode(this.code(pattern));
    return this.open.length === 0 ? own : { ...own, places: [...own.places, ...this.open].sort((a, b) => a - b) };
  }

  /** A pattern as a message: the words that stay, `OPEN` where it is open. */
  sentenceOf(pattern: number): Sentence {
    const { places, phraseFrom, phraseTo } = this.placesOf(pattern);
    const anchors: Anchor[] = [];
    const at: number[] = [];
    let next = 0;
    for (let p = 0; p < this.anchors.length; p++) {
      const { text } = this.anchors[p];
      at[p] = anchors.length;
      if (places[next] === p) {
        anchors.push({ text: OPEN, kind: "word" });
        next++;
        const after = p === phraseFrom ? phraseTo : this.#after[p];
        while (p + 1 < after && places[next] !== p + 1) at[++p] = anchors.length;
      } else if (!isSlot(text)) anchors.push({ text, kind: "word" });
    }
    at.push(anchors.length);
    return { anchors, phrases: this.#phrases.map(({ from, to, kind }) => ({ from: at[from], to: at[to], kind })) };
  }

  /** Adds the pattern with one or two places open, if it keeps as many words. */
  #add(a: number, b: number): void {
    const words = this.#open(a, this.#after[a], b, b < 0 ? -1 : this.#after[b]);
    if (words >= (b >= 0 ? 2 : 1)) this.#keep(opened[0], opened[1], codeOfPlaces(a, b) | words << PLACE_BITS);
  }

  /** Hashes the anchors with one stretch open, or two, and returns how many words stay. */
  #open(a: number, from: number, b: number, end: number): number {
    const n = this.anchors.length;
    let at = ranks[a];
    let words = wordSums[a];
    let hash1 = sums1[a] + Math.imul(OPEN_HASH, powers1[at + POWERS]);
    let hash2 = sums2[a] + Math.imul(OPEN_HASH, powers2[at + POWERS]);
    at++;
    if (b >= 0) {
      if (b >= from) {
        const shift = at - ranks[from] + POWERS;
        hash1 += Math.imul(sums1[b] - sums1[from], powers1[shift]);
        hash2 += Math.imul(sums2[b] - sums2[from], powers2[shift]);
        words += wordSums[b] - wordSums[from];
        at += ranks[b] - ranks[from];
      }
      hash1 += Math.imul(OPEN_HASH, powers1[at + POWERS]);
      hash2 += Math.imul(OPEN_HASH, powers2[at + POWERS]);
      from = end;
      at++;
    }
    const shift = at - ranks[from] + POWERS;
    opened[0] = hash1 + Math.imul(sums1[n] - sums1[from], powers1[shift]);
    opened[1] = hash2 + Math.imul(sums2[n] - sums2[from], powers2[shift]);
    return words + wordSums[n] - wordSums[from];
  }

  /**
   * Calls `visit` with the hash of each pattern in which a name of several words is open, and one more place at most,
   * until that returns true.
   */
  visitNames(visit: (hash1: number, hash2: number) => boolean): void {
    if (this.anchors.length > PAIR_ANCHORS_MAX || this.open.length > 0) return;
    for (let p = 0; p < this.anchors.length; p++) {
      for (let end = p + 2; end <= Math.min(p + NAME_ANCHORS_MAX, this.anchors.length); end++) {
        if (!mayBeInName(this.anchors[end - 1]) || !this.anchors[end - 1].isNext || !mayBeInName(this.anchors[p])) {
          break;
        }
        if (this.#open(p, end, -1, -1) >= NAME_CONTEXT_MIN && visit(mix(opened[0]), mix(opened[1]))) return;
        for (let q = 0; q < this.anchors.length; q++) {
          if (q >= p && q < end) continue;
          const words = q < p ? this.#open(q, this.#after[q], p, end) : this.#open(p, end, q, this.#after[q]);
          if (words >= NAME_CONTEXT_MIN && visit(mix(opened[0]), mix(opened[1]))) return;
        }
      }
    }
  }

  /** Whether a phrase is all there, and has neither fields, which speak for themselves (fields.ts), nor open places. */
  #mayOpen({ from, to }: Phrase): boolean {
    if (from >= to || to > this.anchors.length || from > PHRASE_FROM_MAX) return false;
    for (let p = from; p < to; p++) {
      const { text } = this.anchors[p];
      if (text === OPEN || isKey(text)) return false;
    }
    return true;
  }

  /** Adds the pattern with a phrase open, if it keeps enough words. */
  #addPhrase({ from, to, kind }: Phrase): void {
    const n = this.anchors.length;
    const words = wordSums[from] + wordSums[n] - wordSums[to];
    if (words < PHRASE_WORDS_MIN[kind]) return;
    if (kind === "text" && !this.#mayBeReason(from, to, words)) return;
    const at = ranks[from] + POWERS;
    const shift = at + 1 - ranks[to];
    const hash1 = sums1[from] + Math.imul(OPEN_HASH, powers1[at]) + Math.imul(sums1[n] - sums1[to], powers1[shift]);
    const hash2 = sums2[from] + Math.imul(OPEN_HASH, powers2[at]) + Math.imul(sums2[n] - sums2[to], powers2[shift]);
    this.#keep(hash1, hash2, codeOfPhrase(from, to) | words << PLACE_BITS);
  }

  /** Whether a text beside so many words may say why, whatever it says. */
  #mayBeReason(from: number, to: number, words: number): boolean {
    if (words >= TEXT_WORDS_MIN) return words - this.fieldWords(from, to) >= TEXT_PLAIN_WORDS_MIN;
    return this.anchors.some(({ text }, p) => p < from && FAILURES.has(text.toLowerCase()));
  }

  /** The phrase that a pattern leaves open; where it is a single place, the phrase that might be there: a name. */
  phraseAt(pattern: number): Phrase {
    const { places, phraseFrom, phraseTo } = placesOfCode(this.code(pattern));
    const from = phraseFrom < 0 ? places[0] : phraseFrom;
    const to = phraseFrom < 0 ? from + 1 : phraseTo;
    return this.#phrases.find((phrase) => phrase.from === from && phrase.to === to) ?? { from, to, kind: "name" };
  }

  /** Whether a pattern leaves a phrase open of which no sign says that its words belong together. */
  isStretch(pattern: number): boolean {
    return this.phraseAt(pattern).kind === "stretch";
  }

  /** How many of the words outside of these anchors are keys of fields, or their values. */
  fieldWords(from: number, to: number): number {
    if (!this.hasKeys) return 0;
    let count = 0;
    for (let p = 0; p < this.anchors.length; p++) {
      const { text, kind } = this.anchors[p];
      if ((p < from || p >= to) && (kind === "value" || isKey(text))) count++;
    }
    return count;
  }

  #keep(hash1: number, hash2: number, codeAndWords: number): void {
    const k = 3 * this.count++;
    this.#columns[k] = mix(hash1);
    this.#columns[k + 1] = mix(hash2);
    this.#columns[k + 2] = codeAndWords;
  }
}

/** For each anchor where the list that goes on after it ends: the next that is no item and no slot; else the next. */
function listEnds(anchors: readonly Anchor[]): number[] {
  const ends: number[] = [];
  let end = anchors.length;
  let hasItem = false;
  for (let p = anchors.length - 1; p >= 0; p--) {
    ends[p] = hasItem ? end : p + 1;
    if (anchors[p].kind === "item") hasItem = true;
    else if (!isSlot(anchors[p].text)) {
      end = p;
      hasItem = false;
    }
  }
  return ends;
}
