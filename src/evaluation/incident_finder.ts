/**
 * Which incidents a line belongs to. Truth that names the incident at each of its lines is taken at its word; an
 * incident whose lines are not named (a truth written by hand) has all odd lines between its first and its last. One that
 * is a silence has no lines: it is found, between its first and its last, by detectors that see what is missing.
 */
import type { DetectorId } from "../core/anomaly.ts";
import type { Labels } from "./labels.ts";
import type { TruthIncident } from "./truth.ts";

/** What can say of a line that others are missing. */
const SILENCE_DETECTORS: ReadonlySet<DetectorId> = new Set(["flatline", "session"]);

export class IncidentFinder {
  readonly #labels: Labels;
  readonly #byId: ReadonlyMap<string, TruthIncident>;
  readonly #unnamed: readonly TruthIncident[];

  constructor(labels: Labels) {
    this.#labels = labels;
    this.#byId = new Map(labels.incidents.map((incident) => [incident.id, incident]));
    const named = new Set(labels.incidentOfLine.values());
    this.#unnamed = labels.incidents.filter(({ id }) => !named.has(id));
  }

  /** The incidents that a detector has found when it gives an alarm at a line. */
  at(line: number, detector: DetectorId): readonly TruthIncident[] {
    const named = this.#byId.get(this.#labels.incidentOfLine.get(line) ?? "");
    if (named !== undefined) return [named];
    const { oddLines } = this.#labels;
    return this.#unnamed.filter(({ lines: [first, last], silent }) => {
      if (line < first || line > last) return false;
      return silent === undefined ? oddLines.has(line) || oddLines.size === 0 : SILENCE_DETECTORS.has(detector);
    });
  }
}
