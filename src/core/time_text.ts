/** Times as text, fast: the date is kept until it changes, and the rest comes from tables. */

const MINUTE_MS = 60_000;
const DAY_MINUTES = 24 * 60;
/** What a Date can hold (ECMA-262, time clip). */
const MS_MAX = 8.64e15;
const twoDigits = Array.from({ length: 60 }, (_, number) => String(number).padStart(2, "0"));
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
        dayText = new Date(day * DAY_MINUTES * MINUTE_MS).toISOString().slice(0, -"T00:00:00.000Z".length) + separator;
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
