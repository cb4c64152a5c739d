/** What the history knows of the runs before this one, as the dashboard asks for it. */
import type { AnomalyEvent } from "../anomaly.ts";
import type { AnomalyView } from "./anomaly_view.ts";

export interface PastRuns {
  /** Their newest anomalies, the newest first: a bounded number. */
  readonly anomalies: readonly AnomalyView[];
  /** How many anomalies of the same template, detector and source they had. */
  before(event: AnomalyEvent): PastCount;
}

/** How often there was something in earlier runs. */
export interface PastCount {
  /** As far as was counted. */
  readonly count: number;
  /** There are more than were counted. */
  readonly isMore: boolean;
  /** When the last of them was, ms; NaN where there was none. */
  readonly lastMs: number;
}
