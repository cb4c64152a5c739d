/**
 * What is told to somebody: one or several anomalies of a group, in few words. This is what notifiers send and what the
 * queue on disk holds; its names are in snake_case because programs read it. Texts of logs are cut, since a pager is no
 * place for a line of 256 KiB.
 */
import type { AnomalyEvent, AnomalySeverity } from "../core/anomaly.ts";
import { shownText } from "../core/text/shown_text.ts";

/** UTF-16 units of a text of a log that an alert holds at most. */
const TEXT_MAX = 2000;
const TITLE_MAX = 200;

/** One anomaly, as far as an alert tells of it; `count` is of its lines so far. */
export interface AlertAnomaly extends Omit<AnomalyEvent, "type" | "offset" | "evidence"> {
  /** What to look at next; "" where nothing is known. */
  readonly recommendation: string;
}

/** What an alert says: that something is wrong, or that it is over. */
const ALERT_STATUSES = ["firing", "resolved"] as const;
export type AlertStatus = typeof ALERT_STATUSES[number];

/** What is sent. */
export interface Alert {
  /** One for each time that something is told; a repeat after a crash carries the same. */
  readonly id: string;
  /** Firing while one of its incidents goes on or has not been told of, resolved when all have ended. */
  readonly status: AlertStatus;
  readonly route: string;
  /** What its anomalies have in common, by the names in the route's `group_by`. */
  readonly group: Readonly<Record<string, string>>;
  /** The same for everything that is told of one group. */
  readonly group_key: string;
  /** One line. */
  readonly title: string;
  /** The highest of its anomalies. */
  readonly severity: AnomalySeverity;
  readonly score: number;
  /** Lines of all its anomalies. */
  readonly count: number;
  readonly anomalies_total: number;
  /** The wall clock when it was made, RFC 3339. */
  readonly time: string;
  /** When the first alert of this incident was made, RFC 3339. */
  readonly started: string;
  readonly host: string;
  /** The first of them; `anomalies_total` counts all. */
  readonly anomalies: readonly AlertAnomaly[];
}

const RANKS: Readonly<Record<AnomalySeverity, number>> = { info: 0, warning: 1, critical: 2 };

/** Where a severity stands: 0 info, 1 warning, 2 critical. */
export function severityRank(severity: AnomalySeverity): number {
  return RANKS[severity];
}

/** What an alert keeps of an anomaly. */
export function alertAnomaly(event: AnomalyEvent): AlertAnomaly {
  const { recommendation } = event.evidence;
  return {
    id: event.id,
    time: event.time,
    source: cut(event.source),
    line: event.line,
    detector: event.detector,
    score: event.score,
    severity: event.severity,
    template_id: event.template_id,
    template: cut(event.template),
    message: cut(event.message),
    reason: cut(event.reason),
    recommendation: typeof recommendation === "string" ? cut(recommendation) : "",
    count: event.count,
    ...(event.session !== undefined && { session: cut(event.session) }),
  };
}

/** One line that says what happened. */
export function titleOf(anomalies: readonly AlertAnomaly[], total: number, status: AlertStatus): string {
  const worst = worstOf(anomalies);
  if (worst === undefined) return "nothing odd any more";
  const source = worst.source.slice(worst.source.lastIndexOf("/") + 1);
  const more = total > 1 ? ` (and ${total - 1} more)` : "";
  const over = status === "resolved" ? "over: " : "";
  return shownText(`${over}${source}: ${worst.reason}${more}`, TITLE_MAX);
}

/** The anomaly with the highest score, the first of equals. */
export function worstOf(anomalies: readonly AlertAnomaly[]): AlertAnomaly | undefined {
  return anomalies.reduce<AlertAnomaly | undefined>(
    (worst, anomaly) => worst === undefined || anomaly.score > worst.score ? anomaly : worst,
    undefined,
  );
}

function cut(text: string): string {
  return shownText(text, TEXT_MAX);
}
