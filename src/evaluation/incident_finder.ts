/**
 * Which incidents a line belongs to. Truth that names the incident at each of its lines is taken at its word; an
 * incident whose lines are not named (a truth written by hand) has all odd lines between its first and its last.
 */
import type { Labels } from "./labels.ts";
import type { TruthIncident } from "./truth.ts";

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

  at(line: number): readonly TruthIncident[] {
    const named = this.#byId.get(this.#labels.incidentOfLine.get(line) ?? "");
    if (named !== undefined) return [named];
    return this.#unnamed.filter(({ lines: [first, last] }) =>
      line >= first && line <= last && (this.#labels.oddLines.has(line) || this.#labels.oddLines.size === 0)
    );
  }
}
