/** The axis of plots whose columns are equal slices of time. */
import type { TimeText } from "../local_time.ts";
import { type Area, scale, timeTicks } from "./axis.ts";
import { columnsAxis } from "./frame.ts";

/** Where the slices begin, how long each is, and how times are written. */
export interface TimeAxis {
  readonly fromMs: number;
  readonly sliceMs: number;
  readonly time: TimeText;
}

/** From slices to places, the values below, and what a slice is called. */
export function showTimes({ fromMs, sliceMs, time }: TimeAxis, slices: number, area: Area) {
  const x = scale(0, slices, area.left, area.right);
  const atTime = (ms: number) => x((ms - fromMs) / sliceMs);
  return {
    x,
    axis: columnsAxis(area, timeTicks(fromMs, fromMs + slices * sliceMs, time), atTime),
    name: (slice: number) => time(new Date(fromMs + slice * sliceMs).toISOString()).slice(0, 16),
  };
}
