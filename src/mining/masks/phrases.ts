/**
 * Phrases: stretches of a message that may be said in many ways, and then are one parameter of several words. As the
 * signs of a message show: what stands in brackets or quotes, and what follows a colon up to the end, which tends to be
 * a reason (`could not connect to db: Connection refused`); what begins with a parameter goes on after a host's port.
 */
import type { Brackets } from "./brackets.ts";
import { isDelimiter, SLOT } from "./token.ts";

/** Anchors of a message, from the first to before the last. */
export interface Phrase {
  readonly from: number;
  readonly to: number;
  readonly isSegment: boolean;
  readonly afterColon?: boolean;
}

const SEGMENT_MAX = 4;

/**
 * The phrases of a message; `anchorAt` says how many anchors there were at each token, where a reader came by there.
 */
export function phrasesOf(
  tokens: readonly string[],
  brackets: Brackets,
  anchorAt: readonly (number | undefined)[],
): Phrase[] {
  const phrases: Phrase[] = [];
  let outermost = 0;
  for (let i = 0; i < tokens.length; i++) {
    if (tokens[i].length > 1) continue;
    const close = brackets.closeOf(i);
    outermost = Math.max(outermost, close);
    const isTail = i > outermost && tokens[i] === ":" && tokens[i + 1] !== SLOT;
    if (close === 0 && !isTail) continue;
    const from = anchorAt[i + 1];
    const to = anchorAt[isTail ? tokens.length : close];
    if (from !== undefined && to !== undefined && to > from) phrases.push({ from, to, isSegment: false });
  }
  addSegments(tokens, anchorAt, phrases);
  return phrases;
}

/** Adds the stretches of some words between signs that separate. */
function addSegments(tokens: readonly string[], anchorAt: readonly (number | undefined)[], phrases: Phrase[]): void {
  let begin = 0;
  for (let i = 0; i < tokens.length; i++) {
    if (!isDelimiter(tokens[i]) && !isDash(tokens[i])) continue;
    const from = anchorAt[begin];
    const to = anchorAt[i];
    const mayBegin = begin === 0 || separates(tokens[begin - 1]) || ")]".includes(tokens[begin - 1]);
    const afterColon = begin > 0 && tokens[begin - 1] === ":";
    begin = i + 1;
    if (!mayBegin || !separates(tokens[i]) && tokens[i] !== ")") continue;
    if (from === undefined || to === undefined || to - from < 2 || to - from > SEGMENT_MAX) continue;
    if (!phrases.some((phrase) => phrase.from === from && phrase.to === to)) phrases.push({ from, to, isSegment: true, afterColon });
  }
}

function isDash(token: string): boolean {
  return token === "-" || token === "--";
}

function separates(token: string): boolean {
  return isDash(token) || token === "," || token === ";" || token === ":";
}
