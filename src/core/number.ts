/**
 * Numbers as logs write them, on bytes, for the hot path: sign, digits, one dot, and maybe a unit behind, which is not
 * looked at: `-12`, `3.5`, `120ms`, `64KB`, `7%`. An identifier that begins with digits (`12ab34cd`) is none.
 */

/** Bytes of a unit, at most; "µs" has three. */
const UNIT_BYTES_MAX = 5;
/** Digits that a number is read to exactly; longer ones are rounded as numbers are. */
const POWERS = Float64Array.from({ length: 23 }, (_, k) => Number(`1e${k}`));

const MINUS = 0x2d;
const PLUS = 0x2b;
const DOT = 0x2e;
const PERCENT = 0x25;
const LETTER_E = 0x65;

/** The number that bytes[start, end) are; NaN where they are none. */
export function readNumber(bytes: Uint8Array, start: number, end: number): number {
  const first = bytes[start];
  // nearly all that is no number begins with a letter
  if (first > 57 || first < 43) return NaN;
  let i = start;
  if (first === MINUS || first === PLUS) i++;
  const digitsAt = i;
  let value = 0;
  let digit = 0;
  while (i < end && (digit = bytes[i] - 48) >= 0 && digit <= 9) {
    value = value * 10 + digit;
    i++;
  }
  const isWhole = i > digitsAt;
  if (i < end) {
    if (bytes[i] === DOT) {
      const fractionAt = ++i;
      while (i < end && (digit = bytes[i] - 48) >= 0 && digit <= 9) {
        if (i - fractionAt < 15) value = value * 10 + digit;
        i++;
      }
      const digits = i - fractionAt;
      if (digits === 0 && (!isWhole || i < end)) return NaN;
      value /= POWERS[digits < 15 ? digits : 15];
    }
    if (i === digitsAt) return NaN;
    if (i < end && !isUnit(bytes, i, end)) {
      const exponent = readExponent(bytes, digitsAt, i, end);
      if (exponent !== exponent) return NaN;
      value *= 10 ** exponent;
    }
  }
  if (i === digitsAt) return NaN;
  return first === MINUS ? -value : value;
}

/** The exponent at `pos` of a number that begins at `start`: with a dot before it or a sign of its own, for `1e5` may be hex. */
function readExponent(bytes: Uint8Array, start: number, pos: number, end: number): number {
  if ((bytes[pos] | 32) !== LETTER_E) return NaN;
  let i = pos + 1;
  const isSigned = bytes[i] === MINUS || bytes[i] === PLUS;
  if (isSigned) i++;
  else {
    let dot = start;
    while (dot < pos && bytes[dot] !== DOT) dot++;
    if (dot === pos) return NaN;
  }
  if (i >= end || end - i > 3) return NaN;
  let exponent = 0;
  for (let k = i; k < end; k++) {
    const digit = bytes[k] - 48;
    if (digit < 0 || digit > 9) return NaN;
    exponent = exponent * 10 + digit;
  }
  return isSigned && bytes[pos + 1] === MINUS ? -exponent : exponent;
}

function isUnit(bytes: Uint8Array, start: number, end: number): boolean {
  if (end - start > UNIT_BYTES_MAX) return false;
  for (let i = start; i < end; i++) {
    const byte = bytes[i];
    if (((byte | 32) - 97) >>> 0 > 25 && byte < 128 && byte !== PERCENT) return false;
  }
  return true;
}
