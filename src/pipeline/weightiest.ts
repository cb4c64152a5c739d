/**
 * The anomalies of a run that weigh most, for its summary: the highest score first, then the one that grew to the most
 * lines. Each is a candidate when it begins; when there are too many of them, the lighter half goes, as it is by then.
 */
import type { AnomalyEvent, WeightyAnomaly } from "../core/anomaly.ts";
import type { Incident } from "./incidents.ts";

const CANDIDATES_MAX = 256;

interface Candidate {
  /** What is told of it, without what is long and is not. */
  readonly begun: Omit<WeightyAnomaly, "score" | "count">;
  /** Goes on to be counted. */
  readonly incident: Incident;
}

export class Weightiest {
  #candidates: Candidate[] = [];

  /** An anomaly begins. */
  begin({ id, time, source, line, detector, template, message }: AnomalyEvent, incident: Incident): void {
    if (this.#candidates.length >= CANDIDATES_MAX) this.#candidates = this.#sorted().slice(0, CANDIDATES_MAX / 2);
    this.#candidates.push({ begun: { id, time, source, line, detector, template, message }, incident });
  }

  /** The weightiest ones as they are now. */
  list(count: number): WeightyAnomaly[] {
    return this.#sorted().slice(0, count).map(({ begun, incident }) => {
      const { template, message, ...place } = begun;
      return { ...place, score: incident.score, count: incident.count, template, message };
    });
  }

  #sorted(): Candidate[] {
    return [...this.#candidates].sort(({ incident: x }, { incident: y }) => y.score - x.score || y.count - x.count);
  }
}
