/**
 * Anomalies by kind: what keeps coming back from the same template of a source, for the same reason, is one row that
 * says since when and how often, and not a row each time.
 */
import type { AnomalyView } from "../core/views/anomaly_view.ts";
import type { View } from "./view.ts";

/** The anomalies of one kind. */
export interface AnomalyKind {
  readonly newest: AnomalyView;
  /** Event time of the first, ms; NaN where it has none. */
  readonly sinceMs: number;
  /** How many there were, those that are not known any more among them. */
  readonly times: number;
  /** The highest of their scores. */
  readonly score: number;
  /** Lines of those that are known, and one of each other. */
  readonly lines: number;
}

/**
 * The kinds of anomalies that are given newest first, in the order of their newest. Those before a range that is
 * selected do not count.
 */
export function anomalyKinds(rows: readonly AnomalyView[], { range }: Pick<View, "range">): readonly AnomalyKind[] {
  const kinds = new Map<string, AnomalyView[]>();
  for (const row of rows) {
    const key = keyOf(row);
    const kind = kinds.get(key);
    if (kind === undefined) kinds.set(key, [row]);
    else kind.push(row);
  }
  return Array.from(kinds.values(), (alike) => kindOf(alike, range !== undefined));
}

/** What anomalies of a kind have in common; those of earlier runs are kinds of their own. */
export function keyOf({ event, isPast }: AnomalyView): string {
  return `${isPast ? "past " : ""}${event.template_id} ${event.detector} ${event.source}`;
}

function kindOf(alike: readonly AnomalyView[], isInRange: boolean): AnomalyKind {
  const newest = alike[0];
  const oldest = alike[alike.length - 1];
  const earlier = isInRange ? oldest.before : 0;
  // those of earlier runs know of none before them, nor do those whose kind was forgotten meanwhile
  const times = Math.max(alike.length, newest.before - earlier + 1);
  return {
    newest,
    sinceMs: isInRange || newest.isPast ? oldest.timeMs : newest.sinceMs,
    times,
    score: alike.reduce((highest, { score }) => Math.max(highest, score), 0),
    lines: alike.reduce((sum, { count }) => sum + count, times - alike.length),
  };
}
