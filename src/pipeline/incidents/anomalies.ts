/**
 * The anomalies of a run: each thing that is flagged begins an incident or goes into one that is open, and is counted.
 */
import type { AnomalyEvent, DetectorId } from "../../core/anomaly.ts";
import { methodsOf, Tally } from "../totals/comparison.ts";
import type { Addition, Incident } from "./incident.ts";
import type { Incidents } from "./incidents.ts";
import type { Totals } from "../totals/totals.ts";
import { Weightiest } from "../totals/weightiest.ts";

export class Anomalies {
  readonly byDetector: Partial<Record<DetectorId, number>> = {};
  readonly tally = new Tally();
  readonly weightiest = new Weightiest();
  readonly #incidents: Incidents;
  readonly #totals: Totals;

  constructor(incidents: Incidents, totals: Totals) {
    this.#incidents = incidents;
    this.#totals = totals;
  }

  /**
   * The open incident that a line of a template, or a verdict of a group, belongs to, after closing those of the source
   * that were over by this clock.
   */
  find(source: string, key: string, clock: number): Incident | undefined {
    this.#incidents.advance(source, clock);
    return this.#incidents.find(source, key);
  }

  /** One more line, or session, of an incident. */
  extend(incident: Incident, addition: Addition): void {
    if ((addition.detectors & ~incident.detectors) !== 0) {
      this.tally.count(methodsOf(incident.detectors), methodsOf(addition.detectors));
    }
    this.#incidents.extend(incident, addition);
  }

  /** One more thing that is odd about a line that is counted in an incident. */
  support(incident: Incident, { score, detectors }: Addition): void {
    this.tally.count(methodsOf(incident.detectors), methodsOf(detectors));
    incident.score = Math.max(incident.score, score);
    incident.detectors |= detectors;
  }

  /** The first of an incident. */
  begin(event: AnomalyEvent, key: string, addition: Addition): Incident {
    this.#totals.anomalies++;
    this.byDetector[event.detector] = (this.byDetector[event.detector] ?? 0) + 1;
    this.tally.count(0, methodsOf(addition.detectors));
    const incident = this.#incidents.begin(event, key, addition);
    this.weightiest.begin(event, incident);
    return incident;
  }
}
