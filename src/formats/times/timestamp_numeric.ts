/**
 * Timestamps in digits, year first or day and month in either order: ISO 8601 and RFC 3339 with their relatives,
 * compact ones, and those that leave out the year. Each reader returns the position after the timestamp or -1.
 */
import { type Clock, MISSING } from "./clock.ts";
import { parts } from "./timestamp_parts.ts";

const {
  countDigits,
  digitsValue,
  isBlank,
  isDigit,
  isWordByte,
  NOT_DIGITS,
  readFraction,
  readHalfOfDay,
  readTimeOfDay,
  readZone,
  skipBlanks,
  twoDigits,
} = parts;
const NO_YEAR = MISSING.year;

const COLON = 0x3a;
const DOT = 0x2e;
const COMMA = 0x2c;
const MINUS = 0x2d;
const SLASH = 0x2f;
const UNDERSCORE = 0x5f;

/** Two-digit years below this are of the 21st century. */
const CENTURY_TURN = 70;

/**
 * "2024-02-29T10:11:12.123456Z", "2024/02/29 10:11:12", "2024.02.29 10:11:12,5 +01:00", "2024-2-9 7:01:02", and
 * "2005-06-03-15.42.50.675872", "2024/02/29 - 10:11:12".
 */
export function readYearFirst(bytes: Uint8Array, pos: number, end: number, clock: Clock): number {
  if (pos + 14 > end) return -1;
  const separator = bytes[pos + 4];
  if (pos + 19 <= end && separator === MINUS && bytes[pos + 13] === COLON && bytes[pos + 7] === MINUS) {
    const next = readFixed(bytes, pos, clock);
    if (next >= 0) return next === end ? next : readTail(bytes, next, end, clock);
  }
  if (separator !== MINUS && separator !== SLASH && separator !== DOT) return -1;
  const year = twoDigits(bytes, pos) * 100 + twoDigits(bytes, pos + 2);
  let month = twoDigits(bytes, pos + 5);
  let day = twoDigits(bytes, pos + 8);
  let i = pos + 10;
  if (bytes[pos + 7] !== separator || (month | day) >= NOT_DIGITS) {
    const monthDigits = countDigits(bytes, pos + 5, end, 2);
    const dayAt = pos + 6 + monthDigits;
    const dayDigits = countDigits(bytes, dayAt, end, 2);
    if (monthDigits === 0 || dayDigits === 0 || bytes[dayAt - 1] !== separator) return -1;
    month = digitsValue(bytes, pos + 5, monthDigits);
    day = digitsValue(bytes, dayAt, dayDigits);
    i = dayAt + dayDigits;
  }
  if (year > 9999 || !clock.setDate(year, month, day) || i >= end) return -1;
  const joint = bytes[i];
  if (joint === MINUS) {
    const next = readTimeOfDay(bytes, i + 1, end, clock, DOT);
    return next >= 0 ? next : zoned(bytes, readTimeOfDay(bytes, i + 1, end, clock), end, clock);
  }
  if (isBlank(joint)) {
    i = skipBlanks(bytes, i, end);
    if (i + 1 < end && bytes[i] === MINUS && isBlank(bytes[i + 1])) i = skipBlanks(bytes, i + 1, end);
  } else if ((joint | 32) === 0x74 || joint === UNDERSCORE || joint === COLON) i++;
  else if (joint === COMMA) i = skipBlanks(bytes, i + 1, end);
  else return -1;
  return zoned(bytes, readTimeOfDay(bytes, i, end, clock), end, clock);
}

/** The usual spelling, "2024-02-29T10:11:12", at once; -1 for others, which may still be timestamps. */
function readFixed(bytes: Uint8Array, pos: number, clock: Clock): number {
  const year = twoDigits(bytes, pos) * 100 + twoDigits(bytes, pos + 2);
  const month = twoDigits(bytes, pos + 5);
  const day = twoDigits(bytes, pos + 8);
  const hour = twoDigits(bytes, pos + 11);
  const minute = twoDigits(bytes, pos + 14);
  const second = twoDigits(bytes, pos + 17);
  const joint = bytes[pos + 10];
  if ((year | month | day | hour | minute | second) >= NOT_DIGITS || bytes[pos + 16] !== COLON) return -1;
  if (joint !== 32 && (joint | 32) !== 0x74) return -1;
  return clock.setTime(hour, minute, second) && clock.setDate(year, month, day) ? pos + 19 : -1;
}

/** What may follow a time of day: a fraction, a zone. */
function readTail(bytes: Uint8Array, pos: number, end: number, clock: Clock): number {
  const byte = bytes[pos];
  if (byte === 32 && pos + 1 < end && !mayBeginZone(bytes[pos + 1])) return pos;
  if (byte === DOT || byte === COMMA) return readZone(bytes, readFraction(bytes, pos, end, clock), end, clock);
  return isDigit(byte) ? -1 : readZone(bytes, pos, end, clock);
}

/** "+", "-", "U" of UTC, "G" of GMT. */
function mayBeginZone(byte: number): boolean {
  return byte === 0x2b || byte === MINUS || byte === 0x55 || byte === 0x47;
}

/**
 * "20250930 060109", "20250930T060109Z", "20250930:060109.123", "20250930060109", "20171223-22:15:29:606" with parts of
 * one digit or two.
 */
export function readCompact(bytes: Uint8Array, pos: number, end: number, clock: Clock): number {
  if (countDigits(bytes, pos, end, 8) < 8) return -1;
  const year = digitsValue(bytes, pos, 4);
  if (year < 1900 || year > 2999 || !clock.setDate(year, twoDigits(bytes, pos + 4), twoDigits(bytes, pos + 6))) {
    return -1;
  }
  let i = pos + 8;
  if (i >= end) return -1;
  const joint = bytes[i];
  if (isBlank(joint)) i = skipBlanks(bytes, i, end);
  else if ((joint | 32) === 0x74 || joint === UNDERSCORE || joint === MINUS || joint === COLON) i++;
  else if (!isDigit(joint)) return -1;
  if (countDigits(bytes, i, end, 3) >= 3) return readSixDigits(bytes, i, end, clock);
  const next = readTimeOfDay(bytes, i, end, clock);
  const after = readMilliseconds(bytes, next, end, clock);
  return after > next ? after : zoned(bytes, next, end, clock);
}

/** "081109 203615" and "081109 20:36:15": two-digit year, month, day. */
export function readShort(bytes: Uint8Array, pos: number, end: number, clock: Clock): number {
  if (pos + 13 > end || !isBlank(bytes[pos + 6])) return -1;
  const year = twoDigits(bytes, pos);
  const month = twoDigits(bytes, pos + 2);
  const day = twoDigits(bytes, pos + 4);
  if ((year | month | day) >= NOT_DIGITS || !clock.setDate(fullYear(year), month, day)) return -1;
  const i = skipBlanks(bytes, pos + 6, end);
  if (i + 3 <= end && isDigit(bytes[i + 2])) return readSixDigits(bytes, i, end, clock);
  return readTimeOfDay(bytes, i, end, clock);
}

/** "03-17 16:13:38.811", "03/17 16:13:38", "10.30 16:49:06": month and day, no year. */
export function readMonthDay(bytes: Uint8Array, pos: number, end: number, clock: Clock): number {
  if (pos + 14 > end || !isBlank(bytes[pos + 5])) return -1;
  const separator = bytes[pos + 2];
  if (separator !== MINUS && separator !== SLASH && separator !== DOT) return -1;
  const month = twoDigits(bytes, pos);
  const day = twoDigits(bytes, pos + 3);
  if ((month | day) >= NOT_DIGITS || !clock.setDate(NO_YEAR, month, day)) return -1;
  return zoned(bytes, readTimeOfDay(bytes, skipBlanks(bytes, pos + 5, end), end, clock), end, clock);
}

/** The order of the three numbers of a date. "auto" takes the usual one for the separator that makes a valid date. */
export const ORDER = { auto: 0, dayMonthYear: 1, monthDayYear: 2, yearMonthDay: 3 } as const;

/**
 * "10/17/2023 10:11:12 PM", "17.10.2023 10:11:12", "17-10-2023 10:11:12", "17/06/09 20:10:40" and "17-6-9 20:10:40"
 * (year first), "10/17/23 10:11:12:123 UTC". A year has two digits or four.
 */
export function readThreeNumbers(bytes: Uint8Array, pos: number, end: number, clock: Clock, order: number): number {
  const firstDigits = countDigits(bytes, pos, end, 2);
  const secondAt = pos + firstDigits + 1;
  if (firstDigits === 0 || secondAt >= end) return -1;
  const separator = bytes[secondAt - 1];
  if (separator !== MINUS && separator !== SLASH && separator !== DOT) return -1;
  const secondDigits = countDigits(bytes, secondAt, end, 2);
  const thirdAt = secondAt + secondDigits + 1;
  if (secondDigits === 0 || thirdAt >= end || bytes[thirdAt - 1] !== separator) return -1;
  const thirdDigits = countDigits(bytes, thirdAt, end, 5);
  if (thirdDigits === 0 || thirdDigits === 3 || thirdDigits > 4) return -1;
  const first = digitsValue(bytes, pos, firstDigits);
  const second = digitsValue(bytes, secondAt, secondDigits);
  const third = digitsValue(bytes, thirdAt, thirdDigits);
  if (!setOrdered(clock, first, second, third, firstDigits, thirdDigits, separator, order)) return -1;
  let i = thirdAt + thirdDigits;
  if (i < end && bytes[i] === COMMA) i++;
  if (i >= end) return -1;
  const joint = bytes[i];
  if (isBlank(joint)) i = skipBlanks(bytes, i, end);
  else if ((joint | 32) === 0x74 || joint === MINUS) i++;
  else return -1;
  const next = readMilliseconds(bytes, readTimeOfDay(bytes, i, end, clock), end, clock);
  return next < 0 ? -1 : zoned(bytes, readHalfOfDay(bytes, next, end, clock), end, clock);
}

function setOrdered(
  clock: Clock,
  first: number,
  second: number,
  third: number,
  firstDigits: number,
  thirdDigits: number,
  separator: number,
  order: number,
): boolean {
  const mayBeginWithYear = firstDigits === 2 && thirdDigits <= 2;
  const beginsWithYear = thirdDigits === 1 && order === ORDER.auto || order === ORDER.yearMonthDay;
  if (beginsWithYear) return mayBeginWithYear && clock.setDate(fullYear(first), second, third);
  if (thirdDigits === 1) return false;
  const year = thirdDigits === 4 ? third : fullYear(third);
  if (order === ORDER.dayMonthYear) return clock.setDate(year, second, first);
  if (order === ORDER.monthDayYear) return clock.setDate(year, first, second);
  if (separator === SLASH) {
    return (mayBeginWithYear && clock.setDate(fullYear(first), second, third)) ||
      clock.setDate(year, first, second) || clock.setDate(year, second, first);
  }
  return clock.setDate(year, second, first) || clock.setDate(year, first, second);
}

/** "203615", then a fraction and a zone. */
function readSixDigits(bytes: Uint8Array, pos: number, end: number, clock: Clock): number {
  if (pos + 6 > end) return -1;
  const hour = twoDigits(bytes, pos);
  const minute = twoDigits(bytes, pos + 2);
  const second = twoDigits(bytes, pos + 4);
  if ((hour | minute | second) >= NOT_DIGITS || !clock.setTime(hour, minute, second)) return -1;
  const i = pos + 6;
  if (i === end || !isDigit(bytes[i])) return i === end ? i : readTail(bytes, i, end, clock);
  if (countDigits(bytes, i, end, 4) !== 3) return -1; // milliseconds without a point
  clock.fraction = digitsValue(bytes, i, 3);
  clock.fractionDigits = 3;
  return i + 3 < end && isWordByte(bytes[i + 3]) ? -1 : i + 3;
}

/** ":606" behind a time of day: milliseconds, with or without leading zeros; any other text is left. */
function readMilliseconds(bytes: Uint8Array, pos: number, end: number, clock: Clock): number {
  if (pos < 0 || pos >= end || bytes[pos] !== COLON) return pos;
  const digits = countDigits(bytes, pos + 1, end, 9);
  if (digits === 0) return pos;
  clock.fraction = digitsValue(bytes, pos + 1, digits);
  clock.fractionDigits = digits < 3 ? 3 : digits;
  return pos + 1 + digits;
}

function zoned(bytes: Uint8Array, pos: number, end: number, clock: Clock): number {
  return pos < 0 ? -1 : readZone(bytes, pos, end, clock);
}

function fullYear(twoDigitYear: number): number {
  return twoDigitYear < CENTURY_TURN ? 2000 + twoDigitYear : 1900 + twoDigitYear;
}
