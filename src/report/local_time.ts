/** Times of events as shown to people: in their zone, to the millisecond. */

/** Shows an RFC 3339 time; "-" for null. */
export type TimeText = (time: string | null) => string;

/** Makes the function for a zone (IANA name). Output has a fixed width of 23: `2026-11-22 18:00:00.123`. */
export function timeTextIn(timeZone: string): TimeText {
  return timeZone === "UTC" ? timeTextInUtc : timeTextInZone(timeZone);
}

/** Without `Intl`, which takes 10 ms to be ready. */
function timeTextInUtc(time: string | null): string {
  const ms = time === null ? NaN : Date.parse(time);
  if (Number.isNaN(ms)) return NO_TIME;
  // years before 0 and after 9999 have a sign, and more digits
  return new Date(ms).toISOString().replace(/^[+-]?0*(?=\d{4})/, "").replace("T", " ").slice(0, -1);
}

function timeTextInZone(timeZone: string): TimeText {
  const format = new Intl.DateTimeFormat("en-US", {
    timeZone,
    calendar: "iso8601",
    numberingSystem: "latn",
    hourCycle: "h23",
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
    fractionalSecondDigits: 3,
  });
  return (time) => {
    const ms = time === null ? NaN : Date.parse(time);
    if (Number.isNaN(ms)) return NO_TIME;
    const part: Record<string, string> = {};
    for (const { type, value } of format.formatToParts(ms)) part[type] = value;
    const date = `${part.year.padStart(4, "0")}-${part.month}-${part.day}`;
    return `${date} ${part.hour}:${part.minute}:${part.second}.${part.fractionalSecond}`;
  };
}

/** Columns of a time. */
export const TIME_COLUMNS = 23;
const NO_TIME = "-".padEnd(TIME_COLUMNS);
