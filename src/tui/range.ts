/** The range of event time that a user has selected, and how keys move it. */
import type { Timeline } from "../core/views/snapshot.ts";
import { timesSince } from "./tables/time_column.ts";
import type { TimeRange, View } from "./view.ts";

/** Commands that move the range. */
export const RANGE_COMMANDS: ReadonlySet<string> = new Set(["earlier", "later", "wider", "narrower", "clear range"]);

/** What is selected at first: the newest part of the run, no less than this, but half of a short run. */
const FIRST_RANGE_MS = 5 * 60_000;
const FIRST_SHARE = 1 / 8;

/** The range after a command; undefined for all of the time. */
export function movedRange(command: string, range: TimeRange | undefined, timeline: Timeline): TimeRange | undefined {
  const { startMs, bucketMs, buckets } = timeline;
  if (command === "clear range" || Number.isNaN(startMs)) return undefined;
  const endMs = startMs + buckets * bucketMs;
  if (range === undefined) {
    const spanMs = endMs - startMs;
    const widthMs = Math.max(bucketMs, Math.min(Math.max(FIRST_RANGE_MS, spanMs * FIRST_SHARE), spanMs / 2));
    return { fromMs: endMs - widthMs, untilMs: endMs };
  }
  const widthMs = range.untilMs - range.fromMs;
  switch (command) {
    case "earlier":
      return within(range.fromMs - widthMs / 2, widthMs, { startMs, endMs });
    case "later":
      return within(range.fromMs + widthMs / 2, widthMs, { startMs, endMs });
    case "wider":
      return within(range.fromMs - widthMs / 2, Math.min(widthMs * 2, endMs - startMs), { startMs, endMs });
    default:
      return within(range.fromMs + widthMs / 4, Math.max(widthMs / 2, bucketMs), { startMs, endMs });
  }
}

/** A range as people read it, with the days where the times of day would not say which. */
export function rangeText(view: Pick<View, "snapshot" | "texts">, { fromMs, untilMs }: TimeRange): string {
  const times = timesSince(view, fromMs);
  return `${times.text(fromMs)} – ${times.text(untilMs)}`;
}

function within(fromMs: number, widthMs: number, run: { readonly startMs: number; readonly endMs: number }): TimeRange {
  const from = Math.max(run.startMs, Math.min(fromMs, run.endMs - widthMs));
  return { fromMs: from, untilMs: from + widthMs };
}
