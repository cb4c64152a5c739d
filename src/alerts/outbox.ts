/**
 * The queue: what the journal says, in memory and on disk. Entries are gathered and written together; where the disk does
 * not take them, the whole queue is written anew as soon as it does.
 */
import { errorMessage } from "../core/error_message.ts";
import { DEAD_LETTERS_KEPT, type Delivery, deliveryKey, type JournalEntry, Ledger, writeJournal } from "./journal.ts";

/** The journal is written anew, shorter, when it has grown by so much since. */
const GROWTH_MAX = 1 << 20;

/** A file, as the queue uses it; `append` and `replace` throw when they cannot. */
export interface JournalStore {
  read(): string;
  append(text: string): void;
  /** All of it or nothing, also in a power cut. */
  replace(text: string): void;
}

export class Outbox {
  readonly ledger: Ledger;
  readonly #store: JournalStore;
  readonly #warn: (message: string) => void;
  #gathered: string[] = [];
  #grown = 0;
  #hasFailed = false;

  /** Reads what an earlier run has left. */
  constructor(store: JournalStore, warn: (message: string) => void) {
    this.#store = store;
    this.#warn = warn;
    const text = store.read();
    this.ledger = Ledger.read(text);
    this.#grown = text.length;
    // a line that was cut short must not spoil the next one
    if (text !== "" && !text.endsWith("\n")) this.#gathered.push("\n");
  }

  /** Notes an entry; it is on disk after the next `flush`. */
  note(entry: JournalEntry): void {
    this.ledger.add(entry);
    if (!this.#hasFailed) this.#gathered.push(`${JSON.stringify(entry)}\n`);
  }

  /** Writes what was noted. What cannot be written stays, and is tried again next time. */
  flush(): void {
    if (this.#gathered.length === 0 && !this.#hasFailed) return;
    const text = this.#gathered.join("");
    this.#gathered = [];
    try {
      if (this.#hasFailed || this.#grown + text.length > GROWTH_MAX) this.#rewrite();
      else this.#store.append(text);
      this.#grown += text.length;
      if (this.#hasFailed) this.#warn("the queue of alerts can be written again; nothing is missing");
      this.#hasFailed = false;
    } catch (error) {
      if (!this.#hasFailed) {
        this.#warn(
          `the queue of alerts cannot be written (${errorMessage(error)}); trying again`,
        );
      }
      this.#hasFailed = true;
    }
  }

  /** Deliveries to a notifier that wait, the oldest first. */
  *waitingFor(notifier: string): Iterable<Delivery> {
    for (const delivery of this.ledger.deliveries.values()) if (delivery.notifier === notifier) yield delivery;
  }

  /** Whether this one still waits. */
  has(notifier: string, id: string): boolean {
    return this.ledger.deliveries.has(deliveryKey(notifier, id));
  }

  #rewrite(): void {
    const { state } = this.ledger;
    this.#store.replace(writeJournal({ ...state, deadLetters: state.deadLetters.slice(-DEAD_LETTERS_KEPT) }));
    this.#grown = 0;
  }
}
