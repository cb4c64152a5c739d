/** A run as the page sees it. */
import type { AlertsView } from "../core/views/alerts_view.ts";
import type { Snapshot } from "../core/views/snapshot.ts";

export interface LiveRun {
  /** A picture of now. */
  snapshot(): Snapshot;
  /** Why the history cannot be written, without a picture of all else; "" where it can, or there is none. */
  historyTrouble(): string;
  /** How alerting is; undefined where there is none. */
  alerts(): AlertsView | undefined;
  /** Takes out of a line what must not be shown. */
  redact(text: string): string;
  /** Marks an anomaly; what to say of it comes back. Undefined where nothing can be marked. */
  readonly mark: ((id: string, asked: AskedMark) => Promise<string>) | undefined;
  /** Takes the last mark back that the page has made; what to say of it comes back. */
  readonly undoMark: (() => Promise<string>) | undefined;
}

/** How anomalies may be marked: seen, normal from now on, or muted for an hour. */
export const MARKS = ["acknowledged", "normal", "muted"] as const;

/** What a mark means: this anomaly alone, or all like it. */
export const MARK_SCOPES = ["this", "template", "source"] as const;

/** What is asked for. */
export interface AskedMark {
  readonly mark: typeof MARKS[number];
  readonly scope: typeof MARK_SCOPES[number];
}
