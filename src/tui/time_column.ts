/** Times in a column: of day, and with the day where a run is so long that a time of day would not say when. */
import type { View } from "./view.ts";

const LONG_MS = 20 * 3_600_000;

/** How times are written in a column of so many cells. */
export interface TimeColumn {
  readonly columns: number;
  /** "" for NaN. */
  text(timeMs: number): string;
}

/** `14:32:07`, or `11-22 14:32` in a run of a day and more. */
export function timeColumn({ snapshot, texts }: Pick<View, "snapshot" | "texts">): TimeColumn {
  const { axis, sources } = snapshot;
  let fromMs = axis.startMs;
  let untilMs = axis.startMs + axis.bucketMs * axis.buckets;
  // a source of another age is not on the axis
  for (const { lastTimeMs } of sources) {
    if (lastTimeMs < fromMs) fromMs = lastTimeMs;
    if (lastTimeMs > untilMs) untilMs = lastTimeMs;
  }
  return timesOver(texts, untilMs - fromMs);
}

/** The same for a stretch of so many ms. */
export function timesOver(texts: View["texts"], spanMs: number): TimeColumn {
  return spanMs < LONG_MS
    ? { columns: 8, text: (timeMs) => texts.clock(timeMs) }
    : { columns: 11, text: (timeMs) => texts.full(timeMs).slice(5, 16) };
}
