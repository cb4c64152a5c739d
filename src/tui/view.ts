/** What every screen is drawn from: a snapshot, and what the user has chosen to see of it. */
import type { Filter } from "../core/filter.ts";
import type { PastRuns } from "../core/views/past_runs.ts";
import type { Snapshot } from "../core/views/snapshot.ts";
import type { ColumnChoices } from "./tables/columns.ts";
import type { Theme } from "./theme.ts";

/** Event times in ms, the end not included. */
export interface TimeRange {
  readonly fromMs: number;
  readonly untilMs: number;
}

/** Event times as people read them, in the zone that was asked for; "" for NaN. */
export interface TimeTexts {
  /** `14:32:07` */
  clock(timeMs: number): string;
  /** `14:32:07.123` */
  exact(timeMs: number): string;
  /** `2026-11-22 14:32:07` */
  full(timeMs: number): string;
}

/** All that a screen may look at. */
export interface View {
  readonly snapshot: Snapshot;
  /** What the history knows of earlier runs; undefined while it is not loaded, and where there is none. */
  readonly past: PastRuns | undefined;
  /** What of it is to be seen. */
  readonly filter: Filter;
  /** The stretch of event time that was selected; undefined for all. */
  readonly range: TimeRange | undefined;
  /** The columns of lists. */
  readonly columns: ColumnChoices;
  readonly texts: TimeTexts;
  readonly theme: Theme;
}

/** Whether a time lies in the range that was selected; what has no time lies in none. */
export function isInRange(range: TimeRange | undefined, timeMs: number): boolean {
  return range === undefined || timeMs >= range.fromMs && timeMs < range.untilMs;
}
