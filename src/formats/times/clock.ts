/**
 * What a timestamp says, and the instant that it means: a wall clock in whole fields, with or without a year and a
 * zone, or an instant as such. One clock is reused for every line: the readers in timestamp.ts set it, `toMs` reads it.
 *
 * No Date objects: days are counted with plain arithmetic, and the last day is kept, since the next line is nearly
 * always of the same.
 */
import { daysFromCivil } from "../../core/time/calendar.ts";
import type { ParseContext } from "../format.ts";
import { createZoneOffset, type ZoneOffset } from "./zone.ts";

/** Values of `Clock.year` and `Clock.offsetMinutes` when the timestamp has no year, or names no zone. */
export const MISSING = { year: -1, zone: -32768 } as const;

const { year: NO_YEAR, zone: NO_ZONE } = MISSING;

const DAY_MS = 86_400_000;
/** A date comes again at the earliest after this. */
const YEAR_MS_MIN = 364 * DAY_MS;

const POWER_OF_TEN = Float64Array.from({ length: 10 }, (_, exponent) => 10 ** exponent);
const MONTH_DAYS = Uint8Array.of(0, 31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31);

export class Clock {
  year = 0;
  /** 1 to 12. */
  month = 1;
  day = 1;
  hour = 0;
  minute = 0;
  second = 0;
  /** Digits behind the second, as a whole number, and how many they are (0 to 9). */
  fraction = 0;
  fractionDigits = 0;
  /** Minutes ahead of UTC, or MISSING.zone. */
  offsetMinutes: number = NO_ZONE;
  /** Set instead of the fields above: the timestamp is an instant (epoch), or says nothing of the date (NaN). */
  isAbsolute = false;
  absoluteMs = NaN;

  readonly #context: ParseContext;
  readonly #zone: ZoneOffset;
  #dayKey = -1;
  #dayMs = NaN;
  /** The year that the last date without one was taken for. */
  #guessedYear = 1970;

  constructor(context: ParseContext) {
    this.#context = context;
    this.#zone = createZoneOffset(context.timeZone);
  }

  /** Sets hour, minute and second; false when there is no such time. Second 60 is a leap second. */
  setTime(hour: number, minute: number, second: number): boolean {
    this.hour = hour;
    this.minute = minute;
    this.second = second;
    this.fraction = 0;
    this.fractionDigits = 0;
    this.offsetMinutes = NO_ZONE;
    this.isAbsolute = false;
    return hour < 24 && minute < 60 && second < 61;
  }

  /** Sets the date; false when there is no such day. Takes MISSING.year. */
  setDate(year: number, month: number, day: number): boolean {
    this.year = year;
    this.month = month;
    this.day = day;
    if (month < 1 || month > 12 || day < 1 || day > MONTH_DAYS[month]) return false;
    return month !== 2 || day < 29 || year === NO_YEAR || isLeapYear(year);
  }

  /** Sets an instant, or NaN for a timestamp that has no date. */
  setAbsolute(ms: number): void {
    this.isAbsolute = true;
    this.absoluteMs = ms;
  }

  /** The instant in ms since the epoch; NaN where the timestamp has no date. */
  toMs(): number {
    if (this.isAbsolute) return this.absoluteMs;
    if (this.year === NO_YEAR) return this.#latestYear();
    return this.#inYear(this.year);
  }

  #inYear(year: number): number {
    const key = (year * 16 + this.month) * 32 + this.day;
    if (key !== this.#dayKey) {
      this.#dayKey = key;
      this.#dayMs = daysFromCivil(year, this.month, this.day) * DAY_MS;
    }
    let wallMs = this.#dayMs + (this.hour * 3600 + this.minute * 60 + this.second) * 1000;
    if (this.fractionDigits !== 0) wallMs += this.fraction * 1000 / POWER_OF_TEN[this.fractionDigits];
    if (this.offsetMinutes !== NO_ZONE) return wallMs - this.offsetMinutes * 60_000;
    return this.#zone.toUtc(wallMs);
  }

  /** The latest such date that is not after the reference. */
  #latestYear(): number {
    const reference = this.#context.referenceMs;
    const isLeapDay = this.month === 2 && this.day === 29;
    if (!isLeapDay) {
      const guess = this.#inYear(this.#guessedYear);
      if (guess <= reference && guess + YEAR_MS_MIN > reference) return guess;
    }
    if (!Number.isFinite(reference)) return NaN;
    const newest = 1970 + Math.floor(reference / (365.2425 * DAY_MS)) + 1;
    // nine years hold a leap day, even around 2100
    for (let year = newest; year > newest - 10; year--) {
      if (isLeapDay && !isLeapYear(year)) continue;
      const ms = this.#inYear(year);
      if (ms > reference) continue;
      this.#guessedYear = year;
      return ms;
    }
    return NaN;
  }
}

function isLeapYear(year: number): boolean {
  return (year & 3) === 0 && (year % 100 !== 0 || year % 400 === 0);
}
