/** What identifiers look like, and the words before them: recognised on bytes, for each parameter that may be one. */

const PREFIX_MIN = 2;
const PREFIX_MAX = 16;
const WORD_MAX = 24;
const HEX_MIN = 8;
const HASH_SIGN = 35;

/** Without the sign of a number. */
export function valueStart(bytes: Uint8Array, from: number): number {
  return bytes[from] === HASH_SIGN ? from + 1 : from;
}

/** Without the signs that end a sentence or a quotation. */
export function trimmedEnd(bytes: Uint8Array, from: number, to: number): number {
  while (to > from && isClosing(bytes[to - 1])) to--;
  return to;
}

function isClosing(byte: number): boolean {
  // . : , ; " ) ]
  return byte === 46 || byte === 58 || byte === 44 || byte === 59 || byte === 34 || byte === 41 || byte === 93;
}

function isDigit(byte: number): boolean {
  return byte >= 48 && byte <= 57;
}

function isLetter(byte: number): boolean {
  const lower = byte | 32;
  return lower >= 97 && lower <= 122;
}

function isHexDigit(byte: number): boolean {
  const lower = byte | 32;
  return isDigit(byte) || lower >= 97 && lower <= 102;
}

/** Letters, digits, dashes and underscores, with a digit. */
export function isIdentifier(bytes: Uint8Array, from: number, to: number): boolean {
  let digits = 0;
  for (let i = from; i < to; i++) {
    const byte = bytes[i];
    if (isDigit(byte)) digits++;
    else if (!isLetter(byte) && byte !== 45 && byte !== 95) return false;
  }
  return digits > 0;
}

/** `blk_` of `blk_-160`, `req-` of `req-7f`: letters and a sign before what has a digit; 0 for none. */
export function prefixLength(bytes: Uint8Array, from: number, to: number): number {
  let i = from;
  while (i < to && isLetter(bytes[i])) i++;
  const letters = i - from;
  if (letters < PREFIX_MIN || letters > PREFIX_MAX || i + 2 >= to + 1) return 0;
  if (bytes[i] !== 45 && bytes[i] !== 95) return 0;
  return to - i > 2 && isIdentifier(bytes, i + 1, to) ? letters + 1 : 0;
}

/** Whether an identifier with a prefix goes on like one; nearly all begin with a digit, or with a sign before it. */
export function isValueAfter(bytes: Uint8Array, from: number, value: number, to: number): boolean {
  if (value < to && isDigit(bytes[value]) || value + 1 < to && bytes[value] === 45 && isDigit(bytes[value + 1])) {
    return true;
  }
  return value < to && prefixLength(bytes, from, to) === value - from;
}

export function isUuid(bytes: Uint8Array, from: number, to: number): boolean {
  if (to - from !== 36) return false;
  for (let i = 0; i < 36; i++) {
    const isDash = i === 8 || i === 13 || i === 18 || i === 23;
    if (isDash ? bytes[from + i] !== 45 : !isHexDigit(bytes[from + i])) return false;
  }
  return true;
}

export function isZeroX(bytes: Uint8Array, from: number, to: number): boolean {
  if (to - from < 5 || bytes[from] !== 48 || (bytes[from + 1] | 32) !== 120) return false;
  for (let i = from + 2; i < to; i++) if (!isHexDigit(bytes[i])) return false;
  return true;
}

/** Hex digits alone, with a letter and a digit among them. */
export function isHex(bytes: Uint8Array, from: number, to: number): boolean {
  if (to - from < HEX_MIN || to - from > 64) return false;
  let digits = 0;
  for (let i = from; i < to; i++) {
    if (!isHexDigit(bytes[i])) return false;
    if (isDigit(bytes[i])) digits++;
  }
  return digits > 0 && digits < to - from;
}

export function addressStart(bytes: Uint8Array, from: number): number {
  return bytes[from] === 47 ? from + 1 : from;
}

/** Where four numbers with dots between them end; 0 for anything else. A port may follow. */
export function addressEnd(bytes: Uint8Array, from: number, to: number): number {
  let dots = 0;
  let digits = 0;
  let i = from;
  for (; i < to; i++) {
    if (isDigit(bytes[i])) {
      if (++digits > 3) return 0;
    } else if (bytes[i] === 46 && digits > 0) {
      dots++;
      digits = 0;
    } else break;
  }
  if (dots !== 3 || digits === 0) return 0;
  return i === to || bytes[i] === 58 || bytes[i] === 47 ? i : 0;
}

const word = { start: 0, length: 0, isBlank: false };

/**
 * The word that names the value after it: `id=`, `id: `, `user 7`, `sshd[`, `order #`, `"id":"`. Overwritten by
 * the next call.
 */
export function wordBefore(bytes: Uint8Array, lineStart: number, valueStart: number): typeof word {
  word.length = 0;
  word.isBlank = false;
  let i = valueStart - 1;
  if (i >= lineStart && (bytes[i] === 34 || bytes[i] === 39)) i--; // a quote
  if (i < lineStart) return word;
  const sign = bytes[i];
  if (sign === 61 || sign === 91 || sign === 58) i--; // = [ :
  else if (sign === 35) { // #, with a blank before it or not
    i--;
    if (i >= lineStart && bytes[i] === 32) i--;
  } else if (sign === 32) { // a blank, with a colon before it or not
    word.isBlank = i === lineStart || bytes[i - 1] !== 58;
    i -= word.isBlank ? 1 : 2;
  } else return word;
  if (i >= lineStart && (bytes[i] === 34 || bytes[i] === 39)) i--;
  const end = i + 1;
  while (i >= lineStart && (isLetter(bytes[i]) || bytes[i] === 95)) i--;
  if (end - (i + 1) < 2 || end - (i + 1) > WORD_MAX) return word;
  word.start = i + 1;
  word.length = end - word.start;
  return word;
}
