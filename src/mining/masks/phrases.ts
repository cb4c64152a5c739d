/**
 * Phrases: stretches of a message that may be said in many ways, and then are one parameter of several words. As the
 * signs of a message show: *texts* stand in brackets or quotes, and after a colon or a dash, up to the end or the next
 * sign, where they tend to be a reason (`could not connect to db: Connection refused`); what begins with a parameter
 * goes on after a host's port. *Names* of several words stand between other signs (`Media Player.exe - 10.0.0.1
 * closed`).
 */
import type { Brackets } from "./brackets.ts";
import { isDelimiter, SLOT } from "./token.ts";

/** Anchors that a name has at most, or a text that does not go on to the end. */
const SEGMENT_ANCHORS_MAX = 6;

/** A *stretch* may be a name as well, although no sign says so. */
export type PhraseKind = "text" | "name" | "stretch";

/** Anchors of a message, from the first to before the last. */
export interface Phrase {
  readonly from: number;
  readonly to: number;
  readonly kind: PhraseKind;
}

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
  let dashes = 0;
  for (let i = 0; i < tokens.length; i++) {
    if (tokens[i].length > 1) continue;
    if (isDash(tokens[i])) dashes++;
    const close = brackets.closeOf(i);
    outermost = Math.max(outermost, close);
    // a reason may follow a dash too, but what follows a second one belongs to the first
    const isDashed = dashes === 1 && isDash(tokens[i]) && tokens[i + 1] !== ">";
    const isTail = i > outermost && (tokens[i] === ":" || isDashed) && tokens[i + 1] !== SLOT;
    if (close === 0 && !isTail) continue;
    const from = anchorAt[i + 1];
    const to = anchorAt[isTail ? tokens.length : close];
    if (from !== undefined && to !== undefined && to > from) phrases.push({ from, to, kind: "text" });
  }
  addSegments(tokens, anchorAt, phrases);
  return phrases;
}

/** Adds what stands between two signs that separate, and is no phrase yet. */
function addSegments(tokens: readonly string[], anchorAt: readonly (number | undefined)[], phrases: Phrase[]): void {
  let begin = 0;
  for (let i = 0; i < tokens.length; i++) {
    const token = tokens[i];
    if (!isDelimiter(token) && !isDash(token)) continue;
    const before = begin === 0 ? "" : tokens[begin - 1];
    const from = anchorAt[begin];
    const to = anchorAt[i];
    begin = i + 1;
    const isBetween = (before === "" || before === ")" || before === "]" || separates(before)) &&
      (token === ")" || separates(token));
    if (!isBetween || from === undefined || to === undefined) continue;
    if (to - from < 2 || to - from > SEGMENT_ANCHORS_MAX) continue;
    if (phrases.some((phrase) => phrase.from === from && phrase.to === to)) continue;
    phrases.push({ from, to, kind: before === ":" ? "text" : "name" });
  }
}

function separates(token: string): boolean {
  return token === "," || token === ";" || token === ":" || isDash(token);
}

function isDash(token: string): boolean {
  return token === "-" || token === "--";
}
