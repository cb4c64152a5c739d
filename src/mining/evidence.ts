/**
 * Evidence that words which stand in one place of otherwise equal messages are values of a parameter: how many there
 * are, what kind of words, how much stays the same around them. Where it suffices, the templates are one, and the
 * pattern with the open place takes later messages at once.
 */
import type { Anchor } from "./anchors.ts";
import { isKey, isSlot } from "./anchors.ts";
import { Openings, OPEN } from "./openings.ts";
import { SLOT } from "./token.ts";
import { CUES, isIdentifier, isWord, weightOf } from "./vocabulary.ts";

/** Weight of values that makes a place open, before what the constants below add. */
const BASE_WEIGHT = 2;
/** The same for a place after a key: values there are often states. */
const FIELD_WEIGHT = 3;
/** Added weight per open place, divided by the words that stay. */
const CONTEXT_WEIGHT = 4;
/** Enough where a number stands too. */
const NUMBER_WEIGHT = 2;
/** Enough after a word that announces a name. */
const CUE_WEIGHT = 1.5;
/** Factor for the first word of a message, which tends to say what it is about. */
const FIRST_FACTOR = 2;

/** Patterns, and values of one pattern, that are kept. */
const PATTERNS_MAX = 1 << 18;
const VALUES_MAX = 64;
/** Accepted patterns with three open places or more: searched one by one. */
const WIDE_MAX = 256;

interface Value {
  readonly words: readonly string[];
  readonly template: number;
  /** Per place: the word stands right beside a number, so that it may be its unit. */
  readonly besideNumber: readonly boolean[];
}

interface Pattern {
  readonly values: Map<string, Value>;
  isOpen: boolean;
}

/** A pattern whose places were found to be open. */
export interface OpenPattern {
  readonly texts: readonly string[];
  readonly template: number;
}

export interface Templates {
  find(index: number): number;
  union(indices: readonly number[]): number;
}

export class Evidence {
  readonly #templates: Templates;
  readonly #patterns = new Map<number, Pattern>();
  readonly #wide: OpenPattern[] = [];

  constructor(templates: Templates) {
    this.#templates = templates;
  }

  /** The template of the open pattern that fits these anchors and keeps most of their words; -1 for none. */
  match(openings: Openings): number {
    let best = -1;
    let mostWords = -1;
    for (const { key, places } of openings) {
      const stays = -places.length;
      const pattern = this.#patterns.get(key);
      if (pattern?.isOpen && stays > mostWords - 1000 && (best < 0 || stays > mostWords)) {
        best = pattern.values.values().next().value!.template;
        mostWords = stays;
      }
    }
    if (best >= 0) return this.#templates.find(best);
    for (const { texts, template } of this.#wide) {
      if (fits(texts, openings.anchors)) return this.#templates.find(template);
    }
    return -1;
  }

  /** Takes the anchors of a message of this template as evidence; returns the patterns that open by it. */
  add(openings: Openings, template: number): OpenPattern[] {
    const ready: { pattern: Pattern; places: readonly number[]; words: number }[] = [];
    for (const { key, places, words } of openings) {
      const pattern = this.#patternOf(key);
      if (this.#note(pattern, openings.anchors, places, template) && this.#suffices(pattern, openings, places, words)) {
        ready.push({ pattern, places, words });
      }
    }
    ready.sort((a, b) => a.places.length - b.places.length || b.words - a.words);
    const opened: OpenPattern[] = [];
    for (const { pattern, places } of ready) {
      const union = this.#templates.union([...pattern.values.values()].map((value) => value.template));
      if (pattern.isOpen) continue;
      pattern.isOpen = true;
      const texts = openings.pattern(places);
      const open = { texts, template: union };
      opened.push(open);
      if (texts.filter((text) => text === OPEN).length >= 3 && this.#wide.length < WIDE_MAX) this.#wide.push(open);
    }
    return opened;
  }

  #patternOf(key: number): Pattern {
    let pattern = this.#patterns.get(key);
    if (pattern === undefined) {
      if (this.#patterns.size >= PATTERNS_MAX) this.#patterns.delete(this.#patterns.keys().next().value!);
      this.#patterns.set(key, pattern = { values: new Map(), isOpen: false });
    }
    return pattern;
  }

  /** Whether the values at these places are news, and others are known. */
  #note(pattern: Pattern, anchors: readonly Anchor[], places: readonly number[], template: number): boolean {
    const words = places.map((place) => isSlot(anchors[place].text) ? SLOT : anchors[place].text);
    const besideNumber = places.map((place) => isBesideNumber(anchors, place));
    const key = words.join(" ");
    const known = pattern.values.get(key);
    if (known !== undefined && !(known.besideNumber.includes(true) && !besideNumber.includes(true))) return false;
    if (known === undefined && pattern.values.size >= VALUES_MAX) return pattern.isOpen;
    pattern.values.set(key, { words, template, besideNumber });
    return pattern.values.size > 1;
  }

  #suffices({ values }: Pattern, openings: Openings, places: readonly number[], words: number): boolean {
    return places.every((place, q) => {
      const seen = new Set([...values.values()].map((value) => value.words[q]));
      if (seen.size < 2) return false;
      if (seen.has(OPEN)) return true;
      const before = wordBefore(openings.anchors, places, place);
      const isField = isKey(before);
      let need = (isField ? FIELD_WEIGHT : BASE_WEIGHT) + CONTEXT_WEIGHT * places.length / words;
      const replacesNumber = [...values.values()].some((value) => isWord(value.words[q]) && !value.besideNumber[q]);
      if (seen.has(SLOT) && words >= 2 && replacesNumber) need = NUMBER_WEIGHT;
      else if (CUES.has(before.toLowerCase())) need = Math.min(need, CUE_WEIGHT);
      const isFirst = before === "";
      if (isFirst && !seen.has(SLOT) && [...seen].some((word) => !isIdentifier(word))) need *= FIRST_FACTOR;
      let weight = 0;
      for (const word of seen) weight += weightOf(word);
      return weight >= need;
    });
  }
}

/** The text that stays before a place; empty at the start. */
function wordBefore(anchors: readonly Anchor[], places: readonly number[], place: number): string {
  for (let p = place - 1; p >= 0; p--) {
    if (places.includes(p)) return OPEN;
    if (!isSlot(anchors[p].text)) return anchors[p].text;
  }
  return "";
}

function isBesideNumber(anchors: readonly Anchor[], place: number): boolean {
  return anchors[place].kind === "word" && (anchors[place - 1]?.text === SLOT || anchors[place + 1]?.text === SLOT);
}

/** Whether a pattern with open places covers anchors. */
function fits(texts: readonly string[], anchors: readonly Anchor[]): boolean {
  let i = 0;
  for (const text of texts) {
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
