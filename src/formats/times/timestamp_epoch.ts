/**
 * Timestamps that are counts: seconds, milliseconds, microseconds or nanoseconds since 1970, told apart by how many
 * digits they have; and those without a date: seconds since the machine started, and times of day.
 */
import type { Clock } from "./clock.ts";
import { parts } from "./timestamp_parts.ts";

const { countDigits, digitsValue, isDigit, isWordByte, readTimeOfDay, skipBlanks } = parts;

const DOT = 0x2e;
/** What ends seconds since 1970 as a floating-point number with an exponent, as Go's zap writes them by default. */
const EXPONENT = [..."e+09"].map((letter) => letter.charCodeAt(0));

/** Seconds from 1990 up to 2100: other counts are not taken for a time. */
const EPOCH_SECONDS_MIN = 631_152_000;
const EPOCH_SECONDS_MAX = 4_102_444_800;

const POWER_OF_TEN = Float64Array.from({ length: 12 }, (_, exponent) => 10 ** exponent);

/**
 * "1117838570", "1117838570.123456", "1117838570123", and with six or nine digits more, "1.1178385701234560e+09".
 */
export function readEpoch(bytes: Uint8Array, pos: number, end: number, clock: Clock): number {
  if (isScientificAt(bytes, pos, end)) return readScientific(bytes, pos, end, clock);
  const digits = countDigits(bytes, pos, end, 20);
  if (digits < 9 || digits > 19 || digits % 3 === 2) return -1;
  const seconds = digits % 3 === 0 ? 9 : 10;
  let whole = digitsValue(bytes, pos, 9);
  if (seconds === 10) whole = whole * 10 + bytes[pos + 9] - 48;
  if (whole < EPOCH_SECONDS_MIN || whole >= EPOCH_SECONDS_MAX) return -1;
  const next = pos + digits;
  if (digits === seconds && (next === end || bytes[next] === 32)) {
    clock.setAbsolute(whole * 1000);
    return next;
  }
  return readEpochFraction(bytes, pos + seconds, next, end, clock, whole);
}

/** The digits behind the seconds, from `pos` to `next` without a point, then after one. */
function readEpochFraction(
  bytes: Uint8Array,
  pos: number,
  next: number,
  end: number,
  clock: Clock,
  seconds: number,
): number {
  let fraction = digitsValue(bytes, pos, next - pos);
  let scale = next - pos;
  let i = next;
  if (scale < 4 && i + 1 < end && bytes[i] === DOT && isDigit(bytes[i + 1])) {
    const behind = countDigits(bytes, i + 1, end, 8);
    fraction = fraction * POWER_OF_TEN[behind] + digitsValue(bytes, i + 1, behind);
    scale += behind;
    i += 1 + behind;
    while (i < end && isDigit(bytes[i])) i++;
  }
  if (i < end && isWordByte(bytes[i])) return -1;
  clock.setAbsolute(seconds * 1000 + fraction * 1000 / POWER_OF_TEN[scale]);
  return i;
}

/** "1.7000000040733494e+09": whether a count of seconds with an exponent begins at `pos`. */
export function isScientificAt(bytes: Uint8Array, pos: number, end: number): boolean {
  return bytes[pos + 1] === DOT && exponentAt(bytes, pos, end) >= 0;
}

function exponentAt(bytes: Uint8Array, pos: number, end: number): number {
  const at = pos + 2 + countDigits(bytes, pos + 2, end, 17);
  return at + EXPONENT.length <= end && EXPONENT.every((byte, k) => bytes[at + k] === byte) ? at : -1;
}

function readScientific(bytes: Uint8Array, pos: number, end: number, clock: Clock): number {
  const at = exponentAt(bytes, pos, end);
  const behind = at - pos - 2;
  const seconds = (bytes[pos] - 48 + digitsValue(bytes, pos + 2, behind) / 10 ** behind) * 1e9;
  const next = at + EXPONENT.length;
  if (seconds < EPOCH_SECONDS_MIN || seconds >= EPOCH_SECONDS_MAX || (next < end && isWordByte(bytes[next]))) return -1;
  clock.setAbsolute(Math.round(seconds * 1000));
  return next;
}

/** "   12.345678": seconds since the machine started, which say nothing of the date. */
export function readUptime(bytes: Uint8Array, pos: number, end: number, clock: Clock): number {
  const start = skipBlanks(bytes, pos, end);
  const digits = countDigits(bytes, start, end, 10);
  const pointAt = start + digits;
  if (digits === 0 || pointAt + 1 >= end || bytes[pointAt] !== DOT || !isDigit(bytes[pointAt + 1])) return -1;
  const behind = countDigits(bytes, pointAt + 1, end, 9);
  const next = pointAt + 1 + behind;
  if (next < end && isWordByte(bytes[next])) return -1;
  clock.setAbsolute(NaN);
  return next;
}

/** "10:11:12.123": a time of day, of which the date is not known. */
export function readTimeOnly(bytes: Uint8Array, pos: number, end: number, clock: Clock): number {
  const next = readTimeOfDay(bytes, pos, end, clock);
  if (next < 0 || (next < end && isWordByte(bytes[next]))) return -1;
  clock.setAbsolute(NaN);
  return next;
}
