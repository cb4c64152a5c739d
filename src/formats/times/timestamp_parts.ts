/**
 * The parts that timestamps are made of: pairs of digits, times of day, fractions, zones, names of months and days.
 * Readers take (bytes, position, end) and return the position after the part, or -1; none looks at or beyond `end`.
 *
 * They are exported as one object, which users take apart into constants of their own, `const { isDigit } = parts`,
 * because the engine looks up an imported or exported name at each use, but inlines through a local constant: a
 * timestamp takes 27 ns instead of 41 (bench/formats_bench.ts, group "timestamps").
 */
import type { Clock } from "./clock.ts";

const COLON = 0x3a;
const DOT = 0x2e;
const COMMA = 0x2c;
const PLUS = 0x2b;
const MINUS = 0x2d;

/** What `twoDigits` gives for other bytes: larger than any number of a date, also after an OR with others. */
const NOT_DIGITS = 1 << 20;

function isDigit(byte: number): boolean {
  return ((byte - 48) >>> 0) < 10;
}

function isBlank(byte: number): boolean {
  return byte === 32 || byte === 9;
}

function isWordByte(byte: number): boolean {
  return isDigit(byte) || (((byte | 32) - 97) >>> 0) < 26 || byte === 0x5f;
}

/** The number that two digits at `i` make, or NOT_DIGITS. The caller has checked that both are before the end. */
function twoDigits(bytes: Uint8Array, i: number): number {
  const tens = bytes[i] - 48;
  const ones = bytes[i + 1] - 48;
  return (tens >>> 0) > 9 || (ones >>> 0) > 9 ? NOT_DIGITS : tens * 10 + ones;
}

/** How many digits stand at `pos`, at most `most`. */
function countDigits(bytes: Uint8Array, pos: number, end: number, most: number): number {
  const stop = pos + most < end ? pos + most : end;
  let i = pos;
  while (i < stop && ((bytes[i] - 48) >>> 0) < 10) i++;
  return i - pos;
}

/** The number that `count` (at most 9) digits at `pos` make. */
function digitsValue(bytes: Uint8Array, pos: number, count: number): number {
  let value = 0;
  for (let i = pos; i < pos + count; i++) value = value * 10 + bytes[i] - 48;
  return value;
}

function skipBlanks(bytes: Uint8Array, pos: number, end: number): number {
  let i = pos;
  while (i < end && (bytes[i] === 32 || bytes[i] === 9)) i++;
  return i;
}

/** "22:15:29", also with single digits, and with `separator` other than a colon; then a fraction after "." or ",". */
function readTimeOfDay(bytes: Uint8Array, pos: number, end: number, clock: Clock, separator = COLON): number {
  const next = readHourMinuteSecond(bytes, pos, end, clock, separator);
  if (next < 0 || next >= end) return next;
  const byte = bytes[next];
  if (byte === DOT || byte === COMMA) return readFraction(bytes, next, end, clock);
  return isDigit(byte) ? -1 : next;
}

function readHourMinuteSecond(
  bytes: Uint8Array,
  pos: number,
  end: number,
  clock: Clock,
  separator: number,
): number {
  if (pos + 8 <= end && bytes[pos + 2] === separator && bytes[pos + 5] === separator) {
    const hour = twoDigits(bytes, pos);
    const minute = twoDigits(bytes, pos + 3);
    const second = twoDigits(bytes, pos + 6);
    if ((hour | minute | second) < NOT_DIGITS) return clock.setTime(hour, minute, second) ? pos + 8 : -1;
  }
  const hourDigits = countDigits(bytes, pos, end, 2);
  const minuteAt = pos + hourDigits + 1;
  if (hourDigits === 0 || minuteAt >= end || bytes[minuteAt - 1] !== separator) return -1;
  const minuteDigits = countDigits(bytes, minuteAt, end, 2);
  const secondAt = minuteAt + minuteDigits + 1;
  if (minuteDigits === 0 || secondAt >= end || bytes[secondAt - 1] !== separator) return -1;
  const secondDigits = countDigits(bytes, secondAt, end, 2);
  if (secondDigits === 0) return -1;
  const hour = digitsValue(bytes, pos, hourDigits);
  const minute = digitsValue(bytes, minuteAt, minuteDigits);
  return clock.setTime(hour, minute, digitsValue(bytes, secondAt, secondDigits)) ? secondAt + secondDigits : -1;
}

/** The digits after the point or comma at `pos`, when there are any. More than nine are read over. */
function readFraction(bytes: Uint8Array, pos: number, end: number, clock: Clock): number {
  let value = 0;
  let i = pos + 1;
  const stop = pos + 10 < end ? pos + 10 : end;
  for (let digit = 0; i < stop && (digit = (bytes[i] - 48) >>> 0) < 10; i++) value = value * 10 + digit;
  const digits = i - pos - 1;
  if (digits === 0) return pos;
  clock.fraction = value;
  clock.fractionDigits = digits;
  while (i < end && isDigit(bytes[i])) i++;
  return i;
}

/** " AM", "PM", "p.m." are read as far as their two letters; other bytes are left alone. */
function readHalfOfDay(bytes: Uint8Array, pos: number, end: number, clock: Clock): number {
  const i = pos < end && bytes[pos] === 32 ? pos + 1 : pos;
  if (i + 2 > end || (bytes[i + 1] | 32) !== 0x6d || (i + 2 < end && isWordByte(bytes[i + 2]))) return pos;
  const letter = bytes[i] | 32;
  if ((letter !== 0x61 && letter !== 0x70) || clock.hour > 12 || clock.hour === 0) return pos;
  clock.hour = clock.hour % 12 + (letter === 0x70 ? 12 : 0);
  return i + 2;
}

/** "Z", "+02:00", "+0200", "+02", " UTC", " GMT", " +0200", " +02:00"; without a zone the position stays. */
function readZone(bytes: Uint8Array, pos: number, end: number, clock: Clock): number {
  if (pos >= end) return pos;
  const first = bytes[pos];
  if (first === PLUS || first === MINUS) return readOffset(bytes, pos, end, clock, 2);
  if ((first | 32) === 0x7a) { // Z
    if (pos + 1 < end && isWordByte(bytes[pos + 1])) return pos;
    clock.offsetMinutes = 0;
    return pos + 1;
  }
  if (first !== 32 || pos + 4 > end) return pos;
  const second = bytes[pos + 1];
  if (second === PLUS || second === MINUS) {
    const next = readOffset(bytes, pos + 1, end, clock, 4);
    return next === pos + 1 ? pos : next;
  }
  const isUtc = (second === 0x55 && bytes[pos + 2] === 0x54 && bytes[pos + 3] === 0x43) ||
    (second === 0x47 && bytes[pos + 2] === 0x4d && bytes[pos + 3] === 0x54);
  if (!isUtc || (pos + 4 < end && isWordByte(bytes[pos + 4]))) return pos;
  clock.offsetMinutes = 0;
  return pos + 4;
}

/** A sign and hours, with minutes when `digitsMin` is 4. Offsets that no clock ever had are left alone. */
function readOffset(bytes: Uint8Array, pos: number, end: number, clock: Clock, digitsMin: number): number {
  if (pos + 3 > end) return pos;
  const hours = twoDigits(bytes, pos + 1);
  let minutes = 0;
  let i = pos + 3;
  const minutesAt = i < end && bytes[i] === COLON ? i + 1 : i;
  if (minutesAt + 2 <= end && twoDigits(bytes, minutesAt) !== NOT_DIGITS) {
    minutes = twoDigits(bytes, minutesAt);
    i = minutesAt + 2;
  } else if (digitsMin === 4) return pos;
  if (hours > 14 || minutes > 59 || minutes % 15 !== 0 || (i < end && isWordByte(bytes[i]))) return pos;
  clock.offsetMinutes = bytes[pos] === MINUS ? -(hours * 60 + minutes) : hours * 60 + minutes;
  return i;
}

const MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
const DAYS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
const monthOfLetters = new Uint8Array(1 << 15);
const isDayOfLetters = new Uint8Array(1 << 15);
MONTHS.forEach((name, month) => monthOfLetters[lettersKey(new TextEncoder().encode(name), 0)] = month + 1);
DAYS.forEach((name) => isDayOfLetters[lettersKey(new TextEncoder().encode(name), 0)] = 1);

/** 1 to 12 for the name of a month in three letters at `pos`; 0 for others. */
function monthAt(bytes: Uint8Array, pos: number, end: number): number {
  return isThreeLetters(bytes, pos, end) ? monthOfLetters[lettersKey(bytes, pos)] : 0;
}

/** True for the name of a day of the week in three letters at `pos`. */
function isWeekdayAt(bytes: Uint8Array, pos: number, end: number): boolean {
  return isThreeLetters(bytes, pos, end) && isDayOfLetters[lettersKey(bytes, pos)] !== 0;
}

function isThreeLetters(bytes: Uint8Array, pos: number, end: number): boolean {
  return pos + 3 <= end && bytes[pos] > 64 && bytes[pos + 1] > 64 && bytes[pos + 2] > 64 &&
    (bytes[pos] | bytes[pos + 1] | bytes[pos + 2]) < 128;
}

/** Five bits of each of three letters, whatever their case. */
function lettersKey(bytes: Uint8Array, pos: number): number {
  return (bytes[pos] & 31) << 10 | (bytes[pos + 1] & 31) << 5 | bytes[pos + 2] & 31;
}

export const parts = {
  NOT_DIGITS,
  isDigit,
  isBlank,
  isWordByte,
  twoDigits,
  countDigits,
  digitsValue,
  skipBlanks,
  readTimeOfDay,
  readFraction,
  readHalfOfDay,
  readZone,
  monthAt,
  isWeekdayAt,
} as const;
