/**
 * Which anchors of a message a pattern leaves open: one, two, or all of a phrase. As a code of `PLACE_BITS` bits, since
 * there are dozens of patterns for each message (openings.ts, single_patterns.ts): six bits say the first place,
 * six the second plus one; if that is not behind the first, then the phrase that begins at the second and ends
 * with the first.
 */

export const PLACE_BITS = 12;
const HALF = PLACE_BITS / 2;
const HALF_MASK = (1 << HALF) - 1;
/** Phrases that begin later have no code. */
export const PHRASE_FROM_MAX = HALF_MASK - 1;

export interface OpenPlaces {
  /** In order; of a phrase, where it begins. */
  readonly places: readonly number[];
  /** Where the phrase begins and ends; -1 where there is none. */
  readonly phraseFrom: number;
  readonly phraseTo: number;
}

/** The code of one place, or of two: `second` is negative where there is none. */
export function codeOfPlaces(first: number, second: number): number {
  return first | second + 1 << HALF;
}

/** The code of a phrase, from its first anchor to before `to`. */
export function codeOfPhrase(from: number, to: number): number {
  return to - 1 | from + 1 << HALF;
}

/** The first place, or the last of a phrase. */
export function firstOf(code: number): number {
  return code & HALF_MASK;
}

/** The second place, negative where there is none, or the first of a phrase. */
export function secondOf(code: number): number {
  return (code >> HALF & HALF_MASK) - 1;
}

/** What the lower bits of a number say. */
export function placesOfCode(code: number): OpenPlaces {
  const first = firstOf(code);
  const second = secondOf(code);
  if (second >= 0 && second <= first) return { places: [second], phraseFrom: second, phraseTo: first + 1 };
  return { places: second < 0 ? [first] : [first, second], phraseFrom: -1, phraseTo: -1 };
}
