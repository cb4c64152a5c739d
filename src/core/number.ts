/**
 * Numbers as logs write them, on bytes, for the hot path: sign, digits, one dot, and maybe a unit behind, which is not
 * looked at: `-12`, `3.5`, `120ms`, `64KB`, `7%`. An identifier that begins with digits (`12ab34cd`, `1234fe`) is none.
 */
import { decodeText } from "./text.ts";

/** Bytes of a unit, at most; "µs" has three. */
const UNIT_BYTES_MAX = 5;
/** Digits that make one part of a number; of a fraction so many count. */
const PART_DIGITS = 9;
const PART = 1e9;
const EXPONENT_DIGITS_MAX = 3;
const POWERS = Float64Array.from({ length: PART_DIGITS + 1 }, (_, k) => Number(`1e${k}`));

const MINUS = 0x2d;
const PLUS = 0x2b;
const DOT = 0x2e;
const PERCENT = 0x25;
const LETTER_B = 0x42;
const LETTER_E = 0x65;

/**
 * Writes the number that bytes[start, end) are to `into[at]`; NaN where they are none. It writes, since V8 would put a
 * fraction that a function returns into an object on the heap.
 */
export function readNumber(bytes: Uint8Array, start: number, end: number, into: Float64Array, at: number): void {
  into[at] = NaN;
  const first = bytes[start];
  // nearly all that is no number begins with a letter
  if (first > 57 || first < 43) return;
  let i = start;
  if (first === MINUS || first === PLUS) i++;
  const digitsAt = i;
  // nine digits at a time as a small integer, since a product of doubles for each digit takes three times as long
  let value = 0;
  let part = 0;
  let digit = 0;
  let stop = i + PART_DIGITS;
  while (i < end && (digit = bytes[i] - 48) >= 0 && digit <= 9) {
    if (i === stop) {
      value = value * PART + part;
      part = 0;
      stop += PART_DIGITS;
    }
    part = (part * 10 + digit) | 0;
    i++;
  }
  const isWhole = i > digitsAt;
  value = value * POWERS[PART_DIGITS - (stop - i)] + part;
  if (i < end) {
    if (bytes[i] === DOT) {
      const fractionAt = ++i;
      part = 0;
      while (i < end && (digit = bytes[i] - 48) >= 0 && digit <= 9) {
        if (i - fractionAt < PART_DIGITS) part = (part * 10 + digit) | 0;
        i++;
      }
      // an address, of which there are many
      if (i < end && bytes[i] === DOT) return;
      const digits = i - fractionAt;
      if (digits === 0 && (!isWhole || i < end)) return;
      const power = POWERS[digits < PART_DIGITS ? digits : PART_DIGITS];
      value = (value * power + part) / power;
    }
    if (i === digitsAt) return;
    if (i < end && !isUnit(bytes, i, end)) {
      // rare enough for the platform's own way, which is exact
      if (hasExponent(bytes, digitsAt, i, end)) into[at] = Number(decodeText(bytes, start, end));
      return;
    }
  }
  if (i === digitsAt) return;
  into[at] = first === MINUS ? -value : value;
}

/** Whether an exponent runs from `pos` to the end: with a dot before it or a sign of its own, for `1e5` may be hex. */
function hasExponent(bytes: Uint8Array, start: number, pos: number, end: number): boolean {
  if ((bytes[pos] | 32) !== LETTER_E) return false;
  let i = pos + 1;
  if (bytes[i] === MINUS || bytes[i] === PLUS) i++;
  else {
    let dot = start;
    while (dot < pos && bytes[dot] !== DOT) dot++;
    if (dot === pos) return false;
  }
  if (i >= end || end - i > EXPONENT_DIGITS_MAX) return false;
  while (i < end && ((bytes[i] - 48) >>> 0) <= 9) i++;
  return i === end;
}

function isUnit(bytes: Uint8Array, start: number, end: number): boolean {
  if (end - start > UNIT_BYTES_MAX) return false;
  // letters that are hex digits may be of an identifier, but for the B of bytes
  let isHex = !(end - start === 1 && bytes[start] === LETTER_B);
  for (let i = start; i < end; i++) {
    const byte = bytes[i];
    const letter = (byte | 32) - 97;
    if (letter >>> 0 > 5) isHex = false;
    if (letter >>> 0 > 25 && byte < 128 && byte !== PERCENT) return false;
  }
  return !isHex;
}
