/** Times as log formats have them, fast: all up to the minute is kept until it changes. */
import { dateTimeWriter, millisText } from "../../core/time/time_text.ts";

export type TimeText = (utcOffsetMinutes: number) => (timeMs: number) => string;

const MINUTE_MS = 60_000;
const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
const WEEKDAYS = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"];
const twoDigits = Array.from({ length: 60 }, (_, number) => String(number).padStart(2, "0"));

/** `2025-09-30T06:01:09.042Z`, in UTC whatever the zone. */
export const isoUtc: TimeText = () => {
  const seconds = dateTimeWriter("T");
  return (timeMs) => `${seconds(timeMs)}.${millisText(timeMs)}Z`;
};

/** `2025-09-30 06:01:09`. */
export const isoSeconds: TimeText = (utcOffsetMinutes) => {
  const seconds = dateTimeWriter(" ");
  const offsetMs = utcOffsetMinutes * MINUTE_MS;
  return (timeMs) => seconds(timeMs + offsetMs);
};

/** `2025-09-30 06:01:09,042`, with this sign before the milliseconds. */
export function isoMillis(sign: string): TimeText {
  return (utcOffsetMinutes) => {
    const seconds = isoSeconds(utcOffsetMinutes);
    return (timeMs) => seconds(timeMs) + sign + millisText(timeMs);
  };
}

/** `2025-09-30T06:01:09.042000`, with no zone named. */
export const isoMicrosLocal: TimeText = (utcOffsetMinutes) => {
  const seconds = dateTimeWriter("T");
  const offsetMs = utcOffsetMinutes * MINUTE_MS;
  return (timeMs) => `${seconds(timeMs + offsetMs)}.${millisText(timeMs)}000`;
};

/** `2025-09-30T06:01:09.042000Z`, in UTC whatever the zone. */
export const isoMicros: TimeText = () => {
  const inUtc = isoMicrosLocal(0);
  return (timeMs) => `${inUtc(timeMs)}Z`;
};

/** `2025-09-30 06:01:09.042 UTC`. */
export const isoNamedUtc: TimeText = () => {
  const seconds = dateTimeWriter(" ");
  return (timeMs) => `${seconds(timeMs)}.${millisText(timeMs)} UTC`;
};

/** `Sep 30 06:01:09`, the day padded with a blank (RFC 3164). */
export const syslogTime = byMinute((date) => `${MONTHS[date.getUTCMonth()]} ${padded(date.getUTCDate(), " ")} `);

/** `30/Sep/2025:06:01:09 +0000`, in UTC whatever the zone. */
export const clfTime: TimeText = () => {
  const seconds = byMinute((date) =>
    `${padded(date.getUTCDate(), "0")}/${MONTHS[date.getUTCMonth()]}/${date.getUTCFullYear()}:`
  )(0);
  return (timeMs) => `${seconds(timeMs)} +0000`;
};

/** `30 Sep 2025 06:01:09.042`. */
export const redisTime: TimeText = (utcOffsetMinutes) => {
  const seconds = byMinute((date) =>
    `${padded(date.getUTCDate(), "0")} ${MONTHS[date.getUTCMonth()]} ${date.getUTCFullYear()} `
  )(utcOffsetMinutes);
  return (timeMs) => `${seconds(timeMs)}.${millisText(timeMs)}`;
};

/** `0930 06:01:09.042000`. */
export const glogTime: TimeText = (utcOffsetMinutes) => {
  const seconds = byMinute((date) => `${padded(date.getUTCMonth() + 1, "0")}${padded(date.getUTCDate(), "0")} `)(
    utcOffsetMinutes,
  );
  return (timeMs) => `${seconds(timeMs)}.${millisText(timeMs)}000`;
};

/** `06:01:09.042`: the time of day alone. */
export const clockMillis: TimeText = (utcOffsetMinutes) => {
  const seconds = byMinute(() => "")(utcOffsetMinutes);
  return (timeMs) => `${seconds(timeMs)}.${millisText(timeMs)}`;
};

/** `2025/09/30 06:01:09`. */
export const nginxTime = byMinute((date) => `${dayText(date, "/")} `);

/** `9/30/25 06:01:09:042 UTC`, in UTC whatever the zone. */
export const websphereTime: TimeText = () => {
  const seconds = byMinute((date) =>
    `${date.getUTCMonth() + 1}/${date.getUTCDate()}/${String(date.getUTCFullYear()).slice(2)} `
  )(0);
  return (timeMs) => `${seconds(timeMs)}:${millisText(timeMs)} UTC`;
};

/** `Tue Sep 30 06:01:09.042000 2025`. */
export const apacheTime: TimeText = (utcOffsetMinutes) => {
  const seconds = byMinute((date) =>
    `${WEEKDAYS[date.getUTCDay()]} ${MONTHS[date.getUTCMonth()]} ${padded(date.getUTCDate(), "0")} `
  )(utcOffsetMinutes);
  const offsetMs = utcOffsetMinutes * MINUTE_MS;
  return (timeMs) => `${seconds(timeMs)}.${millisText(timeMs)}000 ${new Date(timeMs + offsetMs).getUTCFullYear()}`;
};

/** `2025.09.30 06:01:09.042000`. */
export const dottedMicros = withMicros(byMinute((date) => `${dayText(date, ".")} `));

/** `250930 06:01:09.042000`. */
export const shortMicros = withMicros(byMinute((date) => `${dayText(date, "").slice(2)} `));

/** `2025/09/30 - 06:01:09`. */
export const slashedDay = byMinute((date) => `${dayText(date, "/")} - `);

/** `30-Sep-2025 06:01:09`. */
export const namedDay = byMinute((date) =>
  `${padded(date.getUTCDate(), "0")}-${MONTHS[date.getUTCMonth()]}-${date.getUTCFullYear()} `
);

/** `20250930:060109.042`. */
export const compactMillis: TimeText = (utcOffsetMinutes) => {
  const seconds = byMinute((date) => `${dayText(date, "")}:`, "")(utcOffsetMinutes);
  return (timeMs) => `${seconds(timeMs)}.${millisText(timeMs)}`;
};

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

/** Year, month and day with this between them. */
function dayText(date: Date, between: string): string {
  return date.getUTCFullYear() + between + padded(date.getUTCMonth() + 1, "0") + between +
    padded(date.getUTCDate(), "0");
}

function withMicros(seconds: TimeText): TimeText {
  return (utcOffsetMinutes) => {
    const text = seconds(utcOffsetMinutes);
    return (timeMs) => `${text(timeMs)}.${millisText(timeMs)}000`;
  };
}

/** What stands before the time of day, then `HH:MM:SS`, or with another sign between them. */
function byMinute(beforeTime: (date: Date) => string, between = ":"): TimeText {
  return (utcOffsetMinutes) => {
    const offsetMs = utcOffsetMinutes * MINUTE_MS;
    let minute = NaN;
    let minuteText = "";
    return (timeMs) => {
      const shiftedMs = timeMs + offsetMs;
      const thisMinute = Math.floor(shiftedMs / MINUTE_MS);
      if (thisMinute !== minute) {
        minute = thisMinute;
        const date = new Date(minute * MINUTE_MS);
        minuteText = `${beforeTime(date)}${twoDigits[date.getUTCHours()]}${between}${
          twoDigits[date.getUTCMinutes()]
        }${between}`;
      }
      return minuteText + twoDigits[Math.floor((shiftedMs - minute * MINUTE_MS) / 1000)];
    };
  };
}

function padded(number: number, filler: string): string {
  return String(number).padStart(2, filler);
}
