/** One run looked at by one or several: the dashboard and the page draw from the same pictures, which are made once. */
import type { OddlineEvent } from "../../core/anomaly.ts";
import type { Snapshot } from "../../core/views/snapshot.ts";
import type { JudgedLines } from "../../pipeline/options.ts";
import type { Pipeline } from "../../pipeline/pipeline.ts";
import type { KnownTruth } from "../../snapshot/comparison_view.ts";
import { RunObserver } from "../../snapshot/observer.ts";
import { Vitals } from "./vitals.ts";

const NO_ERRORS: ReadonlyMap<string, string> = new Map();
const NO_TRUTH: KnownTruth = { judges: [], incidents: [] };

/** What an observation needs of its run. */
export interface ObservedRun {
  readonly now: () => number;
  readonly startedMs: number;
  /** As in `Snapshot`. */
  readonly resumedMs: number;
  /** Flagged lines that a mark has held back so far. */
  readonly suppressed: () => number;
  /** From this score on a line is flagged. */
  readonly alertThreshold: number;
  /** What went wrong last with each source. */
  readonly sourceErrors?: ReadonlyMap<string, string> | undefined;
  /** Why the history cannot be written; "" where it can, or there is none. */
  readonly historyTrouble: () => string;
  /** How well it judges, where the truth is known. */
  readonly truth: (() => KnownTruth) | undefined;
}

export class Observation {
  /** The input has ended. */
  isEnded = false;
  readonly observer: RunObserver;
  readonly #pipeline: Pipeline;
  readonly #run: ObservedRun;
  readonly #vitals: Vitals;

  constructor(pipeline: Pipeline, run: ObservedRun) {
    this.#pipeline = pipeline;
    this.#run = run;
    this.observer = new RunObserver(pipeline, run.alertThreshold);
    this.#vitals = new Vitals(pipeline, run.now);
  }

  onEvent(event: OddlineEvent): void {
    this.observer.onEvent(event);
  }

  onLines(lines: JudgedLines): void {
    this.observer.onLines(lines, this.#run.now());
  }

  /** Lines that were read so far. */
  get lines(): number {
    return this.#pipeline.totals.lines;
  }

  /** Measures what is measured over time; to be called about once a second or more often. */
  look(): void {
    this.#vitals.look();
  }

  /** As in `HealthView`; costs nothing. */
  get historyTrouble(): string {
    return this.#run.historyTrouble();
  }

  /** A picture of the run as it is now. */
  snapshot(): Snapshot {
    const { now, startedMs, resumedMs, suppressed, truth, sourceErrors } = this.#run;
    return this.observer.take({
      nowMs: now(),
      startedMs,
      resumedMs,
      phase: this.isEnded ? "ended" : this.#pipeline.load.isIdle ? "following" : "reading",
      health: { ...this.#vitals.view(), historyTrouble: this.historyTrouble },
      suppressed: suppressed(),
      sourceErrors: sourceErrors ?? NO_ERRORS,
      truth: truth?.() ?? NO_TRUTH,
    });
  }
}
