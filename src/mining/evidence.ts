/**
 * Evidence that words which stand in one place of otherwise equal messages are values of a parameter: how many there
 * are, what kind of words, how much stays the same around them. Where it suffices, the templates are one, and the
 * pattern with the open place takes later messages at once.
 */
import { type Anchor, isKey, isSlot, type Sentence } from "./anchors.ts";
import type { Cues } from "./cues.ts";
import { firstOf, PLACE_BITS, placesOfCode, secondOf } from "./open_places.ts";
import { OPEN, type Openings } from "./openings.ts";
import { addValue, isBesideNumber, isPhrase, type PatternValues, wordsOf } from "./pattern_values.ts";
import { SinglePatterns } from "./single_patterns.ts";
import { RecentMap } from "./recent_map.ts";
import { SLOT } from "./token.ts";
import { CUES, isIdentifier, isState, isWord, NEGATIONS, NULLS, weightOf } from "./vocabulary.ts";
import type { Weights } from "./weights.ts";

/** Patterns with several values, and open patterns, that are kept. */
const SHARED_MAX = 1 << 15;
const OPEN_MAX = 1 << 15;
/** Open patterns with three places or more: searched one by one. */
const WIDE_MAX = 256;

const MARKS_MASK = (1 << 18) - 1;
const IS_OPEN = 1;
const IS_SHARED = 2;

/** A pattern that opens: its number among those of the message. */
interface Ready {
  readonly values: PatternValues;
  readonly places: readonly number[];
  readonly words: number;
  readonly k: number;
}

/** A pattern with open places. */
export interface OpenPattern {
  readonly sentence: Sentence;
  template: number;
}

/** A message as evidence. */
interface Witness {
  readonly openings: Openings;
  readonly template: number;
  /** Its number in the journal; -1 for a pattern. */
  readonly serial: number;
}

/** One that came before. */
export interface EarlierMessage {
  readonly anchors: readonly Anchor[];
  readonly template: number;
  readonly serial: number;
}

/** The templates that evidence may join. */
export interface Templates {
  readonly size: number;
  /** The template that this one is part of by now. */
  find(template: number): number;
  /** Makes them one, and returns which. */
  union(templates: readonly number[]): number;
}

/** What evidence is judged with, and what it changes. */
interface EvidenceParts {
  readonly templates: Templates;
  readonly cues: Cues;
  readonly weights: Weights;
  /** An earlier message, by its number in the journal. */
  readonly earlierOf: (serial: number) => EarlierMessage | undefined;
}

export class Evidence {
  readonly #templates: Templates;
  readonly #earlierOf: (serial: number) => EarlierMessage | undefined;
  readonly #single = new SinglePatterns();
  readonly #shared = new RecentMap<number, PatternValues>(SHARED_MAX);
  /** Template by open pattern. */
  readonly #open = new RecentMap<number, number>(OPEN_MAX);
  readonly #wide: OpenPattern[] = [];
  /** By a part of a pattern's hash: whether such a pattern may be in the maps above. Spares most look-ups. */
  readonly #marks = new Uint8Array(MARKS_MASK + 1);
  readonly #cues: Cues;
  readonly #weights: Weights;

  constructor({ templates, cues, weights, earlierOf }: EvidenceParts) {
    this.#cues = cues;
    this.#weights = weights;
    this.#templates = templates;
    this.#earlierOf = earlierOf;
  }

  /** The template of the open pattern that fits these anchors and keeps most of their words; -1 for none. */
  match(openings: Openings): number {
    let best = -1;
    // patterns with one place open come first, those with two come last
    for (let k = 0; k < openings.count && best < 0; k++) {
      if ((this.#marks[openings.hash1(k) & MARKS_MASK] & IS_OPEN) === 0) continue;
      best = this.#open.get(keyOf(openings, k)) ?? -1;
    }
    if (best < 0) best = this.#wide.find(({ sentence }) => fits(sentence.anchors, openings.anchors))?.template ?? -1;
    return best < 0 ? -1 : this.#templates.find(best);
  }

  /**
   * Whether a wider open pattern of the same template covers this one, so that it has nothing more to teach. Places that
   * vary one at a time would else be opened in every choice of them, 1,023 of ten: a second for a line of such a kind.
   */
  isCovered({ sentence, template }: OpenPattern): boolean {
    return this.#wide.some((wide) =>
      wide.sentence !== sentence && this.#templates.find(wide.template) === this.#templates.find(template) &&
      fits(wide.sentence.anchors, sentence.anchors)
    );
  }

  /** Takes a message as evidence; returns the patterns that open by it. */
  add(witness: Witness): OpenPattern[] {
    const { openings } = witness;
    const ready: Ready[] = [];
    this.#single.touch(openings);
    for (let k = 0; k < openings.count; k++) {
      const values = this.#note(witness, k);
      if (values === undefined) continue;
      const { places } = openings.placesOf(k);
      const words = openings.words(k);
      if (this.#suffices(values, openings, places, words)) ready.push({ values, places, words, k });
    }
    ready.sort((a, b) => a.places.length - b.places.length || b.words - a.words);
    const opened: OpenPattern[] = [];
    for (const { values, places, k } of ready) {
      const template = this.#templates.union([...values.values()].map((value) => value.template));
      const key = keyOf(openings, k);
      if (this.#open.has(key)) continue;
      this.#open.set(key, template);
      this.#marks[openings.hash1(k) & MARKS_MASK] |= IS_OPEN;
      const open = { sentence: openings.sentenceOf(k), template };
      opened.push(open);
      if (places.length >= 3 && this.#wide.length < WIDE_MAX) this.#wide.push(open);
    }
    return opened;
  }

  /** Renames templates; what is known of those whose name becomes negative is forgotten. */
  rename(nameOf: (template: number) => number): void {
    this.#shared.update((values) => {
      for (const [words, value] of values) {
        value.template = nameOf(value.template);
        if (value.template < 0) values.delete(words);
      }
      return values.size === 0 ? undefined : values;
    });
    this.#open.update((template) => nameOrNothing(nameOf(template)));
    for (let k = this.#wide.length - 1; k >= 0; k--) {
      this.#wide[k].template = nameOf(this.#wide[k].template);
      if (this.#wide[k].template < 0) this.#wide.splice(k, 1);
    }
  }

  /** Notes what stands at the open places. Returns all values of the pattern when there is news and something to decide. */
  #note(witness: Witness, k: number): PatternValues | undefined {
    const { openings, serial, template } = witness;
    const hash1 = openings.hash1(k);
    const hash2 = openings.hash2(k);
    const slot = this.#single.find(hash1, hash2);
    const use = useOf(openings, openings.code(k));
    if (slot >= 0 && this.#single.useAt(slot) === use) return undefined;
    const mark = hash1 & MARKS_MASK;
    let values = slot < 0 && (this.#marks[mark] & IS_SHARED) !== 0 ? this.#shared.get(keyOf(openings, k)) : undefined;
    if (values === undefined) {
      const other = slot < 0 ? undefined : this.#earlierOf(this.#single.serialAt(slot));
      if (other === undefined && serial >= 0) {
        if (slot >= 0) this.#single.remove(slot);
        this.#single.add(hash1, hash2, serial, use);
        return undefined;
      }
      values = new Map();
      this.#shared.set(keyOf(openings, k), values);
      this.#marks[mark] |= IS_SHARED;
      if (other !== undefined) addValue(values, other, placesOfCode(this.#single.useAt(slot)));
      if (slot >= 0) this.#single.remove(slot);
    }
    return addValue(values, { anchors: openings.anchors, template }, openings.placesOf(k)) && values.size > 1
      ? values
      : undefined;
  }

  /** Whether phrases are so different that they are values, and no two of them say the opposite of each other. */
  #sufficesPhrase(seen: ReadonlySet<string>, words: number): boolean {
    const topics = new Set<string>();
    let weight = 0;
    for (const value of seen) {
      if (isPhrase(value)) {
        const topic = wordsOf(value).filter((word) => !isState(word) && !NEGATIONS.has(word)).join(" ");
        if (topics.has(topic)) return false;
        topics.add(topic);
      } else weight += weightOf(value, this.#weights);
    }
    return weight + topics.size >= this.#weights.phrase + this.#weights.context / words;
  }

  #suffices(values: PatternValues, openings: Openings, places: readonly number[], words: number): boolean {
    const weights = this.#weights;
    return places.every((place, q) => {
      const seen = new Set([...values.values()].map((value) => value.words[q]));
      if (seen.size < 2) return false;
      if (seen.has(OPEN)) return true;
      if ([...seen].some(isPhrase)) return this.#sufficesPhrase(seen, words);
      const before = wordBefore(openings.anchors, places, place);
      const isField = isKey(before);
      let need = (isField ? weights.field : weights.base) + weights.context * places.length / words;
      if (!isField && this.#cues.announces(before)) need -= weights.learntCue;
      const replacesNumber = [...values.values()].some((value) => isWord(value.words[q]) && !value.besideNumber[q]);
      if (seen.has(SLOT) && words >= 2 && replacesNumber) need = Math.min(need, weights.number);
      if (CUES.has(before.toLowerCase())) need = Math.min(need, weights.cue);
      const isFirst = before === "";
      if (!isField && rankOf(openings.anchors, place) === 1) need *= weights.second;
      if (isFirst && !seen.has(SLOT) && [...seen].some((word) => !isIdentifier(word))) need *= weights.first;
      if (openings.anchors[place].kind === "lone") need *= weights.lone;
      let weight = 0;
      // beside a parameter, a word for a missing one is one more
      for (const word of seen) weight += seen.has(SLOT) && NULLS.has(word) ? 1 : weightOf(word, weights);
      return weight >= need;
    });
  }
}

/** The open places of a pattern, and a hash of what stands there, in one word. */
function useOf({ anchors, value }: Openings, code: number): number {
  const first = firstOf(code);
  const second = secondOf(code);
  let hash = value[first];
  if (second >= 0 && second <= first) {
    for (let p = second; p < first; p++) hash = Math.imul(hash, 31) + value[p];
  } else {
    if (isBesideNumber(anchors, first)) hash += 7;
    if (second >= 0) hash = Math.imul(hash, 31) + value[second] + (isBesideNumber(anchors, second) ? 7 : 0);
  }
  return hash << PLACE_BITS | code;
}

function keyOf(openings: Openings, k: number): number {
  return (openings.hash1(k) >>> 0) * 0x200000 + (openings.hash2(k) & 0x1fffff);
}

/** A negative name stands for none. */
function nameOrNothing(template: number): number | undefined {
  return template < 0 ? undefined : template;
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

/** Whether a pattern with open places covers anchors. */
function fits(pattern: readonly Anchor[], anchors: readonly Anchor[]): boolean {
  let i = 0;
  for (const { text } of pattern) {
    if (text === OPEN) {
      if (i >= anchors.length) return false;
      i++;
      while (i < anchors.length && anchors[i].kind === "item") i++;
    } else {
      while (i < anchors.length && isSlot(anchors[i].text)) i++;
      if (i >= anchors.length || anchors[i].text !== text) return false;
      i++;
    }
  }
  while (i < anchors.length && isSlot(anchors[i].text)) i++;
  return i === anchors.length;
}
