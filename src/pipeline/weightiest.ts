/**
 * The anomalies of a run that weigh most, for its summary: the highest score first, then the one that grew to the most
 * lines. Each is a candidate when it begins; when there are too many of them, the lighter half goes, as it is by then.
 */
import type { AnomalyEvent, WeightyAnomaly } from "../core/anomaly.ts";
import type { Incident } from "./incidents.ts";

const CANDIDATES_MAX = 256;

interface Candidate {
  readonly event: AnomalyEvent;
  /** Goes on to be counted. */
  readonly incident: Incident;
}

export class Weightiest {
  #candidates: Candidate[] = [];

  /** An anomaly begins. */
  begin(event: AnomalyEvent, incident: Incident): void {
    if (this.#candidates.length >= CANDIDATES_MAX) this.#candidates = this.#sorted().slice(0, CANDIDATES_MAX / 2);
    this.#candidates.push({ event, incident });
  }

  /** The weightiest ones as they are now. */
  list(count: number): WeightyAnomaly[] {
    return this.#sorted().slice(0, count).map(({ event, incident }) => {
      const { id, time, source, line, detector, template, message } = event;
      return { id, time, source, line, detector, score: incident.score, count: incident.count, template, message };
    });
  }

  #sorted(): Candidate[] {
    return [...this.#candidates].sort(({ incident: x }, { incident: y }) => y.score - x.score || y.count - x.count);
  }
}
