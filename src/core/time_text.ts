/** Times as text, as events carry them. The day's part is kept, since `toISOString` takes five times as long as the rest. */

const DAY_MS = 86_400_000;
/** What a Date can hold (ECMA-262, time clip). */
const MS_MAX = 8.64e15;
const TWO_DIGITS = Array.from({ length: 60 }, (_, number) => String(number).padStart(2, "0"));

let day = NaN;
let dayText = "";

/** RFC 3339 in UTC with milliseconds; null for NaN, and for what no date can hold. */
export function timeText(ms: number): string | null {
  if (!(Math.abs(ms) <= MS_MAX)) return null;
  const whole = Math.trunc(ms);
  const number = Math.floor(whole / DAY_MS);
  if (number !== day) {
    day = number;
    dayText = new Date(number * DAY_MS).toISOString().slice(0, -"00:00:00.000Z".length);
  }
  const rest = whole - number * DAY_MS;
  const seconds = Math.floor(rest / 1000);
  const minutes = Math.floor(seconds / 60);
  const clock = `${TWO_DIGITS[Math.floor(minutes / 60)]}:${TWO_DIGITS[minutes % 60]}:${TWO_DIGITS[seconds % 60]}`;
  return `${dayText}${clock}.${String(rest % 1000).padStart(3, "0")}Z`;
}
