/**
 * Groups what is odd into incidents, so that one thing that goes on for an hour is one anomaly with a count. An
 * incident is a source and a key: a template, or the group of a session's verdict. It is said at its first line,
 * updated at most once a second, and closed when event time has passed `windowMs` without anything more of it. Sessions
 * with one thing wrong come further apart than lines of one kind, and are one incident for much longer.
 *
 * Time here is the event time of the incident's source, so a log gives the same incidents whenever it is read. Only who
 * follows one is also told what was counted a second ago (`catchUp`).
 */
import type { AnomalyEvent, AnomalyUpdate } from "../../core/anomaly.ts";
import { timeText } from "../../core/time/time_text.ts";
import { type Addition, detectorsOf, Incident } from "./incident.ts";

const UPDATE_INTERVAL_MS = 1000;
/** Incidents open at a time; more, and those without a line for longest are closed. */
const OPEN_MAX = 10_000;

/** The window of sessions, in windows of lines: an hour by default. */
const SESSION_WINDOWS = 60;

interface OpenIncidents {
  readonly byKey: Map<string, Incident>;
  /** None of them can be over before the source's clock has passed this. */
  dueAt: number;
}

export interface IncidentSettings {
  readonly windowMs: number;
  readonly emit: (event: AnomalyEvent | AnomalyUpdate) => void;
}

export class Incidents {
  /** By source. */
  readonly #sources = new Map<string, OpenIncidents>();
  readonly #settings: IncidentSettings;
  #size = 0;
  /** Some have a count that was not said. */
  #isBehind = false;

  constructor(settings: IncidentSettings) {
    this.#settings = settings;
  }

  /** The open incident that a line of a template, or a session's verdict of a group, belongs to. */
  find(source: string, key: string): Incident | undefined {
    return this.#sources.get(source)?.byKey.get(key);
  }

  /** A template turned out to be another: the incidents of it go on as those of the other, unless that has its own. */
  rename(from: string, into: string): void {
    for (const { byKey } of this.#sources.values()) {
      const incident = byKey.get(from);
      if (incident === undefined || byKey.has(into)) continue;
      byKey.delete(from);
      incident.key = into;
      byKey.set(into, incident);
    }
  }

  /** Begins an incident with what was first of it, and says so. */
  begin(event: AnomalyEvent, key: string, addition: Addition): Incident {
    if (this.#size >= OPEN_MAX) this.#closeOldest();
    const windowMs = this.#settings.windowMs * (event.session === undefined ? 1 : SESSION_WINDOWS);
    const incident = new Incident(event, key, addition, windowMs);
    this.#add(incident);
    this.#settings.emit(event);
    return incident;
  }

  /** Counts one more into an incident; tells of it when the last update is a second ago. */
  extend(incident: Incident, { score, detectors, time, clock }: Addition): void {
    incident.count++;
    if (score > incident.score) incident.score = score;
    incident.detectors |= detectors;
    incident.lastTime = time;
    incident.lastClock = clock;
    if (clock - incident.updatedClock >= UPDATE_INTERVAL_MS) {
      incident.updatedClock = clock;
      this.#tell(incident, false);
    } else this.#isBehind = true;
  }

  /** Whether more was counted than said. */
  get isBehind(): boolean {
    return this.#isBehind;
  }

  /** Says what was counted since: it is a while ago, or nobody will read on. */
  catchUp(): void {
    this.#isBehind = false;
    for (const { byKey } of this.#sources.values()) {
      for (const incident of byKey.values()) {
        if (incident.count === incident.told) continue;
        incident.updatedClock = incident.lastClock;
        this.#tell(incident, false);
      }
    }
  }

  /** Tells the lines that continue the incident's first line. */
  tellContinuation(incident: Incident, continuation: readonly string[]): void {
    this.#tell(incident, false, continuation);
  }

  /** The clock of a source has come this far: closes its incidents that are over, in the order in which they ended. */
  advance(source: string, clock: number): void {
    const open = this.#sources.get(source);
    if (open === undefined || !(clock > open.dueAt)) return;
    const over: Incident[] = [];
    open.dueAt = Infinity;
    for (const incident of open.byKey.values()) {
      const dueAt = incident.lastClock + incident.windowMs;
      if (clock > dueAt) over.push(incident);
      else if (dueAt < open.dueAt) open.dueAt = dueAt;
    }
    if (over.length > 1) over.sort((x, y) => x.lastClock - y.lastClock || (x.id < y.id ? -1 : 1));
    for (const incident of over) this.#close(incident);
  }

  /** Closes all: the end of the input. */
  closeAll(): void {
    for (const { byKey } of this.#sources.values()) {
      for (const incident of byKey.values()) this.#close(incident);
    }
  }

  save(): readonly Incident[] {
    return [...this.#sources.values()].flatMap(({ byKey }) => [...byKey.values()]);
  }

  restore(saved: readonly Incident[]): void {
    for (const incident of saved) this.#add({ ...incident });
  }

  #add(incident: Incident): void {
    let open = this.#sources.get(incident.source);
    if (open === undefined) this.#sources.set(incident.source, open = { byKey: new Map(), dueAt: Infinity });
    open.byKey.set(incident.key, incident);
    this.#size++;
    const dueAt = incident.lastClock + incident.windowMs;
    if (dueAt < open.dueAt) open.dueAt = dueAt;
  }

  /**
   * Closes the eighth of all that was without a line for longest: many at a time, since finding
   * them takes a look at all.
   */
  #closeOldest(): void {
    const oldest = [...this.save()].sort((x, y) => x.lastClock - y.lastClock || 0);
    for (const incident of oldest.slice(0, OPEN_MAX >> 3)) this.#close(incident);
  }

  #close(incident: Incident): void {
    this.#sources.get(incident.source)?.byKey.delete(incident.key);
    incident.isOver = true;
    this.#size--;
    this.#tell(incident, true);
  }

  #tell(incident: Incident, closed: boolean, continuation?: readonly string[]): void {
    const { id, count, score, lastTime, detectors, begunBy } = incident;
    incident.told = count;
    const update = { type: "anomaly_update", id, count, score, last_time: timeText(lastTime), closed } as const;
    if (detectors === begunBy && continuation === undefined) return this.#settings.emit(update);
    this.#settings.emit({
      ...update,
      ...(detectors === begunBy ? {} : { detectors: detectorsOf(detectors) }),
      ...(continuation === undefined ? {} : { continuation }),
    });
  }
}
