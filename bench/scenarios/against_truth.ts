/**
 * Holds what was said of one log against the truth: which incidents were found, by whom and when, and which alarms were
 * about nothing.
 */
import type { AnomalyEvent, DetectorId } from "../../src/core/anomaly.ts";
import { IncidentFinder } from "../../src/evaluation/incident_finder.ts";
import { type Detection, IncidentSights, parsedTime } from "../../src/evaluation/incident_sights.ts";
import type { Labels, TruthIncident } from "../../src/evaluation/mod.ts";

/** An alarm so long after an incident may still be about it: it is neither a find nor a false alarm. */
const AFTERMATH_MS = 60_000;

/** An incident and who found it. */
export interface IncidentResult {
  readonly scenario: string;
  /** By detectors that raised an alarm at one of its lines, the earliest first. */
  readonly told: readonly Detection[];
  /**
   * By detectors that only flagged its lines: their alarm began elsewhere, or was of a detector with a higher score.
   */
  readonly flagged: readonly Detection[];
  /** From its first line to the newest line that was read when the first alarm about it was raised; log time. */
  readonly raisedSeconds?: number;
}

/** An alarm, and when it was raised: by the event time of the newest line that was read by then. */
export interface Alarm {
  readonly event: AnomalyEvent;
  readonly raisedMs: number;
}

/** A line that a detector has flagged. */
export interface FlaggedLine {
  readonly detector: DetectorId;
  readonly line: number;
  readonly timeMs: number;
}

/**
 * Who found each incident: what was told counts at the line where it was told; a flagged line may have been raised
 * later, by a verdict that covers it.
 */
export function incidentResults(
  labels: Labels,
  alarms: readonly Alarm[],
  flagged: readonly FlaggedLine[],
): IncidentResult[] {
  const told = new IncidentSights(labels);
  for (const { event: { detector, line, time } } of alarms) told.see(detector, { line, timeMs: parsedTime(time) });
  const raisedMs = raisedTimes(labels, alarms);
  const raised = new IncidentSights(labels);
  for (const { detector, line, timeMs } of flagged) raised.see(detector, { line, timeMs });
  const rest = raised.scores();
  return told.scores().map(({ incident, detections }, index) => {
    const others = rest[index].detections.filter(({ detector }) =>
      !detections.some((own) => own.detector === detector)
    );
    const atMs = raisedMs.get(incident);
    return {
      scenario: incident.scenario,
      told: detections,
      flagged: others,
      ...(atMs !== undefined && { raisedSeconds: Math.max(0, atMs - Date.parse(incident.start)) / 1000 }),
    };
  });
}

/** When the first alarm about each incident was raised. */
function raisedTimes(labels: Labels, alarms: readonly Alarm[]): Map<TruthIncident, number> {
  const finder = new IncidentFinder(labels);
  const times = new Map<TruthIncident, number>();
  for (const { event: { line, detector }, raisedMs } of alarms) {
    for (const incident of finder.at(line, detector)) {
      times.set(incident, Math.min(raisedMs, times.get(incident) ?? Infinity));
    }
  }
  return times;
}

/** What is about the truth, and, by detector, what is about nothing; in an incident's aftermath it is neither. */
export function sortAlarms(
  labels: Labels,
  alarms: readonly Alarm[],
): { readonly trueAlarms: number; readonly falseAlarms: Record<string, number> } {
  const finder = new IncidentFinder(labels);
  const spans = labels.incidents.map(({ start, end }) => [Date.parse(start), Date.parse(end) + AFTERMATH_MS]);
  const falseAlarms: Record<string, number> = {};
  let trueAlarms = 0;
  for (const { event: { line, session, detector, time } } of alarms) {
    const timeMs = parsedTime(time) ?? 0;
    if (
      labels.oddLines.has(line) || labels.sessions.get(session ?? "") === true || finder.at(line, detector).length > 0
    ) trueAlarms++;
    else if (!spans.some(([from, to]) => timeMs >= from && timeMs <= to)) {
      falseAlarms[detector] = (falseAlarms[detector] ?? 0) + 1;
    }
  }
  return { trueAlarms, falseAlarms };
}
