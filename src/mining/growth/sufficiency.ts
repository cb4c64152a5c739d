/**
 * Whether what was seen at the open places of a pattern suffices to call them parameters: how many values there are,
 * what kind of words, and how much stays the same around them. Two statements of a program seldom share many words in
 * one order, so the more of them stay, the less it takes.
 */
import { type Anchor, isKey, isSlot, isTextKey } from "./anchors.ts";
import { Kindred } from "./kindred.ts";
import { OPEN, type Openings, TEXT_WORDS_MIN } from "./openings.ts";
import { isPhrase, type PatternValues, wordsOf } from "./pattern_values.ts";
import { namesAmong } from "./stretches.ts";
import { SLOT } from "../masks/token.ts";
import * as vocabulary from "../masks/vocabulary.ts";
import type { Weights } from "./weights.ts";

const { CUES, ENUMERATION_MIN, isCapitals, isFunction, isIdentifier, isName, isNull, isState, isWord, NEGATIONS } =
  vocabulary;
const { statesWeight, weightOf } = vocabulary;

const NO_VALUES: PatternValues = new Map();
/** Different texts that are reasons where few words stay. */
const REASONS_MIN = 3;
/** Stretches, and values in all, that show that stretches are names. */
const NAMES_MIN = 2;
const VALUES_MIN = 3;
/** Words that must stay beside a stretch, and beside a name of several words that signs set off. */
const STRETCH_WORDS_MIN = 3;
const NAME_WORDS_MIN = 4;
/** Phrases with more words are sentences, and no number stands for one. */
const VALUE_WORDS_MAX = 4;

/** Where values stand, as far as it says what they weigh. */
interface ValuePlace {
  readonly isField: boolean;
  readonly mayEnumerate: boolean;
  /** States in capitals are of an enumeration too: not those that say what a message is about, which stand first. */
  readonly mayEnumerateStates: boolean;
}

export class Sufficiency {
  readonly #kindred = new Kindred();
  readonly #weights: Weights;

  constructor(weights: Weights) {
    this.#weights = weights;
  }

  /** The values seen at the places of a pattern that are of parameters; none where it is not open. */
  acceptedOf(values: PatternValues, openings: Openings, pattern: number): PatternValues {
    const stretches = [...values].filter(([, { isStretch }]) => isStretch);
    if (stretches.length === 0) return this.#isReached(values, openings, pattern) ? values : NO_VALUES;
    const others = new Map([...values].filter(([, { isStretch }]) => !isStretch));
    const isOpen = others.size > 1 && !openings.isStretch(pattern) && this.#isReached(others, openings, pattern);
    if (openings.placesOf(pattern).places.length > 1) return isOpen ? others : NO_VALUES;
    const singles = wordsSeen(others, 0);
    const names = namesAmong(stretches, singles);
    const all = new Map([...others, ...names]);
    if (isOpen) return names.length >= NAMES_MIN ? all : others;
    if (names.length === 0 || [...singles].some(isPhrase)) return NO_VALUES;
    if (names.length >= NAMES_MIN && this.#areNamesReached(all, openings, pattern)) return all;
    const kin = this.#kindred.largestKin([...all.keys()]);
    return kin.length < VALUES_MIN ? NO_VALUES : new Map([...all].filter(([key]) => kin.includes(key)));
  }

  /** Whether words, and stretches that are names, are so many that all of them are values. */
  #areNamesReached(values: PatternValues, openings: Openings, pattern: number): boolean {
    const { places } = openings.placesOf(pattern);
    const words = openings.words(pattern);
    if (values.size < VALUES_MIN || words < STRETCH_WORDS_MIN) return false;
    const seen = wordsSeen(values, 0);
    let weight = 0;
    for (const value of seen) weight += isPhrase(value) ? 1 : weightOf(value, this.#weights);
    return weight >= this.#needOf(seen, openings, places, places[0], words, false);
  }

  /** Whether all places of a pattern are parameters, by the values seen there. */
  #isReached(values: PatternValues, openings: Openings, pattern: number): boolean {
    const { places } = openings.placesOf(pattern);
    const words = openings.words(pattern);
    return places.every((place, q) => {
      const seen = wordsSeen(values, q);
      if (seen.size < 2) return false;
      if (seen.has(OPEN)) return true;
      if ([...seen].some(isPhrase)) return this.#isPhraseReached(seen, openings, pattern);
      const replacesNumber = [...values.values()].some((value) => isWord(value.words[q]) && !value.besideNumber[q]);
      const need = this.#needOf(seen, openings, places, place, words, replacesNumber);
      const isField = isKey(wordBefore(openings.anchors, places, place));
      const weight = this.#weightOf(seen, {
        isField,
        mayEnumerate: places.length === 1,
        mayEnumerateStates: rankOf(openings.anchors, place) > 1,
      });
      return weight >= need || weight >= this.#weights.kindred && this.#wereValues(seen);
    });
  }

  /** Learns what the values of a pattern are that was found to be open. */
  learn(values: PatternValues, openings: Openings, pattern: number): void {
    const { places } = openings.placesOf(pattern);
    for (let q = 0; q < places.length; q++) {
      const words = [...wordsSeen(values, q)].filter((word) => word !== SLOT && word !== OPEN && !isState(word));
      if (words.length > 1) this.#kindred.add(openings.hash1(pattern) + q, words);
    }
  }

  /** Whether all words, and no state is one, were values of one parameter before. */
  #wereValues(seen: ReadonlySet<string>): boolean {
    const words = [...seen].filter((word) => word !== SLOT);
    return !words.some(isState) && this.#kindred.areKin(words);
  }

  /** Whether phrases are so different that they are values, and no two of them say the opposite of each other. */
  #isPhraseReached(seen: ReadonlySet<string>, openings: Openings, pattern: number): boolean {
    const { kind } = openings.phraseAt(pattern);
    const words = openings.words(pattern);
    if (kind !== "text") {
      if (!seen.has(SLOT) && this.#kindred.areKin([...seen])) return true;
      // names of several words stand where plain names do
      if (words < NAME_WORDS_MIN || ![...seen].some((word) => word === SLOT || !isPhrase(word) && isName(word))) {
        return false;
      }
    }
    const topics = new Set<string>();
    const isSentence = [...seen].some((word) => wordsOf(word).length > VALUE_WORDS_MAX);
    let weight = 0;
    for (const value of seen) {
      if (isPhrase(value)) {
        const topic = wordsOf(value).filter((word) => !isState(word) && !NEGATIONS.has(word)).join(" ");
        if (topics.has(topic)) return false;
        topics.add(topic);
      } else if (value !== SLOT || !isSentence) weight += weightOf(value, this.#weights);
    }
    if (kind === "text" && words < TEXT_WORDS_MIN) return topics.size >= REASONS_MIN;
    return weight + topics.size >= this.#weights.phrase + this.#weights.context / words;
  }

  #needOf(
    seen: ReadonlySet<string>,
    openings: Openings,
    places: readonly number[],
    place: number,
    words: number,
    replacesNumber: boolean,
  ): number {
    const weights = this.#weights;
    const { anchors } = openings;
    const before = wordBefore(anchors, places, place);
    const isField = isKey(before);
    let need = (isField ? weights.field : weights.base) + weights.context * places.length / words;
    if (seen.has(SLOT) && words >= 2 && replacesNumber) need = Math.min(need, weights.number);
    // what a cue announces stands right behind it: in `[client 5] closed` that is the number
    const isCued = anchors[place - 1]?.text === before && CUES.has(before.toLowerCase());
    if (isCued) need = Math.min(need, weights.cue);
    const isFirst = before === "";
    // what a message is about may be the value of the field that it begins with
    if (isField && place === 1) need *= weights.first;
    if (!isField && !isCued && rankOf(anchors, place) === 1) need *= weights.second;
    const isLone = anchors[place].kind === "lone";
    // what a message is about does not stand in brackets
    const mayBeFunctions = seen.size < ENUMERATION_MIN;
    const areNames = [...seen].every((word) => isIdentifier(word) && !(mayBeFunctions && isFunction(word)));
    if (isFirst && !isLone && !seen.has(SLOT) && !areNames) need *= weights.first;
    if (isLone) need *= weights.lone;
    const plain = words - openings.fieldWords(0, 0);
    if (!isField && plain > weights.long) need *= weights.long / plain;
    // a name by its form is a value wherever a number is
    const areNamesOrNumbers = seen.has(SLOT) && [...seen].every((word) => word === SLOT || isName(word));
    return areNamesOrNumbers ? Math.min(need, weights.number) : need;
  }

  /**
   * What the values weigh together. Several words in capitals are an enumeration where `mayEnumerate`, and several
   * values of a field are one, be they states.
   */
  #weightOf(seen: ReadonlySet<string>, { isField, mayEnumerate, mayEnumerateStates }: ValuePlace): number {
    const weights = this.#weights;
    const hasNumber = seen.has(SLOT);
    let weight = 0;
    let capitals = 0;
    let more = 0;
    let areStates = true;
    for (const word of seen) {
      // beside a parameter, a word for a missing one is one more
      const own = hasNumber && isNull(word) ? 1 : weightOf(word, weights);
      weight += own;
      if (!isCapitals(word) || isState(word) && !mayEnumerateStates) continue;
      capitals++;
      more += weights.enumeration - own;
      if (!isState(word)) areStates = false;
    }
    if (mayEnumerate && capitals >= ENUMERATION_MIN && !areStates) weight += more;
    return isField ? weight + statesWeight(seen, weights) : weight;
  }
}

/** What stands at one open place. */
function wordsSeen(values: PatternValues, place: number): Set<string> {
  return new Set([...values.values()].map(({ words }) => words[place]));
}

/** How many words stay before a place, itself open or not. */
function rankOf(anchors: readonly Anchor[], place: number): number {
  let rank = 0;
  for (let p = 0; p < place; p++) {
    if (isTextKey(anchors[p].text)) rank = 0;
    else if (!isSlot(anchors[p].text)) rank++;
  }
  return rank;
}

/** The text that stays before a place; empty at the start of what is said. */
function wordBefore(anchors: readonly Anchor[], places: readonly number[], place: number): string {
  for (let p = place - 1; p >= 0; p--) {
    if (places.includes(p)) return OPEN;
    if (isTextKey(anchors[p].text)) return "";
    if (!isSlot(anchors[p].text)) return anchors[p].text;
  }
  return "";
}
