/** Values that are moments, spans of time, or zones. */
import { createZoneOffset } from "../../formats/times/zone.ts";
import { timeTextIn } from "../../report/local_time.ts";
import { orOff, type ValueType } from "./value_type.ts";

/** A moment: absolute, so long before now, or what a clock shows on a day, without a date today. */
export type When =
  | { readonly kind: "at"; readonly ms: number }
  | { readonly kind: "before"; readonly ms: number }
  | { readonly kind: "clock"; readonly date: string | undefined; readonly time: string };

/** The moment in milliseconds since the epoch; clocks are those of the zone. */
export function whenMs(when: When, nowMs: number, timeZone: string): number {
  switch (when.kind) {
    case "at":
      return when.ms;
    case "before":
      return nowMs - when.ms;
    case "clock": {
      const date = when.date ?? timeTextIn(timeZone)(new Date(nowMs).toISOString()).slice(0, "2026-11-22".length);
      return createZoneOffset(timeZone).toUtc(Date.parse(`${date}T${when.time}Z`));
    }
  }
}

/** The same for where a span begins: what a clock will show later today it has last shown yesterday. */
export function sinceWhenMs(when: When, nowMs: number, timeZone: string): number {
  const ms = whenMs(when, nowMs, timeZone);
  const isOfDay = when.kind === "clock" && when.date === undefined;
  return isOfDay && ms > nowMs ? whenMs(when, nowMs - UNIT_MS.d, timeZone) : ms;
}

/** A span of time in milliseconds: `500ms`, `60s`, `1h30m`. */
export const SPAN: ValueType<number> = { name: "span", parse: parseSpan, write: spanText };

/** A span of time in milliseconds, or undefined for off. */
export const SPAN_OR_OFF = orOff(SPAN);

/** RFC 3339, in milliseconds since the epoch. */
export const TIME: ValueType<number> = { name: "time", parse: parseTime };

/** RFC 3339, without a zone or a date or a time of day too, or a span before now. */
export const WHEN: ValueType<When> = { name: "time or span before now", parse: parseWhen, write: whenText };

/** An IANA name of a time zone. */
export const TIME_ZONE: ValueType<string> = { name: "time zone", parse: parseTimeZone };

const UNIT_MS: Readonly<Record<string, number>> = { ms: 1, s: 1e3, m: 60e3, h: 3600e3, d: 86400e3, w: 7 * 86400e3 };

/** A hundred years: longer spans are mistakes. */
const SPAN_MS_MAX = 36500 * 86400e3;

function parseSpan(text: string): number {
  if (!/^(\d+(\.\d+)?(ms|[smhdw]))+$/.test(text)) {
    throw new SyntaxError(`'${text}' is not a span of time; write such as 30s, 15m, 2h or 3d`);
  }
  let ms = 0;
  for (const [, amount, unit] of text.matchAll(/(\d+(?:\.\d+)?)(ms|[smhdw])/g)) ms += Number(amount) * UNIT_MS[unit];
  if (ms < 1 || ms > SPAN_MS_MAX) throw new RangeError(`'${text}' is out of range: from 1ms to 36500d`);
  return Math.round(ms);
}

const SPANS = [["d", 86_400_000], ["h", 3_600_000], ["m", 60_000], ["s", 1000]] as const;

/** A span as it is written: in the largest unit that says it exactly. */
export function spanText(ms: number): string {
  const [unit, span] = SPANS.find(([, span]) => ms >= span && ms % span === 0) ?? ["ms", 1];
  return `${ms / span}${unit}`;
}

const RFC_3339 = /^(\d{4}-\d\d-\d\d)[Tt ](\d\d:\d\d:\d\d(?:\.\d+)?)([Zz]|[+-]\d\d:\d\d)$/;

function parseTime(text: string): number {
  return rfc3339(text) ?? fail(`'${text}' is not a time; write RFC 3339 such as 2026-11-22T18:00:00Z`);
}

function parseWhen(text: string): When {
  if (/^\d+(\.\d+)?[a-z]/.test(text)) return { kind: "before", ms: parseSpan(text) };
  const ms = rfc3339(text);
  if (ms !== undefined) return { kind: "at", ms };
  return clock(text) ?? fail(
    `'${text}' is not a time; write such as 2026-11-22, '2026-11-22 18:00', 18:00 or 2026-11-22T18:00:00Z, ` +
      "or a span before now such as 15m, 2h or 3d",
  );
}

function whenText(when: When): string {
  switch (when.kind) {
    case "at":
      return new Date(when.ms).toISOString();
    case "before":
      return spanText(when.ms);
    case "clock":
      return when.date === undefined ? when.time : `${when.date}T${when.time}`;
  }
}

function rfc3339(text: string): number | undefined {
  const [, date, time, zone] = RFC_3339.exec(text) ?? [];
  if (date === undefined) return undefined;
  const ms = Date.parse(`${date}T${time}${zone.toUpperCase()}`);
  return isDay(date) && !Number.isNaN(ms) ? ms : undefined;
}

/** Date.parse takes February 30th for March 2nd; the calendar does not. */
function isDay(date: string): boolean {
  const day = new Date(`${date}T00:00:00Z`);
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(date);
}

const CLOCK = /^(\d{4}-\d\d-\d\d)?(?:(?:^|[Tt ])([01]\d|2[0-3]):([0-5]\d)(:[0-5]\d(?:\.\d{1,9})?)?)?$/;

function clock(text: string): When | undefined {
  const found = CLOCK.exec(text);
  if (text === "" || found === null) return undefined;
  const [, date, hours = "00", minutes = "00", seconds = ":00"] = found;
  if (date !== undefined && !isDay(date)) return undefined;
  return { kind: "clock", date, time: `${hours}:${minutes}${seconds}` };
}

function parseTimeZone(text: string): string {
  try {
    return new Intl.DateTimeFormat("en", { timeZone: text }).resolvedOptions().timeZone;
  } catch {
    throw new RangeError(`'${text}' is not a time zone; write an IANA name such as Europe/Berlin or UTC`);
  }
}

function fail(message: string): never {
  throw new SyntaxError(message);
}
