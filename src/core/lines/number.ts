/**
 * Numbers as logs write them, on bytes, for the hot path: sign, digits, one dot, and maybe a unit behind, which is not
 * looked at: `-12`, `3.5`, `120ms`, `64KB`, `7%`. An identifier that begins with digits (`12ab34cd`, `1234fe`) is none.
 */
import { decodeText } from "./text.ts";
import { words } from "./words.ts";

const { endOfDigits } = words;

/** Bytes of a unit, at most; "µs" has three. */
const UNIT_BYTES_MAX = 5;
/** Digits that make one part of a number; of a fraction so many count. */
const PART_DIGITS = 9;
const PART = 1e9;
const EXPONENT_DIGITS_MAX = 3;
const POWERS = Float64Array.from({ length: PART_DIGITS + 1 }, (_, k) => Number(`1e${k}`));

const ZERO = 0x30;
const MINUS = 0x2d;
const PLUS = 0x2b;
const DOT = 0x2e;
const PERCENT = 0x25;
const LETTER_B = 0x42;
const LETTER_E = 0x65;

/**
 * Writes the number that the bytes from `start` to `end` are to `into[at]`; NaN where they are none. It writes, since
 * V8 would put a fraction that a function returns into an object on the heap. Most that begins with a digit and is no
 * small whole number is no number at all, but an address or an identifier: so what it is made of is looked at first.
 */
export function readNumber(view: DataView, start: number, end: number, into: Float64Array, at: number): void {
  into[at] = NaN;
  if (start >= end) return;
  const first = view.getUint8(start);
  const wholeAt = first === MINUS || first === PLUS ? start + 1 : start;
  const wholeEnd = endOfDigits(view, wholeAt, end);
  let stop = wholeEnd;
  let digits = 0;
  if (stop < end && view.getUint8(stop) === DOT) {
    stop = endOfDigits(view, wholeEnd + 1, end);
    digits = stop - wholeEnd - 1;
    if (digits === 0 && (wholeEnd === wholeAt || stop < end)) return;
  }
  if (stop === wholeAt) return;
  if (stop < end && !isUnit(view, stop, end)) {
    // rare enough for the platform's own way, which is exact
    if (hasExponent(view, wholeAt, stop, end)) {
      into[at] = Number(decodeText(new Uint8Array(view.buffer, view.byteOffset), start, end));
    }
    return;
  }
  let value = 0;
  let from = wholeAt;
  // as many digits at a time as a small integer holds, since a product of doubles for each takes three times as long
  for (; from + PART_DIGITS < wholeEnd; from += PART_DIGITS) {
    value = value * PART + digitsValue(view, from, from + PART_DIGITS);
  }
  value = value * POWERS[wholeEnd - from] + digitsValue(view, from, wholeEnd);
  if (digits > 0) {
    const counted = digits < PART_DIGITS ? digits : PART_DIGITS;
    const power = POWERS[counted];
    value = (value * power + digitsValue(view, wholeEnd + 1, wholeEnd + 1 + counted)) / power;
  }
  into[at] = first === MINUS ? -value : value;
}

/** The number that up to nine digits make. */
function digitsValue(view: DataView, start: number, end: number): number {
  let value = 0;
  for (let i = start; i < end; i++) value = (value * 10 + view.getUint8(i) - ZERO) | 0;
  return value;
}

/** Whether an exponent runs from `pos` to the end: with a dot before it or a sign of its own, for `1e5` may be hex. */
function hasExponent(view: DataView, start: number, pos: number, end: number): boolean {
  if ((view.getUint8(pos) | 32) !== LETTER_E) return false;
  let i = pos + 1;
  if (i >= end) return false;
  if (view.getUint8(i) === MINUS || view.getUint8(i) === PLUS) i++;
  else {
    let dot = start;
    while (dot < pos && view.getUint8(dot) !== DOT) dot++;
    if (dot === pos) return false;
  }
  if (i >= end || end - i > EXPONENT_DIGITS_MAX) return false;
  while (i < end && ((view.getUint8(i) - 48) >>> 0) <= 9) i++;
  return i === end;
}

function isUnit(view: DataView, start: number, end: number): boolean {
  if (end - start > UNIT_BYTES_MAX) return false;
  // letters that are hex digits may be of an identifier, but for the B of bytes
  let isHex = !(end - start === 1 && view.getUint8(start) === LETTER_B);
  for (let i = start; i < end; i++) {
    const byte = view.getUint8(i);
    const letter = (byte | 32) - 97;
    if (letter >>> 0 > 5) isHex = false;
    if (letter >>> 0 > 25 && byte < 128 && byte !== PERCENT) return false;
  }
  return !isHex;
}
