/**
 * What was told of already, by source, template and detector: how often, since when, and which anomaly was the last.
 * Maps within maps, since in a flood the joined text of the three costs more than all else that is done with an anomaly
 * here.
 */
import type { AnomalyEvent, DetectorId } from "../core/anomaly.ts";
import { msOfTime } from "../core/time/time_text.ts";

/** Pairs of a source and a template that are known, at most; beyond, all is begun anew. */
const PAIRS_MAX = 20_000;

/** Anomalies of one source, template and detector. */
export interface ToldKind {
  times: number;
  /** Event time of the first, ms; NaN where it has none. */
  readonly sinceMs: number;
}

type ToldEvent = Pick<AnomalyEvent, "id" | "time" | "source" | "template_id" | "detector">;

interface Told {
  /** The id of the newest anomaly. */
  newest: string;
  readonly kinds: Partial<Record<DetectorId, ToldKind>>;
}

export class ToldKinds {
  /** Pairs whose anomalies are not remembered any more: what comes of them is counted from nought. */
  forgotten = 0;
  readonly #bySource = new Map<string, Map<string, Told>>();
  #pairs = 0;

  /** Notes an anomaly; returns its kind, itself among those that are counted. */
  note({ id, time, source, template_id, detector }: ToldEvent): Readonly<ToldKind> {
    const told = this.#bySource.get(source)?.get(template_id) ?? this.#begin(source, template_id);
    const kind = told.kinds[detector] ??= { times: 0, sinceMs: msOfTime(time) };
    kind.times++;
    told.newest = id;
    return kind;
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
    const told: Told = { newest: "", kinds: {} };
    ofSource.set(template, told);
    return told;
  }
}
