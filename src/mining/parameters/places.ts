/**
 * Which place of its template each parameter of a shape fills, so that what is kept of a place means the same thing for
 * all shapes of the template: "the first one after the word size". A place is named by the last word before it that all
 * messages of the template share, and by how many places come between; so it keeps its name where optional parts before
 * that word come and go, and where lists grow.
 *
 * It is a function of the shape's and the template's text alone: nothing is kept, and every worker's table
 * gets the same.
 */
import { isIdentifierName } from "../../core/identifier.ts";
import { MASK_CHARACTER, NAMED_MASK_CHARACTER, WILDCARD } from "../masks/masking.ts";
import { readableShape } from "../template_text.ts";

/** Places after one word that are told apart; a longer list is one place from here on. */
const ORDINAL_MAX = 4;
/** Words of a shape that are not in its template's text, at most, that count as parameters. */
const WILD_WORDS_MAX = 8;

/** A place, by two hashes: of the word it comes after, and with its number after that. */
export interface Place {
  readonly anchor: number;
  readonly key: number;
  /** The word right before it says that what fills it names something (`uid=0`). */
  readonly isIdentifier: boolean;
}

/** A word that stands where other shapes of the template have another. */
export interface WildWord {
  readonly place: Place;
  readonly word: string;
}

/** The places that a shape fills. */
export interface ShapePlaces {
  /** By the number of the mask in the shape. */
  readonly masks: readonly Place[];
  readonly words: readonly WildWord[];
}

/** A wildcard of a template's text. */
export interface Wildcard {
  readonly anchor: number;
  /** The shared word before it; "" at the beginning. */
  readonly label: string;
}

/** The places of a shape in a template with this text, which the shape is one of. */
export function placesOf(shape: string, text: string): ShapePlaces {
  if (text === readableShape(shape)) return { masks: ownPlaces(shape), words: [] };
  const shared = sharedWords(text);
  const endsOpen = text.endsWith(WILDCARD);
  const masks: Place[] = [];
  const words: WildWord[] = [];
  const tokens: readonly string[] = shape.match(SHAPE_TOKEN) ?? [];
  let next = 0;
  let ordinal = 0;
  let anchor = START;
  let before = "";
  for (const [at, token] of tokens.entries()) {
    if (token === NAMED_MASK_CHARACTER) continue;
    if (token === MASK_CHARACTER) {
      masks.push(placeAt(anchor, ordinal++, before));
      continue;
    }
    // the text may have been cut within a word, which then no shape has
    while (next < shared.length && shared[next].word !== token && !tokens.includes(shared[next].word, at)) next++;
    if (next < shared.length && shared[next].word === token) {
      before = token;
      anchor = shared[next++].anchor;
      ordinal = 0;
    } else if (words.length < WILD_WORDS_MAX && (next < shared.length || endsOpen)) {
      words.push({ place: placeAt(anchor, ordinal++, ""), word: token });
    }
  }
  return { masks, words };
}

/** The places of the one shape that a template has: all its words are shared. */
function ownPlaces(shape: string): Place[] {
  const masks: Place[] = [];
  const seen: string[] = [];
  let ordinal = 0;
  let anchor = START;
  let word = "";
  for (const token of shape.match(SHAPE_TOKEN) ?? []) {
    if (token === NAMED_MASK_CHARACTER) continue;
    if (token !== MASK_CHARACTER) {
      seen.push(word = token);
      ordinal = 0;
      continue;
    }
    if (ordinal === 0 && word !== "") {
      let times = -1;
      for (const other of seen) if (other === word) times++;
      anchor = mixed(hashWord(word), times);
    }
    masks.push(placeAt(anchor, ordinal++, word));
  }
  return masks;
}

/** The wildcards of a template's text in their order. */
export function wildcardsOf(text: string): Wildcard[] {
  const shared = sharedWords(text);
  const wildcards: Wildcard[] = [];
  let next = 0;
  for (const token of text.match(TEXT_TOKEN) ?? []) {
    if (token !== WILDCARD) next++;
    else {wildcards.push(
        next === 0 ? { anchor: START, label: "" } : { ...shared[next - 1], label: shared[next - 1].word },
      );}
  }
  return wildcards.map(({ anchor, label }) => ({ anchor, label }));
}

/** What stands for the beginning of a message. */
const START = 0x811c9dc5 | 0;
const SHAPE_TOKEN = new RegExp(
  `[${MASK_CHARACTER}${NAMED_MASK_CHARACTER}]|[^\\s=,;:()[\\]{}"'|<>${MASK_CHARACTER}${NAMED_MASK_CHARACTER}]+`,
  "g",
);
const TEXT_TOKEN = /<\*>|[^\s=,;:()[\]{}"'|<>]+/g;

interface SharedWord {
  readonly word: string;
  readonly anchor: number;
}

/** The words of a template's text; the anchor of one that comes again differs. */
function sharedWords(text: string): SharedWord[] {
  const seen = new Map<string, number>();
  return (text.match(TEXT_TOKEN) ?? []).filter((token) => token !== WILDCARD).map((word) => {
    const times = seen.get(word) ?? 0;
    seen.set(word, times + 1);
    return { word, anchor: mixed(hashWord(word), times) };
  });
}

function placeAt(anchor: number, ordinal: number, before: string): Place {
  const key = mixed(anchor, 1 + (ordinal < ORDINAL_MAX ? ordinal : ORDINAL_MAX));
  return { anchor, key, isIdentifier: ordinal === 0 && isIdentifierName(before) };
}

function hashWord(word: string): number {
  let hash = 0x811c9dc5 | 0;
  for (let i = 0; i < word.length; i++) hash = Math.imul(hash ^ word.charCodeAt(i), 0x01000193);
  return hash;
}

function mixed(a: number, b: number): number {
  let hash = Math.imul(a ^ Math.imul(b, 0x9e3779b1), 0x85ebca6b);
  hash ^= hash >>> 15;
  return Math.imul(hash, 0xc2b2ae35) ^ b;
}
