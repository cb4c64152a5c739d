/**
 * Times as text and back, fast: what has not changed since the last time is kept, and the rest comes from tables. The
 * times of anomalies are years apart in a log that spans years, and are written and read again some six times each.
 */
import { dateText, daysFromCivil, TWO_DIGITS } from "./calendar.ts";

const twoDigits = TWO_DIGITS;
const MINUTE_MS = 60_000;
const DAY_MINUTES = 24 * 60;
/** What a Date can hold (ECMA-262, time clip). */
const MS_MAX = 8.64e15;
const threeDigits = Array.from({ length: 1000 }, (_, number) => String(number).padStart(3, "0"));

/**
 * Makes a function from a time (whole ms) to `YYYY-MM-DD?HH:MM:SS`, with the separator between date and time of day.
 */
export function dateTimeWriter(separator: string): (timeMs: number) => string {
  let day = NaN;
  let dayText = "";
  let minute = NaN;
  let minuteText = "";
  return (timeMs) => {
    const thisMinute = Math.floor(timeMs / MINUTE_MS);
    if (thisMinute !== minute) {
      minute = thisMinute;
      const thisDay = Math.floor(minute / DAY_MINUTES);
      if (thisDay !== day) {
        day = thisDay;
        dayText = dateText(day) + separator;
      }
      const minuteOfDay = minute - day * DAY_MINUTES;
      minuteText = `${dayText}${twoDigits[Math.floor(minuteOfDay / 60)]}:${twoDigits[minuteOfDay % 60]}:`;
    }
    return minuteText + twoDigits[Math.floor((timeMs - minute * MINUTE_MS) / 1000)];
  };
}

/** The milliseconds of a time (whole ms), three digits. */
export function millisText(timeMs: number): string {
  return threeDigits[((timeMs % 1000) + 1000) % 1000];
}

const seconds = dateTimeWriter("T");

/** RFC 3339 in UTC with milliseconds; null for NaN, and for what no date can hold. */
export function timeText(ms: number): string | null {
  if (!(Math.abs(ms) <= MS_MAX)) return null;
  const whole = Math.trunc(ms);
  return `${seconds(whole)}.${millisText(whole)}Z`;
}

/** A time that `timeText` wrote (ms since the epoch), or NaN for null. */
export function msOfTime(text: string | null): number {
  if (text === null) return NaN;
  // only years of four digits stand in so many characters
  if (text.length !== "2026-11-22T18:00:00.123Z".length) return Date.parse(text);
  const days = daysFromCivil(digits(text, 0, 4), digits(text, 5, 2), digits(text, 8, 2));
  const minutes = days * DAY_MINUTES + digits(text, 11, 2) * 60 + digits(text, 14, 2);
  return minutes * MINUTE_MS + digits(text, 17, 2) * 1000 + digits(text, 20, 3);
}

function digits(text: string, at: number, count: number): number {
  let value = 0;
  for (let k = at; k < at + count; k++) value = value * 10 + text.charCodeAt(k) - 48;
  return value;
}
