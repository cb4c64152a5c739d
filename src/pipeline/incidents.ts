/**
 * Groups odd lines into incidents, so that one thing that goes on for an hour is one anomaly with a count. An incident
 * is a source and a template; it is said at its first line, updated at most once a second, and closed when event time
 * has passed `windowMs` without a line of it.
 *
 * Time here is the event time of the incident's source, so a log gives the same incidents whenever it is read.
 */
import type { AnomalyEvent, AnomalyUpdate } from "../core/anomaly.ts";

const UPDATE_INTERVAL_MS = 1000;
/** Incidents open at a time; more, and the one without a line for longest is closed. */
const OPEN_MAX = 10_000;
const CONTINUATION_LINES_MAX = 100;

export interface Incident {
  readonly id: string;
  readonly source: string;
  template: string;
  count: number;
  score: number;
  /** RFC 3339 or null: of the last line. */
  lastTime: string | null;
  /** Clock of the source at the last line, and at the last update; NaN where it has no times. */
  lastClock: number;
  updatedClock: number;
  /** Count when it was last told of. */
  toldCount: number;
}

export interface IncidentSettings {
  readonly windowMs: number;
  readonly emit: (event: AnomalyEvent | AnomalyUpdate) => void;
}

export class Incidents {
  /** Incidents in the order of their last line, oldest first. */
  readonly #open = new Map<string, Incident>();
  readonly #settings: IncidentSettings;
  /** No incident of a source can be due before its clock reaches this. */
  readonly #dueAt = new Map<string, number>();

  constructor(settings: IncidentSettings) {
    this.#settings = settings;
  }

  /** The open incident that a line of a template belongs to. */
  find(source: string, template: string): Incident | undefined {
    return this.#open.get(keyOf(source, template));
  }

  /** A template turned out to be another: the incidents of it go on as those of the other, unless that has its own. */
  rename(from: string, into: string): void {
    for (const [key, incident] of this.#open) {
      if (incident.template !== from) continue;
      const renamed = keyOf(incident.source, into);
      if (this.#open.has(renamed)) continue;
      this.#open.delete(key);
      incident.template = into;
      this.#open.set(renamed, incident);
    }
  }

  /** Begins an incident with its first line, and says so. */
  begin(event: AnomalyEvent, clock: number): Incident {
    if (this.#open.size >= OPEN_MAX) this.#closeOldest();
    const incident: Incident = {
      id: event.id,
      source: event.source,
      template: event.template_id,
      count: 1,
      score: event.score,
      lastTime: event.time,
      lastClock: clock,
      updatedClock: clock,
      toldCount: 1,
    };
    this.#open.set(keyOf(incident.source, incident.template), incident);
    this.#lowerDue(incident);
    this.#settings.emit(event);
    return incident;
  }

  /** Counts one more line into an incident; tells of it when the last update is a second ago. */
  extend(incident: Incident, score: number, time: string | null, clock: number): void {
    incident.count++;
    incident.score = Math.max(incident.score, score);
    incident.lastTime = time;
    incident.lastClock = clock;
    if (clock - incident.updatedClock >= UPDATE_INTERVAL_MS) {
      incident.updatedClock = clock;
      this.#tell(incident, false);
    }
  }

  /** Tells the lines that continue the incident's first line. */
  tellContinuation(incident: Incident, continuation: readonly string[]): void {
    this.#tell(incident, false, continuation.slice(0, CONTINUATION_LINES_MAX));
  }

  /** The clock of a source has come this far: closes its incidents that are over, in the order in which they ended. */
  advance(source: string, clock: number): void {
    const due = this.#dueAt.get(source);
    if (due === undefined || !(clock > due)) return;
    const over: Incident[] = [];
    let next = Infinity;
    for (const incident of this.#open.values()) {
      if (incident.source !== source) continue;
      if (clock > incident.lastClock + this.#settings.windowMs) over.push(incident);
      else next = Math.min(next, incident.lastClock + this.#settings.windowMs);
    }
    this.#dueAt.set(source, next);
    over.sort((x, y) => x.lastClock - y.lastClock || (x.id < y.id ? -1 : 1));
    for (const incident of over) this.#close(incident);
  }

  /** Closes all: the end of the input. */
  closeAll(): void {
    for (const incident of this.#open.values()) this.#close(incident);
    this.#dueAt.clear();
  }

  save(): readonly Incident[] {
    return [...this.#open.values()];
  }

  restore(saved: readonly Incident[]): void {
    for (const incident of saved) {
      this.#open.set(keyOf(incident.source, incident.template), { ...incident });
      this.#lowerDue(incident);
    }
  }

  #lowerDue({ source, lastClock }: Incident): void {
    const due = lastClock + this.#settings.windowMs;
    if (!Number.isNaN(due)) this.#dueAt.set(source, Math.min(due, this.#dueAt.get(source) ?? Infinity));
  }

  #closeOldest(): void {
    let oldest: Incident | undefined;
    for (const incident of this.#open.values()) {
      if (oldest === undefined || incident.lastClock < oldest.lastClock) oldest = incident;
    }
    if (oldest !== undefined) this.#close(oldest);
  }

  #close(incident: Incident): void {
    this.#open.delete(keyOf(incident.source, incident.template));
    this.#tell(incident, true);
  }

  #tell(incident: Incident, closed: boolean, continuation?: readonly string[]): void {
    incident.toldCount = incident.count;
    this.#settings.emit({
      type: "anomaly_update",
      id: incident.id,
      count: incident.count,
      score: incident.score,
      last_time: incident.lastTime,
      closed,
      ...(continuation === undefined ? {} : { continuation }),
    });
  }
}

function keyOf(source: string, template: string): string {
  return `${template} ${source}`;
}
