/** How alerting is, for those who show it: what was told, what waits, and what goes wrong. */

/** One notifier. */
export interface NotifierView {
  readonly name: string;
  readonly waiting: number;
  /** When something last got there, wall clock ms; NaN for not in this run. */
  readonly lastSentMs: number;
  /** What is wrong with it; "" for nothing. */
  readonly problem: string;
}

/** One route, with the anomalies that it has not told of and why. */
export interface RouteView {
  readonly name: string;
  readonly waiting: number;
  readonly deduplicated: number;
  readonly muted: number;
  /** Too few for its threshold. */
  readonly below: number;
  /** Alerts that the rate limit has held back. */
  readonly limited: number;
}

/** Something that was told. */
export interface ToldAlert {
  readonly timeMs: number;
  readonly route: string;
  readonly status: "firing" | "resolved";
  readonly severity: string;
  readonly title: string;
}

/** All of it. */
export interface AlertsView {
  readonly notifiers: readonly NotifierView[];
  readonly routes: readonly RouteView[];
  /** Anomalies that a silence was about. */
  readonly silenced: number;
  readonly sent: number;
  readonly waiting: number;
  readonly dead: number;
  /** The newest of this run, oldest first. */
  readonly told: readonly ToldAlert[];
}
