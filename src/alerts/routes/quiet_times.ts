/**
 * When nothing is told: mute windows, which come back every week at the same time of day, and silences, which are over
 * some day and may be about some anomalies only.
 */
import type { AlertAnomaly } from "../alert.ts";
import { createMatcher, type Matcher, type MatcherSpec } from "./matcher.ts";

export const WEEKDAYS = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"] as const;
export type Weekday = typeof WEEKDAYS[number];

/** A span of each of these days. One that ends before it begins ends on the day after. */
export interface MuteWindow {
  readonly name: string;
  readonly days: readonly Weekday[];
  /** Minutes since midnight. */
  readonly fromMinute: number;
  readonly untilMinute: number;
}

/** A span of the wall clock, ms, in which matching anomalies are not told of. */
export interface SilenceSpec {
  readonly fromMs: number;
  readonly untilMs: number;
  readonly match: MatcherSpec;
}

/** Whether a moment (wall clock, ms) is in one of the windows, by the clocks of a zone (IANA name). */
export function createMuted(windows: readonly MuteWindow[], timeZone: string): (nowMs: number) => boolean {
  if (windows.length === 0) return () => false;
  const format = new Intl.DateTimeFormat("en-US", {
    timeZone,
    weekday: "short",
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
  });
  let minute = NaN;
  let answer = false;
  return (nowMs) => {
    const thisMinute = Math.floor(nowMs / 60_000);
    if (thisMinute !== minute) {
      minute = thisMinute;
      const parts = new Map(format.formatToParts(nowMs).map(({ type, value }) => [type, value]));
      const day = WEEKDAYS.indexOf(String(parts.get("weekday")).toLowerCase() as Weekday);
      const ofDay = Number(parts.get("hour")) * 60 + Number(parts.get("minute"));
      answer = windows.some((window) => isWithin(window, day, ofDay));
    }
    return answer;
  };
}

function isWithin({ days, fromMinute, untilMinute }: MuteWindow, day: number, minute: number): boolean {
  const isDay = (index: number) => days.includes(WEEKDAYS[(index + 7) % 7]);
  if (fromMinute < untilMinute) return isDay(day) && minute >= fromMinute && minute < untilMinute;
  return isDay(day) && minute >= fromMinute || isDay(day - 1) && minute < untilMinute;
}

/** Whether an anomaly is silenced at a moment (wall clock, ms). */
export function createSilenced(silences: readonly SilenceSpec[]): (anomaly: AlertAnomaly, nowMs: number) => boolean {
  const compiled = silences.map((silence): SilenceSpec & { readonly matches: Matcher } => ({
    ...silence,
    matches: createMatcher(silence.match),
  }));
  return (anomaly, nowMs) =>
    compiled.some(({ fromMs, untilMs, matches }) => nowMs >= fromMs && nowMs < untilMs && matches(anomaly));
}
