/**
 * Timestamps in the bytes of a line, as a table of kinds. No two kinds that are looked for on their own account
 * ("any") begin alike, so what stands at a place is one kind or none: nothing is remembered from line to line, and the
 * order of lines does not matter. Kinds that would be mistaken for others must be named in a pattern: `{time:glog}`.
 */
import { type Clock, MISSING } from "./clock.ts";
import { isScientificAt, readEpoch, readTimeOnly, readUptime } from "./timestamp_epoch.ts";
import { readDayMonthName, readMonthName, readWeekday } from "./timestamp_named.ts";
import { ORDER, readCompact, readMonthDay, readShort, readThreeNumbers, readYearFirst } from "./timestamp_numeric.ts";
import { parts } from "./timestamp_parts.ts";

const { countDigits, isBlank, isDigit, isWeekdayAt, monthAt, NOT_DIGITS, readTimeOfDay, skipBlanks, twoDigits } = parts;
const NO_YEAR = MISSING.year;

/** The kinds of timestamps by the names that patterns give them, with what one looks like. */
export const TIMESTAMP_KINDS = [
  { name: "any", sample: "2024-02-29T10:11:12Z", isAny: true },
  { name: "iso", sample: "2024-02-29T10:11:12.123+01:00", isAny: true },
  { name: "compact", sample: "20240229-10:11:12:123", isAny: true },
  { name: "short", sample: "240229 101112", isAny: true },
  { name: "month_day", sample: "02-29 10:11:12.123", isAny: true },
  { name: "numeric", sample: "02/29/2024 10:11:12 AM", isAny: true },
  { name: "syslog", sample: "Feb 29 10:11:12", isAny: true },
  { name: "weekday", sample: "Thu Feb 29 10:11:12 2024", isAny: true },
  { name: "clf", sample: "29/Feb/2024:10:11:12 +0000", isAny: true },
  { name: "epoch", sample: "1709201472.123", isAny: true },
  { name: "dmy", sample: "09/02/2024 10:11:12", isAny: false },
  { name: "mdy", sample: "02/09/2024 10:11:12", isAny: false },
  { name: "ymd", sample: "24/02/09 10:11:12", isAny: false },
  { name: "glog", sample: "0229 10:11:12.123456", isAny: false },
  { name: "uptime", sample: "12.345678", isAny: false },
  { name: "clock", sample: "10:11:12.123", isAny: false },
] as const;

const KIND_INDEX: ReadonlyMap<string, number> = new Map(TIMESTAMP_KINDS.map(({ name }, index) => [name, index]));
const ANY = 0;

/** The number by which `readTimestamp` knows a kind; undefined when there is none of this name. */
export function timestampKindIndex(name: string): number | undefined {
  return KIND_INDEX.get(name);
}

/** Reads a timestamp of a kind at `pos` into the clock. Returns the position after it, or -1 when there is none. */
export function readTimestamp(kind: number, bytes: Uint8Array, pos: number, end: number, clock: Clock): number {
  switch (kind === ANY ? kindAt(bytes, pos, end) : kind) {
    case 1:
      return readYearFirst(bytes, pos, end, clock);
    case 2:
      return readCompact(bytes, pos, end, clock);
    case 3:
      return readShort(bytes, pos, end, clock);
    case 4:
      return readMonthDay(bytes, pos, end, clock);
    case 5:
      return readThreeNumbers(bytes, pos, end, clock, ORDER.auto);
    case 6:
      return readMonthName(bytes, pos, end, clock);
    case 7:
      return readWeekday(bytes, pos, end, clock);
    case 8:
      return readDayMonthName(bytes, pos, end, clock);
    case 9:
      return readEpoch(bytes, pos, end, clock);
    case 10:
      return readThreeNumbers(bytes, pos, end, clock, ORDER.dayMonthYear);
    case 11:
      return readThreeNumbers(bytes, pos, end, clock, ORDER.monthDayYear);
    case 12:
      return readThreeNumbers(bytes, pos, end, clock, ORDER.yearMonthDay);
    case 13:
      return readGlog(bytes, pos, end, clock);
    case 14:
      return readUptime(bytes, pos, end, clock);
    case 15:
      return readTimeOnly(bytes, pos, end, clock);
    default:
      return -1;
  }
}

/** The only kind that a timestamp at `pos` can be of, by where its digits end; -1 when it can be none. */
export function kindAt(bytes: Uint8Array, pos: number, end: number): number {
  if (pos + 9 > end) return -1;
  if (!isDigit(bytes[pos])) return isWeekdayAt(bytes, pos, end) ? 7 : monthAt(bytes, pos, end) !== 0 ? 6 : -1;
  if (!isDigit(bytes[pos + 1])) return isScientificAt(bytes, pos, end) ? 9 : dayOrMonthKindAt(bytes, pos + 1, end);
  if (!isDigit(bytes[pos + 2])) return dayOrMonthKindAt(bytes, pos + 2, end);
  // the readers look at the digits between
  if (!isDigit(bytes[pos + 4])) return 1;
  if (!isDigit(bytes[pos + 6])) return 3;
  if (!isDigit(bytes[pos + 8])) return 2;
  const isLong = pos + 14 <= end && isDigit(bytes[pos + 13]);
  if (!isLong) return 9;
  const digits = countDigits(bytes, pos, end, 20);
  return digits === 14 || digits === 17 ? 2 : 9;
}

/** "17-Oct-2023", "10/17/2023" or "03-17 16:13:38", of which the first number ends at `pos`. */
function dayOrMonthKindAt(bytes: Uint8Array, pos: number, end: number): number {
  if (!isDigit(bytes[pos + 1])) return 8;
  const separator = bytes[pos];
  const next = pos + 1 + countDigits(bytes, pos + 1, end, 2);
  return next < end && bytes[next] === separator && separator !== 32 ? 5 : 4;
}

/** "0229 10:11:12.123456": glog's month and day. */
function readGlog(bytes: Uint8Array, pos: number, end: number, clock: Clock): number {
  if (pos + 13 > end || !isBlank(bytes[pos + 4])) return -1;
  const month = twoDigits(bytes, pos);
  const day = twoDigits(bytes, pos + 2);
  if ((month | day) >= NOT_DIGITS || !clock.setDate(NO_YEAR, month, day)) return -1;
  return readTimeOfDay(bytes, skipBlanks(bytes, pos + 4, end), end, clock);
}
