/** Axes: from values to places in a plot, and the values that are written beside it. */
import type { TimeText } from "../local_time.ts";

/** Where a plot stands in its picture, in units of its view box. */
export interface Area {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** A value that is written beside an axis. */
export interface Tick {
  readonly value: number;
  readonly text: string;
}

/** Makes a function from values to places; a span of nothing goes to the beginning. */
export function scale(from: number, to: number, first: number, last: number): (value: number) => number {
  const factor = to > from ? (last - first) / (to - from) : 0;
  return (value) => first + (value - from) * factor;
}

/** Round values from 0 to at least `max`, at most `count` steps; the last is where the axis ends. */
export function valueTicks(max: number, text: (value: number) => string, count = 4): Tick[] {
  const step = roundUp((max > 0 ? max : 1) / count);
  const steps = Math.max(1, Math.ceil((max > 0 ? max : 1) / step - 1e-9));
  return Array.from({ length: steps + 1 }, (_, index) => ({ value: index * step, text: text(index * step) }));
}

/** The next of 1, 2, 5, 10, 20, … */
function roundUp(value: number): number {
  const power = 10 ** Math.floor(Math.log10(value));
  const digit = [1, 2, 5, 10].find((digit) => digit * power >= value * (1 - 1e-9)) ?? 10;
  return digit * power;
}

const SECOND_MS = 1000;
const DAY_MS = 86_400_000;
const TIME_STEPS_MS = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 10_800, 21_600, 43_200]
  .map((seconds) => seconds * SECOND_MS);

/** Round times within a span, about `count` of them, as short as the span allows. */
export function timeTicks(fromMs: number, toMs: number, time: TimeText, count = 6): Tick[] {
  const spanMs = toMs - fromMs;
  if (!(spanMs > 0)) return [];
  const wantedMs = spanMs / count;
  const stepMs = TIME_STEPS_MS.find((step) => step >= wantedMs) ?? Math.ceil(wantedMs / DAY_MS) * DAY_MS;
  const ticks: Tick[] = [];
  for (let value = Math.ceil(fromMs / stepMs) * stepMs; value < toMs; value += stepMs) {
    const text = time(new Date(value).toISOString());
    ticks.push({ value, text: stepMs >= DAY_MS ? text.slice(5, 10) : text.slice(11, stepMs < 60_000 ? 19 : 16) });
  }
  return ticks;
}
