/**
 * The anomalies of a run that are still known: the newest 2,000, each with what became of it; and counts over all. In a
 * flood that would last for less than a second, and each becomes an old object of V8's heap, which is looked through
 * for garbage again and again: a tenth of the whole time (BGL, 90,000 anomalies in a million lines). So once older ones
 * have to go, no more than a few of each batch are kept, and of the others the oddest. The history has all of them.
 */
import type { AnomalyEvent, AnomalyUpdate, DetectorId } from "../core/anomaly.ts";
import type { AnomalyList } from "../core/views/anomaly_view.ts";
import { msOfTime } from "../core/time/time_text.ts";
import { KnownAnomaly, type Surroundings } from "./known_anomaly.ts";
import { ToldKinds } from "./told_kinds.ts";

/** As many as the longest list shows. */
const ANOMALIES_MAX = 2000;
/** Of the lines that are judged at once; as many as a table shows. */
const OF_BATCH_MAX = 32;

const NO_SURROUNDINGS: Surroundings = { trendOf: () => [], sessionOf: () => undefined };

export class AnomalyLog implements AnomalyList {
  forgotten = 0;
  /** Lines of the anomalies of each detector, as far as their anomalies were known. */
  readonly linesBy = new Map<DetectorId, number>();
  readonly #surroundings: Surroundings;
  readonly #anomalies: KnownAnomaly[] = [];
  readonly #byId = new Map<string, KnownAnomaly>();
  readonly #told = new ToldKinds();
  /** Anomalies that began since `takeBegun`. */
  #begun = 0;

  constructor(surroundings = NO_SURROUNDINGS) {
    this.#surroundings = surroundings;
  }

  get kindsForgotten(): number {
    return this.#told.forgotten;
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
  begin(event: AnomalyEvent): void {
    const kind = this.#told.note(event);
    this.#countLines(event.detector, event.count);
    const isFlood = this.#begun >= OF_BATCH_MAX && this.forgotten > 0;
    if (isFlood && !this.#forgetLessOdd(event.score)) return;
    this.#begun++;
    const anomaly = new KnownAnomaly(event, kind, this.#surroundings);
    this.#anomalies.push(anomaly);
    this.#byId.set(event.id, anomaly);
    if (this.#anomalies.length > ANOMALIES_MAX) this.#forget(ANOMALIES_MAX >> 3);
  }

  /** Those that began since it was asked last; to be called when a batch is judged. */
  takeBegun(): readonly KnownAnomaly[] {
    const begun = this.#begun === 0 ? [] : this.#anomalies.slice(-this.#begun);
    this.#begun = 0;
    return begun;
  }

  update({ id, count, score, last_time, closed }: AnomalyUpdate): void {
    const anomaly = this.#byId.get(id);
    if (anomaly === undefined) return;
    this.#countLines(anomaly.event.detector, count - anomaly.count);
    anomaly.count = count;
    anomaly.score = score;
    anomaly.closed = closed;
    if (last_time !== null) anomaly.lastTimeMs = msOfTime(last_time);
  }

  /** The id of the newest anomaly of a template in a source; "" for none that is known. */
  newestOf(source: string, template: string): string {
    const id = this.#told.newest(source, template);
    return this.#byId.has(id) ? id : "";
  }

  #countLines(detector: DetectorId, lines: number): void {
    this.linesBy.set(detector, (this.linesBy.get(detector) ?? 0) + lines);
  }

  /** Either the last one makes room for one that is as odd, or that one is not taken: whether it is. */
  #forgetLessOdd(score: number): boolean {
    this.forgotten++;
    const last = this.#anomalies[this.#anomalies.length - 1];
    if (last.score > score) return false;
    this.#begun--;
    this.#anomalies.pop();
    this.#byId.delete(last.event.id);
    return true;
  }

  /** The oldest go, many at a time, since that moves all others. */
  #forget(count: number): void {
    for (const { event } of this.#anomalies.splice(0, count)) this.#byId.delete(event.id);
    this.forgotten += count;
  }
}
