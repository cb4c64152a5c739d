/** The anomalies of a run that are still known: the newest 2,000, each with what became of it; and counts over all. */
import type { AnomalyEvent, AnomalyUpdate, DetectorId } from "../core/anomaly.ts";
import type { AnomalyList } from "../core/snapshot.ts";
import { KnownAnomaly, type Surroundings } from "./known_anomaly.ts";
import { ToldKinds } from "./told_kinds.ts";

/**
 * As many as the longest list shows. In a flood all of them become old objects of V8's heap, which is looked through for
 * garbage again and again: with 5,000 the whole run took an eighth longer (BGL, 30,000 anomalies).
 */
const ANOMALIES_MAX = 2000;

const NO_SURROUNDINGS: Surroundings = { trendOf: () => [], sessionOf: () => undefined };

export class AnomalyLog implements AnomalyList {
  forgotten = 0;
  /** Lines of the anomalies of each detector, as far as their anomalies were known. */
  readonly linesBy = new Map<DetectorId, number>();
  readonly #surroundings: Surroundings;
  readonly #anomalies: KnownAnomaly[] = [];
  readonly #byId = new Map<string, KnownAnomaly>();
  readonly #told = new ToldKinds();

  constructor(surroundings = NO_SURROUNDINGS) {
    this.#surroundings = surroundings;
  }

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

  /** Takes up an anomaly at its first line. */
  begin(event: AnomalyEvent): KnownAnomaly {
    const anomaly = new KnownAnomaly(event, this.#told.note(event), this.#surroundings);
    this.#anomalies.push(anomaly);
    this.#byId.set(event.id, anomaly);
    this.#countLines(event.detector, event.count);
    if (this.#anomalies.length > ANOMALIES_MAX) this.#forget(ANOMALIES_MAX >> 3);
    return anomaly;
  }

  update({ id, count, score, last_time, closed }: AnomalyUpdate): void {
    const anomaly = this.#byId.get(id);
    if (anomaly === undefined) return;
    this.#countLines(anomaly.event.detector, count - anomaly.count);
    anomaly.count = count;
    anomaly.score = score;
    anomaly.closed = closed;
    if (last_time !== null) anomaly.lastTimeMs = Date.parse(last_time);
  }

  /** The id of the newest anomaly of a template in a source; "" for none. */
  newestOf(source: string, template: string): string {
    return this.#told.newest(source, template);
  }

  #countLines(detector: DetectorId, lines: number): void {
    this.linesBy.set(detector, (this.linesBy.get(detector) ?? 0) + lines);
  }

  /** The oldest go, many at a time, since that moves all others. */
  #forget(count: number): void {
    for (const { event } of this.#anomalies.splice(0, count)) this.#byId.delete(event.id);
    this.forgotten += count;
  }
}
