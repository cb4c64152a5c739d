/**
 * The rows that a model is trained on by hand: a uniform sample of the lines that a pipeline reads, without
 * those of each source's grace period, when what is normal is not known yet. Continuation lines belong to
 * their event and do not count.
 */
import { Reservoir, sampledRows } from "../../forest/reservoir.ts";
import { GRACE_LINES } from "./forest_stage.ts";
import type { JudgedLines } from "../options.ts";
import type { Pipeline } from "../pipeline.ts";

/** Rows that are kept: more bring nothing, each tree being made of a few hundred. */
const ROWS_MAX = 100_000;

export class TrainingRows {
  /** Lines that were offered. */
  lines = 0;
  readonly #seed: number;
  readonly #rowsMax: number;
  #sample: Reservoir;

  /** `rowsMax`: another size of the sample. */
  constructor(seed: number, rowsMax = ROWS_MAX) {
    this.#seed = seed;
    this.#rowsMax = rowsMax;
    this.#sample = this.#empty();
  }

  /**
   * Takes what the pipeline has just judged (`PipelineOptions.onLines`).
   *
   * @throws {Error} when the pipeline measures no features
   */
  add({ features, learner }: Pick<Pipeline, "features" | "learner">, { lines, state }: JudgedLines): void {
    const sample = this.#sample;
    const { row, rows } = features;
    const { continuation } = learner.columns;
    let offered = this.lines;
    let next = sample.next;
    for (let line = Math.max(0, GRACE_LINES - state.source.lines); line < lines; line++) {
      if (continuation[line] !== 0) continue;
      if (offered++ !== next) continue;
      if (row[line] >= rows.count) throw new Error("Cannot sample features: the pipeline measures none (keepFeatures)");
      sample.take(rows, row[line]);
      next = sample.next;
    }
    this.lines = offered;
  }

  /** The sampled rows, one after another. */
  rows(): Float32Array {
    return sampledRows(this.#sample.encoded());
  }

  /** The sampled rows as they are stored, and how many lines they stand for; begins a new sample. */
  take(): { readonly lines: number; readonly rows: Uint8Array } {
    const taken = { lines: this.lines, rows: Uint8Array.fromBase64(this.#sample.encoded()) };
    this.lines = 0;
    this.#sample = this.#empty();
    return taken;
  }

  #empty(): Reservoir {
    return new Reservoir(this.#seed, { rowsMax: this.#rowsMax, windowLines: Infinity });
  }
}
