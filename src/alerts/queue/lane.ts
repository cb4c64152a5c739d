/**
 * Deliveries to one notifier, one after the other: a receiver that hangs or is down holds up its own lane and no other.
 * A failure is tried again after a pause that grows, until there have been too many or the alert is too old.
 */
import { showControls } from "../../core/text/escape.ts";
import { backoffMs } from "./backoff.ts";
import type { Delivery } from "./journal.ts";
import type { Notifier, Outcome } from "../notifier.ts";
import type { Outbox } from "./outbox.ts";
import type { Moment } from "../routes/route.ts";

/** With pauses of up to five minutes: some six hours. */
const ATTEMPTS_MAX = 100;
const AGE_MAX_MS = 24 * 3_600_000;
/** Alerts that wait for one notifier; what comes when there are so many goes to the dead letters. */
const QUEUE_MAX = 1000;
const RETRY_AFTER_MAX_MS = 3_600_000;

export interface LaneOptions {
  readonly name: string;
  readonly notifier: Notifier;
  /** Why it may not be asked for the time being; undefined when it may. */
  readonly blocked: string | undefined;
  readonly random: () => number;
  readonly moment: () => Moment;
  readonly warn: (message: string) => void;
}

export class Lane {
  readonly name: string;
  /** The last failure; "" after a success. */
  problem = "";
  lastSentMs = NaN;
  readonly #options: LaneOptions;
  readonly #outbox: Outbox;
  #sending: Promise<void> | undefined;
  #nextMs = -Infinity;
  #waiting: number;

  constructor(outbox: Outbox, options: LaneOptions) {
    this.name = options.name;
    this.#options = options;
    this.#outbox = outbox;
    this.#waiting = [...outbox.waitingFor(options.name)].length;
    if (options.blocked !== undefined) this.problem = options.blocked;
  }

  get waiting(): number {
    return this.#waiting;
  }

  /** Resolves when nothing is on its way. */
  get idle(): Promise<void> {
    return this.#sending ?? Promise.resolve();
  }

  /** Queues an alert. */
  add(alert: Delivery["alert"]): void {
    const { wallMs } = this.#options.moment();
    if (this.#outbox.has(this.name, alert.id)) return;
    if (this.#waiting >= QUEUE_MAX) {
      this.#outbox.note({ k: "dead", notifier: this.name, ms: wallMs, alert, reason: "the queue is full" });
      return;
    }
    this.#waiting++;
    this.#outbox.note({ k: "out", notifier: this.name, ms: wallMs, alert });
  }

  /** Sends the next one if it is time to. */
  tick(): void {
    const { blocked, moment } = this.#options;
    if (this.#sending !== undefined || blocked !== undefined || this.#waiting === 0) return;
    if (moment().steadyMs < this.#nextMs) return;
    const [delivery] = this.#outbox.waitingFor(this.name);
    if (delivery === undefined) return;
    this.#sending = this.#send(delivery).finally(() => this.#sending = undefined);
  }

  async #send(delivery: Delivery): Promise<void> {
    const { notifier, moment } = this.#options;
    const outcome = await notifier.notify(delivery.alert).catch((error): Outcome => ({
      sent: false,
      reason: error instanceof Error ? error.name : "failed",
      isFinal: false,
    }));
    // what a program said may hold anything
    if (!outcome.sent) return this.#failed(delivery, { ...outcome, reason: showControls(outcome.reason) });
    this.#waiting--;
    this.problem = "";
    this.lastSentMs = moment().wallMs;
    this.#nextMs = -Infinity;
    this.#outbox.note({ k: "done", notifier: this.name, id: delivery.alert.id });
  }

  #failed(delivery: Delivery, outcome: Outcome & { readonly sent: false }): void {
    const { moment, random, warn } = this.#options;
    const { wallMs, steadyMs } = moment();
    const { alert } = delivery;
    const attempts = delivery.attempts + 1;
    const isGivenUp = outcome.isFinal || attempts >= ATTEMPTS_MAX || wallMs - delivery.queuedMs > AGE_MAX_MS;
    if (this.problem !== outcome.reason) {
      warn(
        `alerts: notifier '${this.name}': ${outcome.reason}; ${isGivenUp ? "this alert is given up" : "trying again"}`,
      );
    }
    this.problem = outcome.reason;
    if (isGivenUp) {
      this.#waiting--;
      this.#outbox.note({ k: "dead", notifier: this.name, ms: wallMs, alert, reason: outcome.reason });
      return;
    }
    this.#outbox.note({ k: "tried", notifier: this.name, id: alert.id, attempts });
    const pauseMs = Math.max(backoffMs(attempts, random), outcome.retryAfterMs ?? 0);
    this.#nextMs = steadyMs + Math.min(RETRY_AFTER_MAX_MS, pauseMs);
  }
}
