/**
 * What is told without a line that would say it, while there is nothing to read. Who follows a log does not wait for
 * that line: an event's lines so far are told when nothing comes behind them, how often an incident was seen after a
 * second, whatever else comes meanwhile, and of a source that comes no more while it is silent. A file that is read to
 * its end gives the same whenever that is, so nothing is told of it early.
 */
import type { Judge } from "./judging/judge.ts";
import type { SilentSources } from "./silent_sources.ts";
import type { SourceState, StreamState } from "./streams/stream_state.ts";
import type { Wakeup } from "./wakeup.ts";

/** Long enough for a writer to finish its stack trace. */
const EVENT_SILENCE_MS = 200;
/** Counts go by event time until then: the line that shows a second to be over may be a minute away. */
const COUNT_MS = 1000;

export class Silence {
  readonly #wakeup: Wakeup;
  readonly #judge: Judge;
  readonly #sources: ReadonlyMap<string, SourceState>;
  readonly #now: (() => number) | undefined;
  /** Undefined where nobody wants to be told of them. */
  readonly #silent: SilentSources | undefined;
  /** Since when more was counted than said; NaN where it was not. */
  #behindMs = NaN;

  /** Without a clock nothing is followed. */
  constructor(
    wakeup: Wakeup,
    judge: Judge,
    sources: ReadonlyMap<string, SourceState>,
    now: (() => number) | undefined,
    silent?: SilentSources,
  ) {
    this.#wakeup = wakeup;
    this.#judge = judge;
    this.#sources = sources;
    this.#now = now;
    this.#silent = silent;
  }

  /** Lines of a stream were read at this time. */
  broken(state: StreamState, readMs: number): void {
    this.#silent?.heard(state, readMs);
  }

  /** Sleeps until woken, and tells in between what is due. */
  async wait(): Promise<void> {
    if (this.#now === undefined) return void await this.#wakeup.sleep();
    const { continuations } = this.#judge;
    const begun = [...this.#sources.values()].filter((source) => source.told !== undefined);
    const nowMs = this.#now();
    const isWoken = await this.#wakeup.sleep(
      begun.length > 0 ? EVENT_SILENCE_MS : soonest(this.#untilCounts(nowMs), this.#silent?.look(nowMs)),
    );
    if (!isWoken) { for (const source of begun) continuations.tell(source); }
  }

  /** Says what was counted, if that is due; else how long it may wait, where there is something to say. */
  #untilCounts(nowMs: number): number | undefined {
    const { incidents } = this.#judge;
    if (!incidents.isBehind) {
      this.#behindMs = NaN;
      return undefined;
    }
    // also where the clock was put back
    if (!(this.#behindMs <= nowMs)) this.#behindMs = nowMs;
    if (nowMs - this.#behindMs < COUNT_MS) return this.#behindMs + COUNT_MS - nowMs;
    incidents.catchUp();
    this.#behindMs = NaN;
    return undefined;
  }

  /** Nothing more will be read by this run, though the log may go on. */
  end(): void {
    if (this.#now !== undefined) this.#judge.incidents.catchUp();
  }
}

function soonest(...timesMs: readonly (number | undefined)[]): number | undefined {
  const known = timesMs.filter((ms) => ms !== undefined);
  return known.length === 0 ? undefined : Math.min(...known);
}
