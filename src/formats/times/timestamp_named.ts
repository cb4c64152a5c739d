/**
 * Timestamps with the month's name: syslog (RFC 3164), asctime, date(1), Apache's error log, the Common Log Format,
 * RFC 2822. Each reader returns the position after the timestamp or -1.
 */
import { type Clock, MISSING } from "./clock.ts";
import { readYearFirst } from "./timestamp_numeric.ts";
import { parts } from "./timestamp_parts.ts";

const {
  countDigits,
  digitsValue,
  isBlank,
  isDigit,
  isWeekdayAt,
  isWordByte,
  monthAt,
  readHalfOfDay,
  readTimeOfDay,
  readZone,
  skipBlanks,
  twoDigits,
} = parts;
const NO_YEAR = MISSING.year;

const COLON = 0x3a;
const COMMA = 0x2c;
const MINUS = 0x2d;
const SLASH = 0x2f;

/** "Jun  9 06:06:20.123", "Jun 9 2024 06:06:20", "Jun 9, 2024 6:06:20 AM". */
export function readMonthName(bytes: Uint8Array, pos: number, end: number, clock: Clock): number {
  const fixed = readFixed(bytes, pos, end, clock);
  if (fixed >= 0) return fixed;
  const next = readMonthDayTime(bytes, pos, end, clock);
  return next < 0 ? -1 : readZone(bytes, readHalfOfDay(bytes, next, end, clock), end, clock);
}

/** Syslog's own spelling, "Jun  9 06:06:20 host", at once; -1 for others, which may still be timestamps. */
function readFixed(bytes: Uint8Array, pos: number, end: number, clock: Clock): number {
  if (pos + 17 > end || bytes[pos + 3] !== 32 || bytes[pos + 6] !== 32 || bytes[pos + 15] !== 32) return -1;
  if (bytes[pos + 9] !== COLON || bytes[pos + 12] !== COLON || !isLowerOrDigit(bytes[pos + 16])) return -1;
  const month = monthAt(bytes, pos, end);
  const day = bytes[pos + 4] === 32 ? digitOr99(bytes[pos + 5]) : twoDigits(bytes, pos + 4);
  const hour = twoDigits(bytes, pos + 7);
  const minute = twoDigits(bytes, pos + 10);
  const second = twoDigits(bytes, pos + 13);
  if (month === 0 || (day | hour | minute | second) > 127) return -1;
  return clock.setTime(hour, minute, second) && clock.setDate(NO_YEAR, month, day) ? pos + 15 : -1;
}

/** What begins a host, but no zone and no half of the day. */
function isLowerOrDigit(byte: number): boolean {
  return isDigit(byte) || (byte > 0x61 && byte < 0x7b && byte !== 0x70);
}

function digitOr99(byte: number): number {
  return isDigit(byte) ? byte - 48 : 99;
}

/**
 * "Sun Jul 17 15:09:16.123 UTC 2005", "Tue, 17 Oct 2023 10:11:12 +0200", and journalctl's "Tue 2023-10-17
 * 10:11:12 UTC".
 */
export function readWeekday(bytes: Uint8Array, pos: number, end: number, clock: Clock): number {
  if (!isWeekdayAt(bytes, pos, end)) return -1;
  let i = pos + 3;
  if (i < end && bytes[i] === COMMA) i++;
  const dateAt = skipBlanks(bytes, i, end);
  if (dateAt === i || dateAt >= end) return -1;
  if (isDigit(bytes[dateAt])) {
    const isYearFirst = bytes[dateAt + 4] === MINUS;
    return isYearFirst ? readYearFirst(bytes, dateAt, end, clock) : readDayMonthName(bytes, dateAt, end, clock);
  }
  const next = readMonthDayTime(bytes, dateAt, end, clock);
  if (next < 0 || clock.year !== NO_YEAR) return next < 0 ? -1 : readZone(bytes, next, end, clock);
  return readTrailingYear(bytes, next, end, clock);
}

/** "05/Feb/2022:07:35:45 +0000", "17-Oct-2023 10:11:12.123", "17 Oct 2023 10:11:12", "17 Oct 10:11:12.123". */
export function readDayMonthName(bytes: Uint8Array, pos: number, end: number, clock: Clock): number {
  const dayDigits = countDigits(bytes, pos, end, 2);
  const monthPos = pos + dayDigits + 1;
  const month = monthAt(bytes, monthPos, end);
  if (dayDigits === 0 || month === 0 || monthPos + 4 >= end) return -1;
  const separator = bytes[monthPos - 1];
  if ((separator !== MINUS && separator !== SLASH && separator !== 32) || bytes[monthPos + 3] !== separator) return -1;
  const day = digitsValue(bytes, pos, dayDigits);
  const yearAt = monthPos + 4;
  const yearDigits = countDigits(bytes, yearAt, end, 5);
  if (yearDigits === 4) {
    if (!clock.setDate(digitsValue(bytes, yearAt, 4), month, day) || yearAt + 4 >= end) return -1;
    const joint = bytes[yearAt + 4];
    if (joint !== COLON && joint !== COMMA && !isBlank(joint) && (joint | 32) !== 0x74) return -1;
    return timeThenZone(bytes, skipBlanks(bytes, yearAt + 5, end), end, clock);
  }
  if (separator !== 32 || !clock.setDate(NO_YEAR, month, day)) return -1;
  return timeThenZone(bytes, yearAt, end, clock);
}

/** "Jun  9 [2024] 06:06:20.123". */
function readMonthDayTime(bytes: Uint8Array, pos: number, end: number, clock: Clock): number {
  const month = monthAt(bytes, pos, end);
  if (month === 0) return -1;
  const dayAt = skipBlanks(bytes, pos + 3, end);
  const dayDigits = countDigits(bytes, dayAt, end, 2);
  if (dayAt === pos + 3 || dayDigits === 0) return -1;
  const day = digitsValue(bytes, dayAt, dayDigits);
  let i = dayAt + dayDigits;
  if (i < end && bytes[i] === COMMA) i++;
  if (i >= end || !isBlank(bytes[i])) return -1;
  i = skipBlanks(bytes, i, end);
  if (countDigits(bytes, i, end, 5) === 4 && i + 4 < end && (isBlank(bytes[i + 4]) || bytes[i + 4] === COMMA)) {
    if (!clock.setDate(digitsValue(bytes, i, 4), month, day)) return -1;
    i = skipBlanks(bytes, i + 5, end);
  } else if (!clock.setDate(NO_YEAR, month, day)) return -1;
  return readTimeOfDay(bytes, i, end, clock);
}

/** " 2005", " UTC 2005", " CEST 2005", " +0200 2005"; other names of zones than UTC and GMT are read over. */
function readTrailingYear(bytes: Uint8Array, pos: number, end: number, clock: Clock): number {
  let i = readZone(bytes, pos, end, clock);
  if (i >= end || !isBlank(bytes[i])) return i;
  i = skipBlanks(bytes, i, end);
  let letters = i;
  while (letters < end && letters - i < 5 && bytes[letters] > 64 && bytes[letters] < 91) letters++;
  if (letters - i >= 3 && letters < end && isBlank(bytes[letters])) i = skipBlanks(bytes, letters, end);
  if (countDigits(bytes, i, end, 5) !== 4 || (i + 4 < end && isWordByte(bytes[i + 4]))) return pos;
  return clock.setDate(digitsValue(bytes, i, 4), clock.month, clock.day) ? i + 4 : -1;
}

function timeThenZone(bytes: Uint8Array, pos: number, end: number, clock: Clock): number {
  const next = readTimeOfDay(bytes, pos, end, clock);
  return next < 0 ? -1 : readZone(bytes, readHalfOfDay(bytes, next, end, clock), end, clock);
}
