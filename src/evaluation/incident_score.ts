/**
 * What a run found of what is true: each incident found or missed, by whom and how late, and the alarms that were
 * false; for all detectors, for the rules, and for what is learnt.
 *
 * An incident is found by an anomaly, or a flagged line, that is one of its lines. An alarm is an anomaly (its updates
 * belong to it); it is true when its line, or its session, is labelled odd, or when it has found an incident.
 */
import {
  type AnomalyEvent,
  type AnomalyUpdate,
  type DetectorId,
  type OddlineEvent,
  RULE_DETECTORS,
} from "../core/anomaly.ts";
import { IncidentFinder } from "./incident_finder.ts";
import type { Labels } from "./labels.ts";
import { type Confusion, confusionOfSets, type DetectionDelay, detectionDelay, type Moment } from "./metrics.ts";
import type { TruthIncident } from "./truth.ts";

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

/** A detector's first sight of an incident. */
export interface Detection {
  readonly detector: DetectorId;
  readonly line: number;
  readonly delay: DetectionDelay;
}

export interface IncidentScore {
  readonly incident: TruthIncident;
  /** One per detector that found it, the earliest first; empty when it was missed. */
  readonly detections: readonly Detection[];
}

/** What a group of detectors achieved. */
export interface GroupScore {
  readonly incidentsFound: number;
  readonly incidentsMissed: number;
  readonly trueAlarms: number;
  readonly falseAlarms: number;
  /** Lines that the false alarms grew to. */
  readonly falseAlarmLines: number;
  /** Per line, where flagged lines were given. */
  readonly lines: Confusion | undefined;
}

export interface RunScore {
  readonly incidents: readonly IncidentScore[];
  readonly all: GroupScore;
  readonly rules: GroupScore;
  readonly ml: GroupScore;
}

/** An anomaly with the last of its updates. */
interface Alarm {
  readonly event: AnomalyEvent;
  count: number;
}

/** Scores a run. Pure: reads nothing but its input. */
export function scoreRun({ labels, events, flagged }: ScoreInput): RunScore {
  const alarms = collectAlarms(events);
  const flaggedLines = flagged === undefined ? undefined : [...flagged];
  const incidents = findIncidents(labels, alarms, flaggedLines ?? []);
  const group = (belongs: (detector: DetectorId) => boolean): GroupScore => ({
    ...countIncidents(incidents, belongs),
    ...countAlarms(labels, alarms.filter(({ event }) => belongs(event.detector))),
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

function collectAlarms(events: Iterable<OddlineEvent>): Alarm[] {
  const byId = new Map<string, Alarm>();
  for (const event of events) {
    if (event.type === "anomaly" && !byId.has(event.id)) byId.set(event.id, { event, count: event.count });
    if (event.type === "anomaly_update") growAlarm(byId.get(event.id), event);
  }
  return [...byId.values()];
}

function growAlarm(alarm: Alarm | undefined, update: AnomalyUpdate): void {
  if (alarm !== undefined) alarm.count = Math.max(alarm.count, update.count);
}

function findIncidents(
  labels: Labels,
  alarms: readonly Alarm[],
  flagged: readonly FlaggedLine[],
): IncidentScore[] {
  const finder = new IncidentFinder(labels);
  /** By incident, then by detector: the earliest sight. */
  const sights = new Map<TruthIncident, Map<DetectorId, Moment>>();
  const see = (detector: DetectorId, moment: Moment) => {
    for (const incident of finder.at(moment.line, detector)) {
      const byDetector = sights.get(incident) ?? new Map<DetectorId, Moment>();
      sights.set(incident, byDetector);
      const earlier = byDetector.get(detector);
      if (earlier === undefined || moment.line < earlier.line) byDetector.set(detector, moment);
    }
  };
  for (const { event } of alarms) see(event.detector, { line: event.line, timeMs: parsedTime(event.time) });
  for (const { line, detector, timeMs = null } of flagged) see(detector, { line, timeMs });
  return labels.incidents.map((incident) => {
    const beginning = { line: incident.lines[0], timeMs: parsedTime(incident.start) };
    const detections = [...sights.get(incident) ?? []]
      .map(([detector, moment]) => ({ detector, line: moment.line, delay: detectionDelay(beginning, moment) }))
      .sort((left, right) => left.line - right.line);
    return { incident, detections };
  });
}

function parsedTime(time: string | null): number | null {
  return time === null ? null : Date.parse(time);
}

function countIncidents(incidents: readonly IncidentScore[], belongs: (detector: DetectorId) => boolean) {
  const isFound = ({ detections }: IncidentScore) => detections.some(({ detector }) => belongs(detector));
  const incidentsFound = incidents.filter(isFound).length;
  return { incidentsFound, incidentsMissed: incidents.length - incidentsFound };
}

function countAlarms(labels: Labels, alarms: readonly Alarm[]) {
  const finder = new IncidentFinder(labels);
  const isTrue = ({ event: { line, session, detector } }: Alarm) =>
    labels.oddLines.has(line) || (session !== undefined && labels.sessions.get(session) === true) ||
    finder.at(line, detector).length > 0;
  const falseOnes = alarms.filter((alarm) => !isTrue(alarm));
  return {
    trueAlarms: alarms.length - falseOnes.length,
    falseAlarms: falseOnes.length,
    falseAlarmLines: falseOnes.reduce((lines, { count }) => lines + count, 0),
  };
}
