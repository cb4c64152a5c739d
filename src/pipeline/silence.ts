/**
 * What is told when nothing more is read for a while. Who follows a log does not wait for the line that would say it:
 * an event's lines so far are told soon, and how often an incident was seen after a second. A file that is read to its
 * end gives the same whenever that is, so nothing is told of it early.
 */
import type { Judge } from "./judging/judge.ts";
import type { SourceState } from "./streams/stream_state.ts";
import type { Wakeup } from "./wakeup.ts";

/** Long enough for a writer to finish its stack trace. */
const EVENT_SILENCE_MS = 200;
/** Counts go by event time until then. */
const COUNT_SILENCE_MS = 1000;

export class Silence {
  readonly #wakeup: Wakeup;
  readonly #judge: Judge;
  readonly #sources: ReadonlyMap<string, SourceState>;
  readonly #now: (() => number) | undefined;
  /** When something was read last. */
  #readMs = NaN;

  /** Without a clock nothing is followed. */
  constructor(
    wakeup: Wakeup,
    judge: Judge,
    sources: ReadonlyMap<string, SourceState>,
    now: (() => number) | undefined,
  ) {
    this.#wakeup = wakeup;
    this.#judge = judge;
    this.#sources = sources;
    this.#now = now;
  }

  /** Something was read at this time. */
  broken(nowMs: number): void {
    this.#readMs = nowMs;
  }

  /** Sleeps until woken, and tells in between what is due. */
  async wait(): Promise<void> {
    if (this.#now === undefined) return void await this.#wakeup.sleep();
    const { incidents, continuations } = this.#judge;
    const begun = [...this.#sources.values()].filter((source) => source.told !== undefined);
    const silentMs = this.#now() - this.#readMs;
    if (incidents.isBehind && silentMs >= COUNT_SILENCE_MS) incidents.catchUp();
    const untilCounts = incidents.isBehind ? COUNT_SILENCE_MS - silentMs : undefined;
    const isWoken = await this.#wakeup.sleep(begun.length > 0 ? EVENT_SILENCE_MS : untilCounts);
    if (!isWoken) { for (const source of begun) continuations.tell(source); }
  }

  /** Nothing more will be read by this run, though the log may go on. */
  end(): void {
    if (this.#now !== undefined) this.#judge.incidents.catchUp();
  }
}
