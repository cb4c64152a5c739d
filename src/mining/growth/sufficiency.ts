/**
 * Whether what was seen at the open places of a pattern suffices to call them parameters: how many values there are,
 * what kind of words, and how much stays the same around them. Two statements of a program seldom share many words in
 * one order, so the more of them stay, the less it takes.
 */
import { type Anchor, isKey, isSlot } from "./anchors.ts";
import type { Cues } from "./cues.ts";
import { Kindred } from "./kindred.ts";
import { OPEN, type Openings } from "./openings.ts";
import { isPhrase, type PatternValues, wordsOf } from "./pattern_values.ts";
import { SLOT } from "../masks/token.ts";
import {
  CUES,
  isCapitals,
  isIdentifier,
  isName,
  isNull,
  isState,
  isWord,
  NEGATIONS,
  weightOf,
} from "../masks/vocabulary.ts";
import type { Weights } from "./weights.ts";

/** So many words in capitals are an enumeration; of two, each may name an event of its own. */
const ENUMERATION_MIN = 3;

export class Sufficiency {
  readonly #cues: Cues;
  readonly #kindred = new Kindred();
  readonly #weights: Weights;

  constructor(cues: Cues, weights: Weights) {
    this.#cues = cues;
    this.#weights = weights;
  }

  /** Whether all places of a pattern with so many words that stay are parameters, by the values seen there. */
  reached(values: PatternValues, openings: Openings, places: readonly number[], words: number): boolean {
    return places.every((place, q) => {
      const seen = new Set([...values.values()].map((value) => value.words[q]));
      if (seen.size < 2) return false;
      if (seen.has(OPEN)) return true;
      if ([...seen].some(isPhrase)) return this.#isPhraseReached(seen, words, openings.isSegment(place));
      const replacesNumber = [...values.values()].some((value) => isWord(value.words[q]) && !value.besideNumber[q]);
      const need = this.#needOf(seen, openings, places, place, words, replacesNumber);
      return this.#weightOf(seen, places.length === 1) >= need;
    });
  }

  /** Learns from the values of a pattern that was opened. */
  learn(values: PatternValues, hash: number, places: readonly number[]): void {
    places.forEach((_, q) => {
      const seen = new Set([...values.values()].map((value) => value.words[q]));
      const words = [...seen].filter((word) => word !== SLOT && word !== OPEN && !isPhrase(word) && !isState(word));
      if (words.length > 1) this.#kindred.add(hash + q | 1, words);
    });
  }

  /** Whether phrases are so different that they are values, and no two of them say the opposite of each other. */
  #isPhraseReached(seen: ReadonlySet<string>, words: number, isSegment: boolean): boolean {
    const topics = new Set<string>();
    let weight = 0;
    if (isSegment && ![...seen].some((word) => word === SLOT || !isPhrase(word) && isName(word))) return false;
    for (const value of seen) {
      if (isPhrase(value)) {
        const topic = wordsOf(value).filter((word) => !isState(word) && !NEGATIONS.has(word)).join(" ");
        if (topics.has(topic)) return false;
        topics.add(topic);
      } else weight += weightOf(value, this.#weights);
    }
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
    if (!isField && this.#cues.announces(before)) need -= weights.learntCue;
    if (seen.has(SLOT) && words >= 2 && replacesNumber) need = Math.min(need, weights.number);
    if (CUES.has(before.toLowerCase())) need = Math.min(need, weights.cue);
    const isFirst = before === "";
    if (!isField && rankOf(anchors, place) === 1) need *= weights.second;
    if (isFirst && !seen.has(SLOT) && [...seen].some((word) => !isIdentifier(word))) need *= weights.first;
    if (anchors[place].kind === "lone") need *= weights.lone;
    const plain = words - openings.fieldWords(0, 0);
    if (!isField && plain > weights.long) need *= weights.long / plain;
    const known = [...seen].filter((word) => word !== SLOT && !isState(word) && !isPhrase(word));
    if (known.length + (seen.has(SLOT) ? 1 : 0) === seen.size && words >= 2 && this.#kindred.areKin(known)) need = Math.min(need, weights.cue);
    // names by their form, and what is masked: both are values
    return seen.has(SLOT) && [...seen].every((word) => word === SLOT || isName(word))
      ? Math.min(need, weights.number)
      : need;
  }

  /** What the values weigh together. `mayEnumerate`: several words in capitals are an enumeration there. */
  #weightOf(seen: ReadonlySet<string>, mayEnumerate: boolean): number {
    const weights = this.#weights;
    const hasNumber = seen.has(SLOT);
    let weight = 0;
    let capitals = 0;
    for (const word of seen) {
      // beside a parameter, a word for a missing one is one more
      const own = hasNumber && isNull(word) ? 1 : weightOf(word, weights);
      if (own > 0 && isCapitals(word)) capitals++;
      weight += own;
    }
    if (mayEnumerate && capitals >= ENUMERATION_MIN) weight += capitals * (weights.enumeration - weights.capitals);
    return weight;
  }
}

/** How many words stay before a place, itself open or not. */
function rankOf(anchors: readonly Anchor[], place: number): number {
  let rank = 0;
  for (let p = 0; p < place; p++) if (!isSlot(anchors[p].text)) rank++;
  return rank;
}

/** The text that stays before a place; empty at the start. */
function wordBefore(anchors: readonly Anchor[], places: readonly number[], place: number): string {
  for (let p = place - 1; p >= 0; p--) {
    if (places.includes(p)) return OPEN;
    if (!isSlot(anchors[p].text)) return anchors[p].text;
  }
  return "";
}
