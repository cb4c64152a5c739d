/**
 * Days of the Gregorian calendar by arithmetic, after Howard Hinnant's "chrono-Compatible Low-Level Date Algorithms": a
 * `Date` takes many times as long. An era is 400 years, which always have the same number of days; a year begins in
 * March, so that a leap day is its last.
 */

const ERA_DAYS = 146_097;
/** From 0000-03-01 to 1970-01-01. */
const DAYS_BEFORE_EPOCH = 719_468;
const YEAR_MAX = 9999;
const DAY_MS = 86_400_000;

/** Days since 1970-01-01; month 1 to 12. */
export function daysFromCivil(year: number, month: number, day: number): number {
  const y = month <= 2 ? year - 1 : year;
  const era = Math.floor(y / 400);
  const yearOfEra = y - era * 400;
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * ERA_DAYS + dayOfEra - DAYS_BEFORE_EPOCH;
}

/** The date as `Date.toISOString` writes it, of days (whole) since 1970-01-01. */
export function dateText(days: number): string {
  const era = Math.floor((days + DAYS_BEFORE_EPOCH) / ERA_DAYS);
  const dayOfEra = days + DAYS_BEFORE_EPOCH - era * ERA_DAYS;
  const leapDays = Math.floor(dayOfEra / 1460) - Math.floor(dayOfEra / 36_524) + Math.floor(dayOfEra / (ERA_DAYS - 1));
  const yearOfEra = Math.floor((dayOfEra - leapDays) / 365);
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const monthFromMarch = Math.floor((5 * dayOfYear + 2) / 153);
  const day = dayOfYear - Math.floor((153 * monthFromMarch + 2) / 5) + 1;
  const month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9;
  const year = era * 400 + yearOfEra + (month <= 2 ? 1 : 0);
  // beyond four digits a year has a sign and six of them
  if (year < 0 || year > YEAR_MAX) return new Date(days * DAY_MS).toISOString().slice(0, -"T00:00:00.000Z".length);
  return `${TWO_DIGITS[Math.floor(year / 100)]}${TWO_DIGITS[year % 100]}-${TWO_DIGITS[month]}-${TWO_DIGITS[day]}`;
}

/** The numbers to 99 as two digits. */
export const TWO_DIGITS: readonly string[] = Array.from(
  { length: 100 },
  (_, number) => String(number).padStart(2, "0"),
);
