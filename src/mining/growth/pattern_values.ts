/** What stands at the open places of a pattern, in the messages that share it. */
import { type Anchor, isSlot } from "./anchors.ts";
import type { OpenPlaces } from "./open_places.ts";
import { SLOT } from "../masks/token.ts";
import { isIdentifier } from "../masks/vocabulary.ts";

/** Values of one pattern that are kept. */
const VALUES_MAX = 64;
/** Between the words of a phrase, and between the places of a pattern. */
const BLANK = " ";
const BETWEEN_PLACES = "\n";

export interface PatternValue {
  /** Per place: a word, a phrase, or `SLOT`. */
  readonly words: readonly string[];
  template: number;
  /** Per place: the word stands right beside a number, so that it may be its unit. */
  readonly besideNumber: readonly boolean[];
  /** Several words, of which no sign says that they belong together. */
  readonly isStretch: boolean;
}

/** Values by their words. */
export type PatternValues = Map<string, PatternValue>;

/** A message with a value. */
interface ValueMessage {
  readonly anchors: readonly Anchor[];
  readonly template: number;
  readonly isStretch: boolean;
}

/** Takes what stands at these places of a message of a template. Whether it is news. */
export function addValue(
  values: PatternValues,
  { anchors, template, isStretch }: ValueMessage,
  open: OpenPlaces,
): boolean {
  const words = open.places.map((place) => wordAt(anchors, place, open));
  const besideNumber = open.places.map((place) => isBesideNumber(anchors, place));
  const key = words.join(BETWEEN_PLACES);
  const known = values.get(key);
  if (known !== undefined && !(known.besideNumber.includes(true) && !besideNumber.includes(true))) return false;
  if (known !== undefined || values.size < VALUES_MAX) values.set(key, { words, template, besideNumber, isStretch });
  return true;
}

/** Whether a value has several words. */
export function isPhrase(value: string): boolean {
  return value.includes(BLANK);
}

/** The words of a value. */
export function wordsOf(phrase: string): string[] {
  return phrase.split(BLANK);
}

export function isBesideNumber(anchors: readonly Anchor[], place: number): boolean {
  return anchors[place].kind === "word" &&
    (place > 0 && anchors[place - 1].text === SLOT || anchors[place + 1]?.text === SLOT) &&
    !isIdentifier(anchors[place].text);
}

function wordAt(anchors: readonly Anchor[], place: number, { phraseFrom, phraseTo }: OpenPlaces): string {
  if (place !== phraseFrom) return isSlot(anchors[place].text) ? SLOT : anchors[place].text;
  const words = anchors.slice(phraseFrom, phraseTo).filter(({ text }) => !isSlot(text));
  return words.length === 0 ? SLOT : words.map(({ text }) => text).join(BLANK);
}
