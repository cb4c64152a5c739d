/**
 * The queue: what the journal says, in memory and on disk. Entries are gathered and written together; where the disk
 * does not take them, the whole queue is written anew, after a pause that grows, as soon as it does.
 */
import { errorMessage } from "../../core/error_message.ts";
import { RetryPause } from "../../core/time/retry_pause.ts";
import { type Delivery, deliveryKey, type JournalEntry } from "./journal.ts";
import { Ledger, writeJournal } from "./ledger.ts";

/** The journal is written anew, shorter, when it has grown by so much since. */
const GROWTH_MAX = 1 << 20;

/** A file, as the queue uses it; all but `read` throw when they cannot. */
export interface JournalStore {
  read(): string;
  append(text: string): void;
  /** All of it or nothing, also in a power cut. */
  replace(text: string): void;
  /** Resolves when what was appended would survive a power cut. */
  sync(): Promise<void>;
}

/** Where the queue lies, and who is told of trouble with it. */
export interface OutboxOptions {
  readonly store: JournalStore;
  /** Wall clock, ms. */
  readonly now: () => number;
  readonly warn: (message: string) => void;
}

export class Outbox {
  readonly ledger: Ledger;
  readonly #options: OutboxOptions;
  #gathered: string[] = [];
  #grown = 0;
  /** There is no file yet that could be appended to: what is new is put in place with its name, so that both last. */
  #isNew: boolean;
  #hasFailed = false;
  readonly #retry = new RetryPause();
  #isUnsynced = false;
  #syncing = Promise.resolve();

  /** Reads what an earlier run has left. */
  constructor(options: OutboxOptions) {
    this.#options = options;
    const text = options.store.read();
    this.ledger = Ledger.read(text);
    this.#isNew = text === "";
    this.#grown = text.length;
    // a line that was cut short must not spoil the next one
    if (text !== "" && !text.endsWith("\n")) this.#gathered.push("\n");
  }

  /** Notes an entry; it is on disk after the next `flush`. */
  note(entry: JournalEntry): void {
    this.ledger.add(entry);
    if (!this.#hasFailed) this.#gathered.push(`${JSON.stringify(entry)}\n`);
  }

  /**
   * Writes what was noted. What cannot be written stays, and is tried again by a later call; by
   * the last one in any case.
   */
  flush(isLast = false): void {
    if (this.#gathered.length === 0 && !this.#hasFailed) return;
    if (!isLast && !this.#retry.isDue(this.#options.now())) return;
    const text = this.#gathered.join("");
    this.#gathered = [];
    try {
      if (this.#hasFailed || this.#isNew || this.#grown + text.length > GROWTH_MAX) this.#rewrite();
      else this.#append(text);
      this.#worked();
    } catch (error) {
      this.#failed(error);
    }
  }

  /** Writes what was noted, and resolves when it would survive a power cut, or it was said that it would not. */
  sync(): Promise<void> {
    this.flush();
    return this.#syncing = this.#syncing.then(() => this.#sync());
  }

  /** Deliveries to a notifier that wait, the oldest first. */
  *waitingFor(notifier: string): Iterable<Delivery> {
    for (const delivery of this.ledger.deliveries.values()) if (delivery.notifier === notifier) yield delivery;
  }

  /** Whether this one still waits. */
  has(notifier: string, id: string): boolean {
    return this.ledger.deliveries.has(deliveryKey(notifier, id));
  }

  #append(text: string): void {
    this.#options.store.append(text);
    this.#grown += text.length;
    this.#isUnsynced = true;
  }

  #rewrite(): void {
    this.#options.store.replace(writeJournal(this.ledger.state));
    this.#grown = 0;
    this.#isNew = false;
    this.#isUnsynced = false;
  }

  async #sync(): Promise<void> {
    if (!this.#isUnsynced) return;
    this.#isUnsynced = false;
    try {
      await this.#options.store.sync();
    } catch (error) {
      this.#failed(error);
    }
  }

  #worked(): void {
    if (this.#hasFailed) this.#options.warn("the queue of alerts can be written again; nothing is missing");
    this.#hasFailed = false;
    this.#retry.worked();
  }

  #failed(error: unknown): void {
    if (!this.#hasFailed) {
      this.#options.warn(`the queue of alerts cannot be written (${errorMessage(error)}); trying again`);
    }
    this.#hasFailed = true;
    this.#retry.failed(this.#options.now());
  }
}
