/**
 * The anomalies of a run that weigh most (core/weight.ts), for its summary. Each is a candidate when it begins; when
 * there are too many of them, the lighter half goes, as it is by then.
 *
 * In a storm nearly all of them are over long before that, and lighter than what is there. Those go a few at a time:
 * kept until then, they would all outlive the collector of young objects, which has to copy what does.
 */
import type { AnomalyEvent, WeightyAnomaly } from "../../core/anomaly.ts";
import { weightOf } from "../../core/weight.ts";
import type { Incident } from "../incidents/incident.ts";

const CANDIDATES_MAX = 256;
/** After so many more candidates the light ones among them are looked for. */
const SWEEP_COUNT = 32;

/** What is told of an anomaly, without what is long and is not. */
interface Candidate extends Omit<WeightyAnomaly, "score" | "count"> {
  /** Goes on to be counted. */
  readonly incident: Incident;
}

export class Weightiest {
  /** Those that were left when the lighter half went, the weightiest first; and those that came later. */
  #kept: readonly Candidate[] = [];
  #later: Candidate[] = [];
  /** How many came later, also of those that have gone since. */
  #laterCount = 0;
  #sweepAt = SWEEP_COUNT;
  /** The lightest that was left, as it was by then; those that are left can only have grown. */
  #lightest: Weight = { score: -Infinity, count: 0 };

  /** An anomaly begins. */
  begin(event: AnomalyEvent, incident: Incident): void {
    if (this.#kept.length + this.#laterCount >= CANDIDATES_MAX) this.#halve();
    else if (this.#later.length >= this.#sweepAt) this.#sweep();
    const { id, time, source, line, detector, template, message } = event;
    this.#later.push({ id, time, source, line, detector, template, message, incident });
    this.#laterCount++;
  }

  /** The weightiest ones as they are now. */
  list(count: number): WeightyAnomaly[] {
    return this.#sorted().slice(0, count).map(({ incident, template, message, ...place }) => {
      return { ...place, score: incident.score, count: incident.count, template, message };
    });
  }

  #halve(): void {
    this.#kept = this.#sorted().slice(0, CANDIDATES_MAX / 2);
    const { score, count } = this.#kept[this.#kept.length - 1].incident;
    this.#lightest = { score, count };
    this.#later = [];
    this.#laterCount = 0;
    this.#sweepAt = SWEEP_COUNT;
  }

  /**
   * What is over, and no weightier than all that is left, would go with the lighter half: what came first stands first.
   */
  #sweep(): void {
    this.#later = this.#later.filter(({ incident }) => !incident.isOver || byWeight(incident, this.#lightest) < 0);
    this.#sweepAt = this.#later.length + SWEEP_COUNT;
  }

  #sorted(): Candidate[] {
    return [...this.#kept, ...this.#later].sort((x, y) => byWeight(x.incident, y.incident));
  }
}

type Weight = Pick<Incident, "score" | "count">;

/** Negative where the first weighs more. */
function byWeight(x: Weight, y: Weight): number {
  return weightOf(y.score, y.count) - weightOf(x.score, x.count);
}
