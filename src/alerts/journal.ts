/**
 * The queue on disk: a file of JSON lines, beside the database. What is to be told is in it before the checkpoint moves on,
 * and stays until it was delivered, so that neither `kill -9` nor a receiver that is down loses an alert; one may come twice,
 * with the same id. No secret is in it: what it holds are alerts, not requests.
 */
import type { Alert, AlertAnomaly } from "./alert.ts";

/** A line of the file. */
export type JournalEntry =
  /** An anomaly came, and waits in a route. */
  | { readonly k: "in"; readonly route: string; readonly ms: number; readonly anomaly: AlertAnomaly }
  /** Nobody will be told of these. */
  | { readonly k: "gone"; readonly route: string; readonly ids: readonly string[] }
  /** These were put into an alert. */
  | { readonly k: "told"; readonly route: string; readonly ms: number; readonly kinds: readonly ToldKind[] }
  /** An alert waits for a notifier. */
  | { readonly k: "out"; readonly notifier: string; readonly ms: number; readonly alert: Alert }
  | { readonly k: "tried"; readonly notifier: string; readonly id: string; readonly attempts: number }
  | { readonly k: "done"; readonly notifier: string; readonly id: string }
  | {
    readonly k: "dead";
    readonly notifier: string;
    readonly ms: number;
    readonly alert: Alert;
    readonly reason: string;
  }
  | { readonly k: "totals"; readonly sent: number; readonly dead: number };

/** What is remembered of an anomaly that was told of. */
export type ToldKind = Pick<AlertAnomaly, "id" | "source" | "detector" | "template_id">;

/** An alert on its way to a notifier. */
export interface Delivery {
  readonly notifier: string;
  readonly alert: Alert;
  readonly queuedMs: number;
  readonly attempts: number;
}

/** An alert that was given up. */
export interface DeadLetter {
  readonly notifier: string;
  readonly alert: Alert;
  readonly ms: number;
  readonly reason: string;
}

/** What a journal comes to. */
export interface JournalState {
  readonly waiting: readonly { readonly route: string; readonly anomaly: AlertAnomaly }[];
  readonly told: readonly { readonly route: string; readonly ms: number; readonly kind: ToldKind }[];
  readonly deliveries: readonly Delivery[];
  readonly deadLetters: readonly DeadLetter[];
  readonly sent: number;
  readonly dead: number;
  /** Lines that could not be read: the last one, after a power cut. */
  readonly damaged: number;
}

/** Dead letters that are kept; older ones are only counted. */
export const DEAD_LETTERS_KEPT = 200;
/** Kinds that are remembered as told of. */
const TOLD_KEPT = 2000;

/** What the entries so far come to. */
export class Ledger {
  readonly #waiting = new Map<string, { readonly route: string; readonly anomaly: AlertAnomaly }>();
  readonly #told = new Map<string, { readonly route: string; readonly ms: number; readonly kind: ToldKind }>();
  /** By notifier and alert, the oldest first. */
  readonly deliveries = new Map<string, Delivery>();
  readonly deadLetters: DeadLetter[] = [];
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
        for (const id of entry.ids) this.#waiting.delete(`${entry.route} ${id}`);
        break;
      case "told":
        for (const kind of entry.kinds) this.#tell(entry, kind);
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
        this.deadLetters.push(entry);
        if (this.deadLetters.length > DEAD_LETTERS_KEPT) this.deadLetters.shift();
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
      told: [...this.#told.values()],
      deliveries: [...this.deliveries.values()],
      deadLetters: this.deadLetters,
      sent: this.sent,
      dead: this.dead,
      damaged: this.damaged,
    };
  }

  #tell({ route, ms }: { readonly route: string; readonly ms: number }, kind: ToldKind): void {
    this.#waiting.delete(`${route} ${kind.id}`);
    const key = `${route} ${kind.detector} ${kind.template_id} ${kind.source}`;
    this.#told.delete(key);
    this.#told.set(key, { route, ms, kind });
    if (this.#told.size <= TOLD_KEPT) return;
    const [oldest] = this.#told.keys();
    this.#told.delete(oldest);
  }
}

/** By what a delivery is known. */
export function deliveryKey(notifier: string, id: string): string {
  return `${notifier} ${id}`;
}

/** The shortest journal that comes to this. */
export function writeJournal(state: JournalState): string {
  const entries: JournalEntry[] = [
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

const KINDS: ReadonlySet<unknown> = new Set(["in", "gone", "told", "out", "tried", "done", "dead", "totals"]);

function parseEntry(line: string): JournalEntry | undefined {
  try {
    const entry: unknown = JSON.parse(line);
    if (typeof entry !== "object" || entry === null || !("k" in entry) || !KINDS.has(entry.k)) return undefined;
    return isWhole(entry as JournalEntry) ? entry as JournalEntry : undefined;
  } catch {
    return undefined;
  }
}

/** Whether the parts that are used are there: the file may have been written by hand. */
function isWhole(entry: JournalEntry): boolean {
  switch (entry.k) {
    case "in":
      return typeof entry.anomaly?.id === "string";
    case "gone":
      return Array.isArray(entry.ids);
    case "told":
      return Array.isArray(entry.kinds) && entry.kinds.every((kind) => typeof kind?.id === "string");
    case "out":
    case "dead":
      return typeof entry.alert?.id === "string" && Array.isArray(entry.alert.anomalies);
    case "tried":
    case "done":
      return typeof entry.id === "string";
    case "totals":
      return Number.isFinite(entry.sent) && Number.isFinite(entry.dead);
  }
}
