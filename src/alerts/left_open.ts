/**
 * Incidents that an earlier run has left open. A run that goes on from its state knows them and will say when they end;
 * without that state nobody would ever, so they are taken for over. A run that was killed is a little behind its
 * alerts, and tells them anew: so each has a minute to be heard of.
 */
import type { AlertAnomaly } from "./alert.ts";

/** Much more than lies between two checkpoints. */
const PATIENCE_MS = 60_000;

export class LeftOpen {
  readonly #left = new Map<string, AlertAnomaly>();
  #untilMs = Infinity;

  /** One that was open, as it was last known. */
  add(anomaly: AlertAnomaly): void {
    this.#left.set(anomaly.id, anomaly);
  }

  /** The run has its state, and goes on with these. */
  keep(isOpen: (id: string) => boolean, steadyMs: number): void {
    for (const id of [...this.#left.keys()]) if (isOpen(id)) this.#left.delete(id);
    this.#untilMs = steadyMs + PATIENCE_MS;
  }

  /** The run tells of it anew, and will say when it ends. */
  heardOf(id: string): void {
    this.#left.delete(id);
  }

  /** Those that nobody has been heard of; once. */
  takeOver(steadyMs: number): readonly AlertAnomaly[] {
    if (this.#left.size === 0 || steadyMs < this.#untilMs) return [];
    const over = [...this.#left.values()];
    this.#left.clear();
    return over;
  }
}
