/**
 * Who saw which incident first: of each incident and detector the earliest line that it spoke at, taken as they come.
 * An incident is found by an anomaly, or a flagged line, that is one of its lines.
 */
import type { DetectorId } from "../core/anomaly.ts";
import { IncidentFinder } from "./incident_finder.ts";
import type { Labels } from "./labels.ts";
import { type DetectionDelay, detectionDelay, type Moment } from "./metrics.ts";
import type { TruthIncident } from "./truth.ts";

/** A detector's first sight of an incident. */
export interface Detection {
  readonly detector: DetectorId;
  readonly line: number;
  readonly delay: DetectionDelay;
}

/** An incident, and by whom it was found. */
export interface IncidentScore {
  readonly incident: TruthIncident;
  /** One per detector that found it, the earliest first; empty when it was missed. */
  readonly detections: readonly Detection[];
}

export class IncidentSights {
  readonly #labels: Labels;
  readonly #finder: IncidentFinder;
  /** By incident, then by detector: the earliest sight. */
  readonly #sights = new Map<TruthIncident, Map<DetectorId, Moment>>();

  constructor(labels: Labels) {
    this.#labels = labels;
    this.#finder = new IncidentFinder(labels);
  }

  /** A detector spoke at this line. */
  see(detector: DetectorId, moment: Moment): void {
    for (const incident of this.#finder.at(moment.line, detector)) {
      const byDetector = this.#sights.get(incident) ?? new Map<DetectorId, Moment>();
      this.#sights.set(incident, byDetector);
      const earlier = byDetector.get(detector);
      if (earlier === undefined || moment.line < earlier.line) byDetector.set(detector, moment);
    }
  }

  /** All incidents in the order of the labels. */
  scores(): IncidentScore[] {
    return this.#labels.incidents.map((incident) => {
      const beginning = { line: incident.lines[0], timeMs: parsedTime(incident.start) };
      const detections = [...this.#sights.get(incident) ?? []]
        .map(([detector, moment]) => ({ detector, line: moment.line, delay: detectionDelay(beginning, moment) }))
        .sort((left, right) => left.line - right.line);
      return { incident, detections };
    });
  }
}

/** RFC 3339 to ms since the epoch; null stays null. */
export function parsedTime(time: string | null): number | null {
  return time === null ? null : Date.parse(time);
}
