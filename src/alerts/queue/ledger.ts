/**
 * What the entries of a journal come to, kept up to date while they are written, and the shortest journal that says so.
 */
import { BoundedMap } from "../../core/collections/bounded_map.ts";
import type { Alert, AlertAnomaly } from "../alert.ts";
import { type Delivery, deliveryKey, type JournalEntry, parseEntry, type ToldKind } from "./journal.ts";

/** An alert that was given up. */
export interface DeadLetter {
  readonly notifier: string;
  readonly alert: Alert;
  readonly ms: number;
  readonly reason: string;
}

/** An incident that somebody was told of, and not yet that its group is over. */
export interface OpenIncident {
  readonly route: string;
  /** The `group_key` of its alerts. */
  readonly group: string;
  readonly anomaly: AlertAnomaly;
  /** When its group was last told of, and first; wall clock, ms. */
  readonly toldMs: number;
  readonly startedMs: number;
}

/** What a journal comes to. */
export interface JournalState {
  readonly waiting: readonly { readonly route: string; readonly anomaly: AlertAnomaly }[];
  readonly open: readonly OpenIncident[];
  readonly told: readonly { readonly route: string; readonly ms: number; readonly kind: ToldKind }[];
  readonly deliveries: readonly Delivery[];
  readonly deadLetters: readonly DeadLetter[];
  readonly sent: number;
  readonly dead: number;
  /** Lines that could not be read: the last one, after a power cut. */
  readonly damaged: number;
}

/** Dead letters that are kept; older ones are only counted. */
const DEAD_LETTERS_KEPT = 200;
/** Kinds that are remembered as told of. */
const TOLD_KEPT = 2000;
/** Incidents whose end is still to be told; of older ones a run that goes on no longer knows that they were told of. */
const OPEN_KEPT = 1000;

export class Ledger {
  readonly #waiting = new Map<string, JournalState["waiting"][number]>();
  readonly #open = new BoundedMap<OpenIncident>(OPEN_KEPT);
  readonly #told = new BoundedMap<JournalState["told"][number]>(TOLD_KEPT);
  /** By notifier and alert, the oldest first. */
  readonly deliveries = new Map<string, Delivery>();
  readonly #deadLetters: DeadLetter[] = [];
  sent = 0;
  dead = 0;
  damaged = 0;

  /** Reads a journal, of which the end may be missing. */
  static read(text: string): Ledger {
    const ledger = new Ledger();
    for (const line of text.split("\n")) {
      if (line === "") continue;
      const entry = parseEntry(line);
      if (entry === undefined) ledger.damaged++;
      else ledger.add(entry);
    }
    return ledger;
  }

  add(entry: JournalEntry): void {
    switch (entry.k) {
      case "in":
        this.#waiting.set(`${entry.route} ${entry.anomaly.id}`, entry);
        break;
      case "gone":
        for (const id of entry.ids) {
          this.#waiting.delete(`${entry.route} ${id}`);
          this.#open.delete(`${entry.route} ${id}`);
        }
        break;
      case "told":
        for (const kind of entry.kinds) this.#tell(entry, kind);
        for (const [key, incident] of this.#openOf(entry)) this.#open.set(key, { ...incident, toldMs: entry.ms });
        break;
      case "over":
        for (const [key] of this.#openOf(entry)) this.#open.delete(key);
        break;
      case "out":
        this.deliveries.set(deliveryKey(entry.notifier, entry.alert.id), { ...entry, queuedMs: entry.ms, attempts: 0 });
        break;
      case "tried": {
        const key = deliveryKey(entry.notifier, entry.id);
        const delivery = this.deliveries.get(key);
        if (delivery !== undefined) this.deliveries.set(key, { ...delivery, attempts: entry.attempts });
        break;
      }
      case "done":
        if (this.deliveries.delete(deliveryKey(entry.notifier, entry.id))) this.sent++;
        break;
      case "dead":
        this.deliveries.delete(deliveryKey(entry.notifier, entry.alert.id));
        this.#deadLetters.push(entry);
        if (this.#deadLetters.length > DEAD_LETTERS_KEPT) this.#deadLetters.shift();
        this.dead++;
        break;
      case "totals":
        this.sent = entry.sent;
        this.dead = entry.dead;
    }
  }

  get state(): JournalState {
    return {
      waiting: [...this.#waiting.values()],
      open: [...this.#open.values()],
      told: [...this.#told.values()],
      deliveries: [...this.deliveries.values()],
      deadLetters: this.#deadLetters,
      sent: this.sent,
      dead: this.dead,
      damaged: this.damaged,
    };
  }

  /** The open incidents of a group. */
  #openOf({ route, group }: { readonly route: string; readonly group?: string | undefined }) {
    return [...this.#open].filter(([, incident]) => incident.group === group && incident.route === route);
  }

  #tell({ route, ms, group, started = ms }: ToldEntry, kind: ToldKind): void {
    const waiting = this.#waiting.get(`${route} ${kind.id}`);
    this.#waiting.delete(`${route} ${kind.id}`);
    if (waiting !== undefined && group !== undefined) {
      const { anomaly } = waiting;
      this.#open.renew(`${route} ${kind.id}`, { route, group, anomaly, toldMs: ms, startedMs: started });
    }
    this.#told.renew(`${route} ${kind.detector} ${kind.template_id} ${kind.source}`, { route, ms, kind });
  }
}

type ToldEntry = Extract<JournalEntry, { readonly k: "told" }>;

/** The shortest journal that comes to this. */
export function writeJournal(state: JournalState): string {
  const entries: JournalEntry[] = [
    ...state.open.flatMap(({ route, group, anomaly, toldMs, startedMs }): JournalEntry[] => [
      { k: "in", route, ms: toldMs, anomaly },
      { k: "told", route, ms: toldMs, kinds: [kindOf(anomaly)], group, started: startedMs },
    ]),
    ...state.told.map(({ route, ms, kind }) => ({ k: "told", route, ms, kinds: [kind] }) as const),
    ...state.waiting.map(({ route, anomaly }) => ({ k: "in", route, ms: 0, anomaly }) as const),
    ...state.deliveries.flatMap(({ notifier, alert, queuedMs, attempts }): JournalEntry[] => [
      { k: "out", notifier, ms: queuedMs, alert },
      ...(attempts > 0 ? [{ k: "tried", notifier, id: alert.id, attempts } as const] : []),
    ]),
    ...state.deadLetters.map(({ notifier, alert, ms, reason }) =>
      ({ k: "dead", notifier, ms, alert, reason }) as const
    ),
    { k: "totals", sent: state.sent, dead: state.dead },
  ];
  return entries.map((entry) => `${JSON.stringify(entry)}\n`).join("");
}

/** What is remembered of an anomaly that was told of. */
export function kindOf({ id, source, detector, template_id }: AlertAnomaly): ToldKind {
  return { id, source, detector, template_id };
}
