/**
 * Which incidents a line belongs to. Truth that names the incident at each of its lines is taken at its word; an
 * incident whose lines are not named (a truth written by hand) has all odd lines between its first and its last. Lines
 * that an incident keeps from coming cannot be named: it is found, between its first and its last, by detectors
 * that see what is missing.
 */
import type { DetectorId } from "../core/anomaly.ts";
import type { Labels } from "./labels.ts";
import type { TruthIncident } from "./truth.ts";

export class IncidentFinder {
  readonly #labels: Labels;
  readonly #byId: ReadonlyMap<string, TruthIncident>;
  /** Those that name their lines. */
  readonly #named: ReadonlySet<string>;
  /** Those that can be found at lines that are not named. */
  readonly #elsewhere: readonly TruthIncident[];

  constructor(labels: Labels) {
    this.#labels = labels;
    this.#byId = new Map(labels.incidents.map((incident) => [incident.id, incident]));
    const named = new Set(labels.incidentOfLine.values());
    this.#named = named;
    this.#elsewhere = labels.incidents.filter(({ id, silent }) => silent !== undefined || !named.has(id));
  }

  /** The incidents that a detector has found when it gives an alarm at a line. */
  at(line: number, detector: DetectorId): readonly TruthIncident[] {
    const named = this.#byId.get(this.#labels.incidentOfLine.get(line) ?? "");
    if (named !== undefined) return [named];
    const { oddLines } = this.#labels;
    return this.#elsewhere.filter(({ id, lines: [first, last], silent }) => {
      if (line < first || line > last) return false;
      if (silent === undefined) return oddLines.has(line) || oddLines.size === 0;
      // what is missing from a session is seen at any of its lines; where they are named, at those
      return detector === "flatline" || detector === "session" && !this.#named.has(id);
    });
  }
}
