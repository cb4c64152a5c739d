/** A stretch of the timeline as so many columns: the selected range, or the newest that fits. */
import type { Timeline } from "../core/snapshot.ts";
import type { TimeRange } from "./view.ts";

/** Columns over event time, the oldest first. */
export interface TimeWindow {
  readonly fromMs: number;
  readonly untilMs: number;
  /** Width of a column, ms. */
  readonly columnMs: number;
  /** Adds up what each column's buckets have. */
  sum(of: (bucket: number) => number): Float64Array;
}

/** Whole buckets a column, as few as show the whole range; without one, the newest bucket stands right. */
export function timeWindow(timeline: Timeline, range: TimeRange | undefined, columns: number): TimeWindow {
  const { startMs, bucketMs, buckets } = timeline;
  const first = range === undefined ? 0 : Math.max(0, Math.floor((range.fromMs - startMs) / bucketMs));
  const end = range === undefined ? buckets : Math.min(buckets, Math.ceil((range.untilMs - startMs) / bucketMs));
  const perColumn = Math.max(1, Math.ceil((end - first) / Math.max(1, columns)));
  // columns begin at multiples of their width, so that what stands in them does not flicker as time goes on
  const from = Math.floor(first / perColumn) * perColumn;
  const used = Math.min(columns, Math.max(0, Math.ceil((end - from) / perColumn)));
  return {
    fromMs: startMs + from * bucketMs,
    untilMs: startMs + end * bucketMs,
    columnMs: perColumn * bucketMs,
    sum(of) {
      const sums = new Float64Array(used);
      for (let bucket = from; bucket < end; bucket++) {
        const column = Math.floor((bucket - from) / perColumn);
        if (column < used) sums[column] += of(bucket);
      }
      return sums;
    },
  };
}
