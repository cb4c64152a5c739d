/**
 * What a run found of what is true: each incident found or missed, by whom and how late, and the alarms that were
 * false; for all detectors, for the rules, and for what is learnt.
 *
 * An incident is found by an anomaly, or a flagged line, that is one of its lines. An alarm is an anomaly (its updates
 * belong to it); it is true when its line, or its session, is labelled odd, or when it has found an incident.
 */
import { type AnomalyEvent, type DetectorId, type OddlineEvent, RULE_DETECTORS } from "../core/anomaly.ts";
import { IncidentFinder } from "./incident_finder.ts";
import { type IncidentScore, IncidentSights, parsedTime } from "./incident_sights.ts";
import type { Labels } from "./labels.ts";
import { type Confusion, confusionOfSets } from "./metrics.ts";

/** A line that was at or above the alert threshold, whether or not it became an anomaly of its own. */
export interface FlaggedLine {
  /** 1-based. */
  readonly line: number;
  readonly detector: DetectorId;
  /** Event time, ms since the epoch. */
  readonly timeMs?: number | null;
}

export interface ScoreInput {
  readonly labels: Labels;
  /** Events of one source, in the order of the run. Repeats with the same id count once. */
  readonly events: Iterable<OddlineEvent>;
  /** All flagged lines, for figures per line; several detectors may flag one line. */
  readonly flagged?: Iterable<FlaggedLine>;
}

/** What a group of detectors achieved. */
export interface GroupScore {
  readonly incidentsFound: number;
  readonly incidentsMissed: number;
  readonly trueAlarms: number;
  readonly falseAlarms: number;
  /** Per line, where flagged lines were given. */
  readonly lines: Confusion | undefined;
}

export interface RunScore {
  readonly incidents: readonly IncidentScore[];
  readonly all: GroupScore;
  readonly rules: GroupScore;
  readonly ml: GroupScore;
}

/** Scores a run. Pure: reads nothing but its input. */
export function scoreRun({ labels, events, flagged }: ScoreInput): RunScore {
  const alarms = alarmsIn(events);
  const flaggedLines = flagged === undefined ? undefined : [...flagged];
  const incidents = findIncidents(labels, alarms, flaggedLines ?? []);
  const group = (belongs: (detector: DetectorId) => boolean): GroupScore => ({
    ...countIncidents(incidents, belongs),
    ...countAlarms(labels, alarms.filter(({ detector }) => belongs(detector))),
    lines: flaggedLines && confusionOfSets(
      labels.oddLines,
      new Set(flaggedLines.filter(({ detector }) => belongs(detector)).map(({ line }) => line)),
      labels.lineCount,
    ),
  });
  return {
    incidents,
    all: group(() => true),
    rules: group((detector) => RULE_DETECTORS.has(detector)),
    ml: group((detector) => !RULE_DETECTORS.has(detector)),
  };
}

/** Each anomaly once: events may be repeated. */
function alarmsIn(events: Iterable<OddlineEvent>): AnomalyEvent[] {
  const byId = new Map<string, AnomalyEvent>();
  for (const event of events) {
    if (event.type === "anomaly" && !byId.has(event.id)) byId.set(event.id, event);
  }
  return [...byId.values()];
}

function findIncidents(
  labels: Labels,
  alarms: readonly AnomalyEvent[],
  flagged: readonly FlaggedLine[],
): IncidentScore[] {
  const sights = new IncidentSights(labels);
  for (const { detector, line, time } of alarms) sights.see(detector, { line, timeMs: parsedTime(time) });
  for (const { line, detector, timeMs = null } of flagged) sights.see(detector, { line, timeMs });
  return sights.scores();
}

function countIncidents(incidents: readonly IncidentScore[], belongs: (detector: DetectorId) => boolean) {
  const isFound = ({ detections }: IncidentScore) => detections.some(({ detector }) => belongs(detector));
  const incidentsFound = incidents.filter(isFound).length;
  return { incidentsFound, incidentsMissed: incidents.length - incidentsFound };
}

function countAlarms(labels: Labels, alarms: readonly AnomalyEvent[]) {
  const finder = new IncidentFinder(labels);
  const isTrue = ({ line, session, detector }: AnomalyEvent) =>
    labels.oddLines.has(line) || (session !== undefined && labels.sessions.get(session) === true) ||
    finder.at(line, detector).length > 0;
  const trueAlarms = alarms.filter(isTrue).length;
  return { trueAlarms, falseAlarms: alarms.length - trueAlarms };
}
