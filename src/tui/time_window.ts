/** A stretch of the timeline as so many columns: the selected range, or the newest that fits. */
import type { Timeline } from "../core/views/snapshot.ts";
import type { TimeRange } from "./view.ts";

/** Columns over event time, the oldest first. */
export interface TimeWindow {
  readonly fromMs: number;
  readonly untilMs: number;
  readonly columns: number;
  /** Width of a column, ms. */
  readonly columnMs: number;
  /** Adds up what each column's buckets have; `amounts` are by bucket. */
  sum(amounts: ArrayLike<number>): Float64Array;
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
    columns: used,
    columnMs: perColumn * bucketMs,
    sum(amounts) {
      const sums = new Float64Array(used);
      for (let column = 0, bucket = from; column < used; column++) {
        const next = Math.min(end, bucket + perColumn);
        for (; bucket < next; bucket++) sums[column] += amounts[bucket];
      }
      return sums;
    },
  };
}
