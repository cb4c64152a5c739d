/** What of a trend lies in the range of time that was selected. */
import type { View } from "./view.ts";

/** The amounts in the buckets of the axis that the range touches; all of them without a range. */
export function trendIn(
  { snapshot: { axis }, range }: Pick<View, "snapshot" | "range">,
  trend: ArrayLike<number>,
): ArrayLike<number> {
  if (range === undefined || Number.isNaN(axis.startMs)) return trend;
  const bucketOf = (timeMs: number) => (timeMs - axis.startMs) / axis.bucketMs;
  const from = Math.max(0, Math.floor(bucketOf(range.fromMs)));
  const end = Math.min(trend.length, Math.ceil(bucketOf(range.untilMs)));
  return Array.from({ length: Math.max(0, end - from) }, (_, k) => trend[from + k]);
}
