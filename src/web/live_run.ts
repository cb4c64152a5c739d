/** A run as the page sees it. */
import type { AlertsView } from "../core/alerts_view.ts";
import type { Snapshot } from "../core/snapshot.ts";

export interface LiveRun {
  /** A picture of now. */
  snapshot(): Snapshot;
  /** How alerting is; undefined where there is none. */
  alerts(): AlertsView | undefined;
  /** Takes out of a line what must not be shown. */
  redact(text: string): string;
}
