/**
 * When a new model is trained in the running program, on what, and when it takes over. All by lines of the input
 * (or its event time), never by the clock: trained on the sample as it is at line L, in force from line L +
 * `DELAY_LINES` on. If it is not ready by then the coordinator waits, so that the same input gives the same
 * verdicts on every machine.
 */
import type { ForestModel } from "../../forest/model.ts";
import { Reservoir, type SavedReservoir } from "../../forest/reservoir.ts";
import { TRAINING_DEFAULTS } from "../../forest/defaults.ts";
import type { FeatureRows } from "../../features/rows.ts";
import type { Training } from "../../workers/messages.ts";
import type { Pool } from "../../workers/pool.ts";

/**
 * Lines between the sample and the takeover: at full speed a tenth of a second and more, which is what training takes.
 */
const DELAY_LINES = 100_000;
/** Fewer rows than this make no model. */
const ROWS_MIN = 2000;
/** One row in so many is kept apart to try the new model with. */
const PROBE_EVERY = 8;

/** When to train: after so many lines, or so much event time. */
export type RetrainInterval = { readonly lines: number } | { readonly ms: number };

/** Saved with the state: plain JSON. */
export interface SavedRetraining {
  readonly reservoir: SavedReservoir;
  readonly trainings: number;
  readonly dueLine: number;
  readonly dueMs: number | null;
  /** The sample that the next model is being trained on. */
  readonly pending: { readonly rows: string; readonly takeover: number } | null;
}

/** What the schedule reads of a batch. */
interface Lines {
  readonly lines: number;
  readonly linesBefore: number;
  readonly continuation: Uint8Array;
  readonly clock: Float64Array;
  readonly features: { readonly row: Int32Array; readonly rows: FeatureRows };
}

interface PendingModel {
  readonly rows: string;
  readonly takeover: number;
  readonly training: Promise<Training>;
}

export class Retraining {
  readonly #pool: Pool;
  readonly #interval: RetrainInterval;
  readonly #delay: number;
  readonly #seed: number;
  readonly #reservoir: Reservoir;
  #trainings = 0;
  /** The line at which the next training is due; Infinity where it is due by time. */
  #dueLine: number;
  /** The event time at which it is due; NaN before the first event. */
  #dueMs = NaN;
  #pending: PendingModel | undefined;
  #waiting: SavedRetraining["pending"] = null;

  /** `delayLines` is another delay, for tests. */
  constructor(pool: Pool, interval: RetrainInterval, { seed, delayLines }: { seed: number; delayLines?: number }) {
    this.#pool = pool;
    this.#interval = interval;
    this.#delay = delayLines ?? DELAY_LINES;
    this.#seed = seed;
    this.#reservoir = new Reservoir(seed);
    this.#dueLine = "lines" in interval ? interval.lines : Infinity;
  }

  /** The first line of the batch from `from` on at which a training begins or a model takes over; `lines` if none. */
  nextStop({ lines, linesBefore, clock }: Lines, from: number): number {
    if (this.#pending !== undefined) return Math.min(lines, Math.max(from, this.#pending.takeover - linesBefore));
    if ("lines" in this.#interval) return Math.min(lines, Math.max(from, this.#dueLine - linesBefore));
    for (let line = from; line < lines; line++) {
      const at = clock[line];
      if (this.#dueMs !== this.#dueMs && at === at) this.#dueMs = at + this.#interval.ms;
      if (at >= this.#dueMs) return line;
    }
    return lines;
  }

  /** Offers the lines from `from` to `to` to the sample. */
  sample({ linesBefore, continuation, features }: Lines, from: number, to: number): void {
    const reservoir = this.#reservoir;
    if (reservoir.next < linesBefore + from) reservoir.next = linesBefore + from;
    for (let line = reservoir.next - linesBefore; line < to; line = reservoir.next - linesBefore) {
      if (continuation[line] === 0 && features.row[line] >= 0) reservoir.take(features.rows, features.row[line]);
      else reservoir.skip();
    }
  }

  /**
   * A stop was reached at this line of the input: begins a training, or returns the one whose model takes over here.
   * `model` is the one in force.
   */
  reach(line: number, clockMs: number, model: ForestModel | undefined): Promise<Training> | undefined {
    if (this.#pending !== undefined) {
      const { training } = this.#pending;
      this.#pending = undefined;
      return training;
    }
    if ("lines" in this.#interval) this.#dueLine = line + Math.max(this.#interval.lines, 1);
    else this.#dueMs = clockMs + this.#interval.ms;
    if (this.#reservoir.count < ROWS_MIN) return undefined;
    this.#begin({ rows: this.#reservoir.encoded(), takeover: line + this.#delay }, model);
    return undefined;
  }

  /** Takes up a training that an earlier run had begun. To be called once the model in force is known to the pool. */
  resume(model: ForestModel | undefined): void {
    if (this.#waiting !== null) this.#begin(this.#waiting, model);
    this.#waiting = null;
  }

  save(): SavedRetraining {
    const pending = this.#pending;
    return {
      reservoir: this.#reservoir.save(),
      trainings: this.#trainings,
      dueLine: Number.isFinite(this.#dueLine) ? this.#dueLine : 0,
      dueMs: Number.isNaN(this.#dueMs) ? null : this.#dueMs,
      pending: pending === undefined ? this.#waiting : { rows: pending.rows, takeover: pending.takeover },
    };
  }

  restore({ reservoir, trainings, dueLine, dueMs, pending }: SavedRetraining): void {
    this.#reservoir.restore(reservoir);
    // the training that goes on is begun, and counted, once more
    this.#trainings = pending === null ? trainings : trainings - 1;
    if ("lines" in this.#interval && dueLine > 0) this.#dueLine = dueLine;
    this.#dueMs = dueMs ?? NaN;
    this.#waiting = pending;
  }

  #begin(sample: { readonly rows: string; readonly takeover: number }, model: ForestModel | undefined): void {
    const { nEstimators, maxSamples, contamination } = TRAINING_DEFAULTS;
    const parameters = model?.info.parameters;
    const training = this.#pool.train({
      rows: sample.rows,
      probeEvery: PROBE_EVERY,
      options: {
        nEstimators: parameters?.n_estimators ?? nEstimators,
        maxSamples: parameters?.max_samples ?? maxSamples,
        contamination: parameters?.contamination ?? contamination,
        seed: this.#seed + ++this.#trainings,
        trainedOn: `recent lines, up to ${sample.takeover - this.#delay}`,
      },
    });
    training.catch(() => {}); // told of at the takeover
    this.#pending = { ...sample, training };
  }
}
