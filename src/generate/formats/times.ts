/**
 * Times as log formats have them, in UTC whether they say so or not. Fast: all up to the minute is kept until it
 * changes.
 */
import { dateTimeWriter, millisText } from "../../core/time/time_text.ts";

type WriteTime = (timeMs: number) => string;

/** Makes a writer, which remembers the last minute. */
export type TimeText = () => WriteTime;

const MINUTE_MS = 60_000;
const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
const WEEKDAYS = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"];
const twoDigits = Array.from({ length: 60 }, (_, number) => String(number).padStart(2, "0"));

/** `2025-09-30T06:01:09`. */
const isoJoined: TimeText = () => dateTimeWriter("T");

/** `2025-09-30T06:01:09.042Z`. */
export const isoUtc = followed(isoJoined, (timeMs) => `.${millisText(timeMs)}Z`);

/** `2025-09-30 06:01:09`. */
export const isoSeconds: TimeText = () => dateTimeWriter(" ");

/** `2025-09-30 06:01:09,042`, with this sign before the milliseconds. */
export function isoMillis(sign: string): TimeText {
  return followed(isoSeconds, (timeMs) => sign + millisText(timeMs));
}

/** `2025-09-30T06:01:09.042000`, with no zone named. */
export const isoMicrosLocal = followed(isoJoined, micros);

/** `2025-09-30T06:01:09.042000Z`. */
export const isoMicros = followed(isoJoined, (timeMs) => `${micros(timeMs)}Z`);

/** `2025-09-30 06:01:09.042 UTC`. */
export const isoNamedUtc = followed(isoSeconds, (timeMs) => `${millis(timeMs)} UTC`);

/** `Sep 30 06:01:09`, the day padded with a blank (RFC 3164). */
export const syslogTime = byMinute((date) => `${MONTHS[date.getUTCMonth()]} ${padded(date.getUTCDate(), " ")} `);

/** `30/Sep/2025:06:01:09 +0000`. */
export const clfTime = followed(byMinute((date) => `${namedDayText(date, "/")}:`), () => " +0000");

/** `30 Sep 2025 06:01:09.042`. */
export const redisTime = followed(byMinute((date) => `${namedDayText(date, " ")} `), millis);

/** `0930 06:01:09.042000`. */
export const glogTime = followed(byMinute((date) => `${dayText(date, "").slice(4)} `), micros);

/** `06:01:09.042`: the time of day alone. */
export const clockMillis = followed(byMinute(() => ""), millis);

/** `2025/09/30 06:01:09`. */
export const nginxTime = byMinute((date) => `${dayText(date, "/")} `);

/** `9/30/25 06:01:09:042 UTC`. */
export const websphereTime = followed(
  byMinute((date) => `${date.getUTCMonth() + 1}/${date.getUTCDate()}/${String(date.getUTCFullYear()).slice(2)} `),
  (timeMs) => `:${millisText(timeMs)} UTC`,
);

/** `Tue Sep 30 06:01:09.042000 2025`. */
export const apacheTime = followed(
  byMinute((date) => `${WEEKDAYS[date.getUTCDay()]} ${MONTHS[date.getUTCMonth()]} ${padded(date.getUTCDate(), "0")} `),
  (timeMs) => `${micros(timeMs)} ${new Date(timeMs).getUTCFullYear()}`,
);

/** `2025.09.30 06:01:09.042000`. */
export const dottedMicros = followed(byMinute((date) => `${dayText(date, ".")} `), micros);

/** `250930 06:01:09.042000`. */
export const shortMicros = followed(byMinute((date) => `${dayText(date, "").slice(2)} `), micros);

/** `2025/09/30 - 06:01:09`. */
export const slashedDay = byMinute((date) => `${dayText(date, "/")} - `);

/** `30-Sep-2025 06:01:09`. */
export const namedDay = byMinute((date) => `${namedDayText(date, "-")} `);

/** `20250930:060109.042`. */
export const compactMillis = followed(byMinute((date) => `${dayText(date, "")}:`, ""), millis);

/** Seconds since the epoch with milliseconds behind a point. */
export const epochSeconds: TimeText = () => (timeMs) => `${Math.floor(timeMs / 1000)}.${millisText(timeMs)}`;

/** Microseconds since the epoch. */
export const epochMicros: TimeText = () => (timeMs) => `${timeMs}000`;

/** `   12.345000`: seconds since the first time that was asked for. */
export const uptime: TimeText = () => {
  let bootMs = NaN;
  return (timeMs) => {
    if (!(bootMs <= timeMs)) bootMs = timeMs;
    return `${((timeMs - bootMs) / 1000).toFixed(6)}`.padStart(12);
  };
};

/** The seconds of one text, and behind them what another makes of the same time. */
function followed(seconds: TimeText, behind: WriteTime): TimeText {
  return () => {
    const text = seconds();
    return (timeMs) => text(timeMs) + behind(timeMs);
  };
}

function millis(timeMs: number): string {
  return `.${millisText(timeMs)}`;
}

function micros(timeMs: number): string {
  return `.${millisText(timeMs)}000`;
}

/** What stands before the time of day, then `HH:MM:SS`, or with another sign between them. */
function byMinute(beforeTime: (date: Date) => string, between = ":"): TimeText {
  return () => {
    let minute = NaN;
    let minuteText = "";
    return (timeMs) => {
      const thisMinute = Math.floor(timeMs / MINUTE_MS);
      if (thisMinute !== minute) {
        minute = thisMinute;
        const date = new Date(minute * MINUTE_MS);
        const [hours, minutes] = [twoDigits[date.getUTCHours()], twoDigits[date.getUTCMinutes()]];
        minuteText = beforeTime(date) + hours + between + minutes + between;
      }
      return minuteText + twoDigits[Math.floor((timeMs - minute * MINUTE_MS) / 1000)];
    };
  };
}

/** Year, month and day in numbers, with this between them. */
function dayText(date: Date, between: string): string {
  const [month, day] = [date.getUTCMonth() + 1, date.getUTCDate()];
  return [date.getUTCFullYear(), padded(month, "0"), padded(day, "0")].join(between);
}

/** Day, name of the month and year, with this between them. */
function namedDayText(date: Date, between: string): string {
  return [padded(date.getUTCDate(), "0"), MONTHS[date.getUTCMonth()], date.getUTCFullYear()].join(between);
}

function padded(number: number, filler: string): string {
  return String(number).padStart(2, filler);
}
