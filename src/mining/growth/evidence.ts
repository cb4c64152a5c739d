/**
 * Evidence that words which stand in one place of otherwise equal messages are values of a parameter. Where it suffices
 * (sufficiency.ts), the templates are one, and the pattern with the open place takes later messages at once.
 */
import { type Anchor, isSlot, type Sentence } from "./anchors.ts";
import { firstOf, type OpenPlaces, PLACE_BITS, placesOfCode, secondOf } from "./open_places.ts";
import { OPEN, type Openings } from "./openings.ts";
import { addValue, type PatternValues } from "./pattern_values.ts";
import { SinglePatterns } from "./single_patterns.ts";
import { RecentMap } from "./recent_map.ts";
import { Sufficiency } from "./sufficiency.ts";
import type { Weights } from "./weights.ts";

/** Patterns with several values, and open patterns, that are kept. */
const SHARED_MAX = 1 << 15;
const OPEN_MAX = 1 << 15;
/** Open patterns with three places or more: searched one by one. */
const WIDE_MAX = 256;

/** With more templates than this no names of several words are looked for: it costs as much as all else. */
export const NAME_TEMPLATES_MAX = 2_000;

const MARKS_MASK = (1 << 18) - 1;
const IS_OPEN = 1;
const IS_SHARED = 2;
const NOTHING: readonly OpenPattern[] = [];

/** A pattern that opens: its number among those of the message. */
interface Ready {
  /** Those that are of a parameter. */
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
  readonly sentence: Sentence;
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
  readonly #sufficiency: Sufficiency;

  constructor({ templates, weights, earlierOf }: EvidenceParts) {
    this.#sufficiency = new Sufficiency(weights);
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
    if (best < 0 && this.#templates.size <= NAME_TEMPLATES_MAX) best = this.#matchName(openings);
    return best < 0 ? -1 : this.#templates.find(best);
  }

  /** The template of the open pattern that fits if a name at its open place may have several words; -1 for none. */
  #matchName(openings: Openings): number {
    let found = -1;
    openings.visitNames((hash1, hash2) => {
      if ((this.#marks[hash1 & MARKS_MASK] & IS_OPEN) !== 0) found = this.#open.get(keyOfHash(hash1, hash2)) ?? -1;
      return found >= 0;
    });
    return found;
  }

  /**
   * Whether a wider open pattern of the same template covers this one, so that it has nothing more to teach.
   * Places that vary one at a time would else be opened in every choice of them, 1,023 of ten: a second for a line
   * of such a kind.
   */
  isCovered({ sentence, template }: OpenPattern): boolean {
    return this.#wide.some((wide) =>
      wide.sentence !== sentence && this.#templates.find(wide.template) === this.#templates.find(template) &&
      fits(wide.sentence.anchors, sentence.anchors)
    );
  }

  /** Takes a message as evidence; returns the patterns that open by it. */
  add(witness: Witness): readonly OpenPattern[] {
    const { openings } = witness;
    const ready: Ready[] = [];
    this.#single.touch(openings);
    for (let k = 0; k < openings.count; k++) {
      const values = this.#note(witness, k);
      if (values === undefined) continue;
      const { places } = openings.placesOf(k);
      const words = openings.words(k);
      const accepted = this.#sufficiency.acceptedOf(values, openings, k);
      if (accepted.size > 1) ready.push({ values: accepted, places, words, k });
    }
    if (ready.length === 0) return NOTHING;
    ready.sort((a, b) => a.places.length - b.places.length || b.words - a.words);
    const opened: OpenPattern[] = [];
    for (const { values, places, k } of ready) {
      const template = this.#templates.union([...values.values()].map((value) => value.template));
      const key = keyOf(openings, k);
      this.#sufficiency.learn(values, openings, k);
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

  /**
   * Notes what stands at the open places. Returns all values of the pattern when there is news and something to decide.
   */
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
      if (other !== undefined) addEarlier(values, other, placesOfCode(this.#single.useAt(slot)));
      if (slot >= 0) this.#single.remove(slot);
    }
    const { anchors } = openings;
    const isStretch = openings.isStretch(k);
    return addValue(values, { anchors, template, isStretch }, openings.placesOf(k)) && values.size > 1
      ? values
      : undefined;
  }
}

/** The open places of a pattern, and a hash of what stands there, in one word. */
function useOf({ value, use }: Openings, code: number): number {
  const first = firstOf(code);
  const second = secondOf(code);
  let hash = use[first];
  if (second >= 0 && second <= first) {
    hash = value[first];
    for (let p = second; p < first; p++) hash = Math.imul(hash, 31) + value[p];
  } else if (second >= 0) hash = Math.imul(hash, 31) + use[second];
  return hash << PLACE_BITS | code;
}

function keyOf(openings: Openings, k: number): number {
  return keyOfHash(openings.hash1(k), openings.hash2(k));
}

function keyOfHash(hash1: number, hash2: number): number {
  return (hash1 >>> 0) * 0x200000 + (hash2 & 0x1fffff);
}

/** Takes what stands at these places of a message that came before. */
function addEarlier(values: PatternValues, { sentence, template }: EarlierMessage, open: OpenPlaces): void {
  const { anchors, phrases } = sentence;
  const { phraseFrom, phraseTo } = open;
  const isStretch = phraseFrom >= 0 && !phrases.some(({ from, to }) => from === phraseFrom && to === phraseTo);
  addValue(values, { anchors, template, isStretch }, open);
}

/** A negative name stands for none. */
function nameOrNothing(template: number): number | undefined {
  return template < 0 ? undefined : template;
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
