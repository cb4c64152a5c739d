/** Anomalies as they are shown: what became of each, and what there is around it. */
import type { AnomalyEvent } from "../anomaly.ts";

/** A line of an anomaly's context. */
export interface ContextLine {
  readonly source: string;
  readonly line: number;
  readonly timeMs: number;
  readonly severity: number;
  readonly text: string;
  /** Where its message begins in the text. */
  readonly messageStart: number;
  /** The line that is odd itself. */
  readonly isOdd: boolean;
}

/** What part a feature has in a score. */
export interface ScorePart {
  readonly label: string;
  /** 0..1; the parts of one anomaly add up to 1. */
  readonly share: number;
}

/** What users did about an anomaly. */
export type AnomalyMark = "new" | "acknowledged" | "normal" | "muted";

/** An anomaly, and what became of it. */
export interface AnomalyView {
  readonly event: AnomalyEvent;
  /** Event time of its first line, ms; NaN where it has none. */
  readonly timeMs: number;
  /** As far as it has gone on. */
  readonly count: number;
  readonly score: number;
  readonly lastTimeMs: number;
  readonly closed: boolean;
  readonly severity: number;
  readonly mark: AnomalyMark;
  /** Lines before and after it, as far as there were any when it was last looked at. */
  readonly context: readonly ContextLine[];
  readonly parts: readonly ScorePart[];
  readonly recommendation: string;
  /** Lines of its template in each bucket of the axis. */
  readonly trend: ArrayLike<number>;
  /** Anomalies of the same template and detector before it in this run, as far as they are remembered. */
  readonly before: number;
  /** Event time of the first of these, or its own, ms; NaN where that has none. */
  readonly sinceMs: number;
  /** The session that its verdict is on, or that its line belongs to; undefined where there is none. */
  readonly session: SessionView | undefined;
  /** It was found by an earlier run, and is known from the history. */
  readonly isPast: boolean;
}

/** Lines that belong together by what they name, such as a request. */
export interface SessionView {
  readonly name: string;
  /** Of its lines that are still kept a few of the first, and of those after them a few of the last. */
  readonly first: readonly ContextLine[];
  readonly last: readonly ContextLine[];
  /** How many are kept in all, as far as was looked. */
  readonly count: number;
}

/** The anomalies of a run that are still known, oldest first. */
export interface AnomalyList {
  readonly length: number;
  /** Anomalies that are not known any more: those before the first, and in a flood others between. */
  readonly forgotten: number;
  /** Pairs of a source and a template whose anomalies count as if there had been none `before`. */
  readonly kindsForgotten: number;
  at(index: number): AnomalyView;
}
