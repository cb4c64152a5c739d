/**
 * Times in a column: of day, with the day where that alone would not say when, and with the year
 * where the day would not.
 */
import type { View } from "../view.ts";

const LONG_MS = 20 * 3_600_000;
const YEARS_MS = 300 * 86_400_000;

/** How times are written in a column of so many cells. */
export interface TimeColumn {
  readonly columns: number;
  /** "" for NaN. */
  text(timeMs: number): string;
}

/** For times of sources and templates, which may be anywhere in the run. */
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

/** For times since this one, as seen from the newest. */
export function timesSince(
  { snapshot, texts }: Pick<View, "snapshot" | "texts">,
  oldestMs: number,
  hasSeconds = false,
): TimeColumn {
  return timesOver(texts, snapshot.clockMs - oldestMs, hasSeconds);
}

/**
 * For a stretch of so many ms: `14:32:07`, `11-22 14:32`, `2026-11-22 14:32`; those of days with seconds on request.
 */
export function timesOver(texts: View["texts"], spanMs: number, hasSeconds = false): TimeColumn {
  if (!(spanMs >= LONG_MS)) return { columns: 8, text: (timeMs) => texts.clock(timeMs) };
  const from = spanMs < YEARS_MS ? 5 : 0;
  const end = hasSeconds ? 19 : 16;
  return { columns: end - from, text: (timeMs) => texts.full(timeMs).slice(from, end) };
}
