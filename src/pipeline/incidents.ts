/**
 * Groups odd lines into incidents, so that one thing that goes on for an hour is one anomaly with a count. An incident
 * is a source and a template; it is said at its first line, updated at most once a second, and closed when event time
 * has passed `windowMs` without a line of it.
 *
 * Time here is the event time of the incident's source, so a log gives the same incidents whenever it is read.
 */
import type { AnomalyEvent, AnomalyUpdate } from "../core/anomaly.ts";
import { timeText } from "../core/time_text.ts";

const UPDATE_INTERVAL_MS = 1000;
/** Incidents open at a time; more, and those without a line for longest are closed. */
const OPEN_MAX = 10_000;

export interface Incident {
  readonly id: string;
  readonly source: string;
  template: string;
  count: number;
  score: number;
  /** Event time of the last line, ms; NaN where it has none. */
  lastTime: number;
  /** Clock of the source at the last line, and at the last update; NaN where it has no times. */
  lastClock: number;
  updatedClock: number;
}

interface OpenIncidents {
  readonly byTemplate: Map<string, Incident>;
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

  constructor(settings: IncidentSettings) {
    this.#settings = settings;
  }

  /** The open incident that a line of a template belongs to. */
  find(source: string, template: string): Incident | undefined {
    return this.#sources.get(source)?.byTemplate.get(template);
  }

  /** A template turned out to be another: the incidents of it go on as those of the other, unless that has its own. */
  rename(from: string, into: string): void {
    for (const { byTemplate } of this.#sources.values()) {
      const incident = byTemplate.get(from);
      if (incident === undefined || byTemplate.has(into)) continue;
      byTemplate.delete(from);
      incident.template = into;
      byTemplate.set(into, incident);
    }
  }

  /** Begins an incident with its first line, at this event time (ms), and says so. */
  begin(event: AnomalyEvent, time: number, clock: number): Incident {
    if (this.#size >= OPEN_MAX) this.#closeOldest();
    const incident: Incident = {
      id: event.id,
      source: event.source,
      template: event.template_id,
      count: 1,
      score: event.score,
      lastTime: time,
      lastClock: clock,
      updatedClock: clock,
    };
    this.#add(incident);
    this.#settings.emit(event);
    return incident;
  }

  /** Counts one more line into an incident; tells of it when the last update is a second ago. */
  extend(incident: Incident, score: number, time: number, clock: number): void {
    incident.count++;
    if (score > incident.score) incident.score = score;
    incident.lastTime = time;
    incident.lastClock = clock;
    if (clock - incident.updatedClock >= UPDATE_INTERVAL_MS) {
      incident.updatedClock = clock;
      this.#tell(incident, false);
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
    for (const incident of open.byTemplate.values()) {
      const dueAt = incident.lastClock + this.#settings.windowMs;
      if (clock > dueAt) over.push(incident);
      else if (dueAt < open.dueAt) open.dueAt = dueAt;
    }
    if (over.length > 1) over.sort((x, y) => x.lastClock - y.lastClock || (x.id < y.id ? -1 : 1));
    for (const incident of over) this.#close(incident);
  }

  /** Closes all: the end of the input. */
  closeAll(): void {
    for (const { byTemplate } of this.#sources.values()) {
      for (const incident of byTemplate.values()) this.#close(incident);
    }
  }

  save(): readonly Incident[] {
    return [...this.#sources.values()].flatMap(({ byTemplate }) => [...byTemplate.values()]);
  }

  restore(saved: readonly Incident[]): void {
    for (const incident of saved) this.#add({ ...incident });
  }

  #add(incident: Incident): void {
    let open = this.#sources.get(incident.source);
    if (open === undefined) this.#sources.set(incident.source, open = { byTemplate: new Map(), dueAt: Infinity });
    open.byTemplate.set(incident.template, incident);
    this.#size++;
    const dueAt = incident.lastClock + this.#settings.windowMs;
    if (dueAt < open.dueAt) open.dueAt = dueAt;
  }

  /** Closes the eighth of all that was without a line for longest: many at a time, since finding them takes a look at all. */
  #closeOldest(): void {
    const oldest = [...this.save()].sort((x, y) => x.lastClock - y.lastClock || 0);
    for (const incident of oldest.slice(0, OPEN_MAX >> 3)) this.#close(incident);
  }

  #close(incident: Incident): void {
    this.#sources.get(incident.source)?.byTemplate.delete(incident.template);
    this.#size--;
    this.#tell(incident, true);
  }

  #tell(incident: Incident, closed: boolean, continuation?: readonly string[]): void {
    this.#settings.emit({
      type: "anomaly_update",
      id: incident.id,
      count: incident.count,
      score: incident.score,
      last_time: timeText(incident.lastTime),
      closed,
      ...(continuation === undefined ? {} : { continuation }),
    });
  }
}
