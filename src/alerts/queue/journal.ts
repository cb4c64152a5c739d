/**
 * The queue on disk: a file of JSON lines, beside the database. What is to be told is in it before the checkpoint moves
 * on, and stays until it was delivered, so that neither `kill -9` nor a receiver that is down loses an alert; one may
 * come twice, with the same id. No secret is in it: what it holds are alerts, not requests.
 */
import type { Alert, AlertAnomaly } from "../alert.ts";

/** A line of the file. */
export type JournalEntry =
  /** An anomaly came, and waits in a route. */
  | { readonly k: "in"; readonly route: string; readonly ms: number; readonly anomaly: AlertAnomaly }
  /** Nobody will be told of these, or of their end. */
  | { readonly k: "gone"; readonly route: string; readonly ids: readonly string[] }
  /** These were put into an alert of a group, of which the first was made at `started`. */
  | {
    readonly k: "told";
    readonly route: string;
    readonly ms: number;
    readonly kinds: readonly ToldKind[];
    /** The alert's `group_key`; absent where only the kinds are still remembered. */
    readonly group?: string;
    readonly started?: number;
  }
  /** All incidents of a group have ended. */
  | { readonly k: "over"; readonly route: string; readonly group: string }
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

/** By what a delivery is known. */
export function deliveryKey(notifier: string, id: string): string {
  return `${notifier} ${id}`;
}

const KINDS: ReadonlySet<unknown> = new Set(["in", "gone", "told", "over", "out", "tried", "done", "dead", "totals"]);

/** Reads a line; undefined for one that nobody has written, or not to its end. */
export function parseEntry(line: string): JournalEntry | undefined {
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
    case "over":
      return typeof entry.group === "string";
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
