/**
 * The fields of patterns that are text: where each ends. Readers take (bytes, position, end) and return the position
 * after the field, or -1; none looks at or beyond `end`. Exported as one object, for the reason that
 * timestamp_parts.ts gives.
 */
import { UNTIL } from "./pattern.ts";
import { parts } from "../times/timestamp_parts.ts";

const { isBlank, skipBlanks } = parts;
const { holdsBlanks: HOLDS_BLANKS, blankFollows: BLANK_FOLLOWS } = UNTIL;

const OPEN_SQUARE = 0x5b;
const CLOSE_SQUARE = 0x5d;
const DASH = 0x2d;
const QUOTE = 0x22;
const BACKSLASH = 0x5c;
/** A bracketed token longer than this is read as words. */
const BRACKETS_BYTES_MAX = 256;

/** Up to a blank. */
function endOfToken(bytes: Uint8Array, pos: number, end: number): number {
  let i = pos;
  while (i < end && bytes[i] !== 32 && bytes[i] !== 9) i++;
  return i;
}

/** Behind the bracket that closes the one at `pos`; `pos` when none does. */
function endOfBrackets(bytes: Uint8Array, pos: number, end: number): number {
  const stop = pos + BRACKETS_BYTES_MAX < end ? pos + BRACKETS_BYTES_MAX : end;
  let depth = 0;
  for (let i = pos; i < stop; i++) {
    if (bytes[i] === OPEN_SQUARE) depth++;
    else if (bytes[i] === CLOSE_SQUARE && --depth === 0) return i + 1;
  }
  return pos;
}

/** Up to a literal; -1 when it does not come, or comes after a blank where the field holds none. */
function readUntil(
  bytes: Uint8Array,
  pos: number,
  end: number,
  literals: Uint8Array,
  at: number,
  length: number,
  bits: number,
): number {
  const first = literals[at];
  const open = openingOf(first);
  const holdsBlanks = (bits & HOLDS_BLANKS) !== 0;
  let depth = 0;
  for (let i = pos; i < end; i++) {
    const byte = bytes[i];
    if (byte > 64 && byte !== first && byte !== open) continue; // a letter, most of the time
    if (byte === open) depth++;
    else if (byte === first) {
      if (depth > 0) depth--;
      else if (isLiteralAt(bytes, i, end, literals, at, length)) {
        const after = i + length;
        const isEnd = (bits & BLANK_FOLLOWS) === 0 || after === end || isBlank(bytes[after]);
        if (isEnd) return i > pos || holdsBlanks ? i : -1;
      }
    } else if (!holdsBlanks && (byte === 32 || byte === 9)) {
      const next = skipBlanks(bytes, i, end); // padding before the literal
      return isLiteralAt(bytes, next, end, literals, at, length) ? i : -1;
    }
  }
  return -1;
}

function isLiteralAt(
  bytes: Uint8Array,
  pos: number,
  end: number,
  literals: Uint8Array,
  at: number,
  length: number,
): boolean {
  if (pos + length > end) return false;
  for (let i = 0; i < length; i++) if (bytes[pos + i] !== literals[at + i]) return false;
  return true;
}

/** The bracket that `close` closes, or a value that no byte has. */
function openingOf(close: number): number {
  if (close === 0x5d || close === 0x7d) return close - 2; // [] {}
  if (close === 0x29) return 0x28; // ()
  return close === 0x3e ? 0x3c : -1; // <>
}

/** "-" or elements such as [id@32473 key="va\"lue"], RFC 5424 section 6.3. */
function readStructuredData(bytes: Uint8Array, pos: number, end: number): number {
  if (pos < end && bytes[pos] === DASH) return pos + 1;
  let isQuoted = false;
  let depth = 0;
  for (let i = pos; i < end; i++) {
    const byte = bytes[i];
    if (isQuoted) {
      if (byte === BACKSLASH) i++;
      else if (byte === QUOTE) isQuoted = false;
    } else if (byte === QUOTE && depth === 1) isQuoted = true;
    else if (byte === OPEN_SQUARE && depth === 0) depth = 1;
    else if (byte === CLOSE_SQUARE && depth === 1) depth = 0;
    else if (depth === 0) return i > pos ? i : -1;
  }
  return depth === 0 && end > pos ? end : -1;
}

export const texts = { endOfBrackets, endOfToken, readStructuredData, readUntil } as const;
