/** The anomalies of a run: each thing that is flagged begins an incident or goes into one that is open, and is counted. */
import type { AnomalyEvent, DetectorId } from "../core/anomaly.ts";
import { methodsOf, Tally } from "./comparison.ts";
import type { Addition, Incident, Incidents } from "./incidents.ts";
import type { Totals } from "./learner.ts";

export class Anomalies {
  readonly byDetector: Partial<Record<DetectorId, number>> = {};
  readonly tally = new Tally();
  readonly #incidents: Incidents;
  readonly #totals: Totals;

  constructor(incidents: Incidents, totals: Totals) {
    this.#incidents = incidents;
    this.#totals = totals;
  }

  /** The incident that this belongs to; `makeEvent` is called if it begins one. */
  add(source: string, key: string, addition: Addition, makeEvent: () => AnomalyEvent): Added {
    const incidents = this.#incidents;
    incidents.advance(source, addition.clock);
    const open = incidents.find(source, key);
    if (open !== undefined) {
      if ((addition.detectors & ~open.detectors) !== 0) {
        this.tally.count(methodsOf(open.detectors), methodsOf(addition.detectors));
      }
      incidents.extend(open, addition);
      return { incident: open, isNew: false };
    }
    const event = makeEvent();
    this.#totals.anomalies++;
    this.byDetector[event.detector] = (this.byDetector[event.detector] ?? 0) + 1;
    this.tally.count(0, methodsOf(addition.detectors));
    return { incident: incidents.begin(event, key, addition), isNew: true };
  }

  /** The open incident of a template or group. */
  find(source: string, key: string): Incident | undefined {
    return this.#incidents.find(source, key);
  }
}

interface Added {
  readonly incident: Incident;
  readonly isNew: boolean;
}
