/**
 * What was told of already, by source, template and detector: how often, and which anomaly was the last. Maps within
 * maps, since in a flood the joined text of the three costs more than all else that is done with an anomaly here.
 */
import type { AnomalyEvent, DetectorId } from "../core/anomaly.ts";

/** Pairs of a source and a template that are known, at most; beyond, all is begun anew. */
const PAIRS_MAX = 20_000;

interface Told {
  /** The id of the newest anomaly. */
  newest: string;
  readonly times: Partial<Record<DetectorId, number>>;
}

export class ToldKinds {
  /** Pairs whose anomalies are not remembered any more: what comes of them is counted from nought. */
  forgotten = 0;
  readonly #bySource = new Map<string, Map<string, Told>>();
  #pairs = 0;

  /** Notes an anomaly; returns how often one of its kind was told of before. */
  note(
    { id, source, template_id, detector }: Pick<AnomalyEvent, "id" | "source" | "template_id" | "detector">,
  ): number {
    const told = this.#bySource.get(source)?.get(template_id) ?? this.#begin(source, template_id);
    const before = told.times[detector] ?? 0;
    told.times[detector] = before + 1;
    told.newest = id;
    return before;
  }

  /** The id of the newest anomaly of a template in a source; "" for none. */
  newest(source: string, template: string): string {
    return this.#bySource.get(source)?.get(template)?.newest ?? "";
  }

  #begin(source: string, template: string): Told {
    if (this.#pairs >= PAIRS_MAX) {
      this.#bySource.clear();
      this.forgotten += this.#pairs;
      this.#pairs = 0;
    }
    this.#pairs++;
    let ofSource = this.#bySource.get(source);
    if (ofSource === undefined) this.#bySource.set(source, ofSource = new Map());
    const told: Told = { newest: "", times: {} };
    ofSource.set(template, told);
    return told;
  }
}
