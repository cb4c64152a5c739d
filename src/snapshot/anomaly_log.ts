/** The anomalies of a run that are still known: the newest 5,000, each with what became of it. */
import type { AnomalyEvent, AnomalyUpdate } from "../core/anomaly.ts";
import type { AnomalyList, AnomalyMark, AnomalyView, ScorePart } from "../core/snapshot.ts";
import type { Context } from "./context.ts";

const ANOMALIES_MAX = 5000;

/** An anomaly whose state goes on; `AnomalyView` to those who look. */
export interface KnownAnomaly extends AnomalyView {
  count: number;
  score: number;
  lastTimeMs: number;
  closed: boolean;
  severity: number;
  mark: AnomalyMark;
  /** The lines around it, once its line was found. */
  around: Context | undefined;
}

export class AnomalyLog implements AnomalyList {
  forgotten = 0;
  readonly #anomalies: KnownAnomaly[] = [];
  readonly #byId = new Map<string, KnownAnomaly>();
  /** How often a template and detector were told of. */
  readonly #told = new Map<string, number>();

  get length(): number {
    return this.#anomalies.length;
  }

  at(index: number): KnownAnomaly {
    return this.#anomalies[index];
  }

  byId(id: string): KnownAnomaly | undefined {
    return this.#byId.get(id);
  }

  /** All that are known, oldest first. */
  all(): Iterable<KnownAnomaly> {
    return this.#anomalies;
  }

  /** Takes up an anomaly at its first line; `trend` gives the lines of its template over time when it is looked at. */
  begin(event: AnomalyEvent, trend: () => ArrayLike<number>): KnownAnomaly {
    const kind = `${event.template_id} ${event.detector} ${event.source}`;
    const before = this.#told.get(kind) ?? 0;
    this.#told.set(kind, before + 1);
    const timeMs = event.time === null ? NaN : Date.parse(event.time);
    const anomaly: KnownAnomaly = {
      event,
      timeMs,
      count: event.count,
      score: event.score,
      lastTimeMs: timeMs,
      closed: false,
      severity: 0,
      mark: "new",
      around: undefined,
      get context() {
        return anomaly.around?.lines() ?? [];
      },
      // made when somebody looks: in a flood of anomalies nobody looks at most
      get parts() {
        return partsOf(event);
      },
      get recommendation() {
        return typeof event.evidence.recommendation === "string" ? event.evidence.recommendation : "";
      },
      before,
      get trend() {
        return trend();
      },
    };
    this.#anomalies.push(anomaly);
    this.#byId.set(event.id, anomaly);
    if (this.#anomalies.length > ANOMALIES_MAX) this.#forget(ANOMALIES_MAX >> 3);
    return anomaly;
  }

  update({ id, count, score, last_time, closed }: AnomalyUpdate): void {
    const anomaly = this.#byId.get(id);
    if (anomaly === undefined) return;
    anomaly.count = count;
    anomaly.score = score;
    anomaly.closed = closed;
    if (last_time !== null) anomaly.lastTimeMs = Date.parse(last_time);
  }

  /** The oldest go, many at a time, since that moves all others. */
  #forget(count: number): void {
    for (const { event } of this.#anomalies.splice(0, count)) this.#byId.delete(event.id);
    this.forgotten += count;
    if (this.#told.size > 4 * ANOMALIES_MAX) this.#told.clear();
  }
}

/** The parts that an explanation gives its features, as evidence has them. */
function partsOf({ evidence }: AnomalyEvent): ScorePart[] {
  const { features } = evidence;
  if (typeof features !== "object" || features === null) return [];
  return Object.entries(features).flatMap(([name, value]) => {
    const share = typeof value === "object" && value !== null && "part" in value ? Number(value.part) : NaN;
    return share > 0 ? [{ label: name.replaceAll("_", " "), share }] : [];
  });
}
