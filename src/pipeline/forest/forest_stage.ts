/**
 * Scoring, between learning and judging: the rows of features that no line had before go to the workers, and each line
 * gets what the model in force makes of its row. Equal rows are scored once for each model.
 *
 * A batch is cut where a new model takes over (retraining.ts), so what is said of a line depends on the lines before it
 * and never on the batch. Whatever fails here is said once, and the run goes on without a forest.
 */
import { BoundedMap } from "../../core/collections/bounded_map.ts";
import { BATCH_LINES } from "../../core/lines/batch.ts";
import { enlarged } from "../../core/collections/enlarged.ts";
import { errorMessage } from "../../core/error_message.ts";
import type { EventBatch, ForestScores } from "../../detectors/mod.ts";
import { decadesOf } from "../../forest/calibration.ts";
import { type ForestModel, knownModel } from "../../forest/model.ts";
import { TRAINING_DEFAULTS } from "../../forest/defaults.ts";
import type { Training } from "../../workers/messages.ts";
import type { Pool } from "../../workers/pool.ts";
import type { PipelineOptions } from "../options.ts";
import { Retraining, type RetrainInterval, type SavedRetraining } from "./retraining.ts";

/** Lines of a source before any is scored: what is normal is not known yet, and a short run pays for no model. */
export const GRACE_LINES = 1000;
/** Sources that are remembered. */
const SOURCES_MAX = 10_000;
/** In the table of rows: its score was asked for. */
const ASKED = -1;
const FIRST_ROWS = 1024;

export interface ForestStageOptions {
  readonly model: ForestModel | undefined;
  /** Undefined: the model stays as it is. */
  readonly retrain: RetrainInterval | undefined;
  readonly seed: number;
  readonly delayLines?: number;
  readonly onWarning: (message: string) => void;
}

/** Saved with the state: plain JSON. */
export interface SavedForest {
  readonly sources: readonly (readonly [source: string, lines: number])[];
  /** SHA-256 of the model that the run was given; null for none. */
  readonly given: string | null;
  /** The model in force where it was trained on the way. */
  readonly model: { readonly onnx: string; readonly info: unknown } | null;
  readonly retraining: SavedRetraining | null;
}

/** The stage that the options ask for; undefined where the detector that needs it is off. */
export function makeForestStage(pool: Pool, options: PipelineOptions): ForestStage | undefined {
  if (!options.detectors.has("isolation_forest")) return undefined;
  const { model, retrain, forestSeed, retrainDelayLines, onWarning } = options;
  return new ForestStage(pool, {
    model,
    retrain,
    seed: forestSeed ?? TRAINING_DEFAULTS.seed,
    ...(retrainDelayLines !== undefined && { delayLines: retrainDelayLines }),
    onWarning: onWarning ?? (() => {}),
  });
}

type Batch = Pick<EventBatch, "source" | "lines" | "linesBefore" | "continuation" | "clock" | "features">;

export class ForestStage implements ForestScores {
  readonly decades = new Float32Array(BATCH_LINES);
  readonly #pool: Pool;
  readonly #options: ForestStageOptions;
  readonly #retraining: Retraining | undefined;
  #model: ForestModel | undefined;
  #isLoaded = false;
  #isOff = false;
  /** Rarity by number of row, in decades; NaN where it is not known. */
  #rarity = new Float32Array(FIRST_ROWS).fill(NaN);
  #epoch = 0;
  /** Lines of each source, up to the grace period's. */
  readonly #young = new BoundedMap<number>(SOURCES_MAX);
  /** The models of the batch, each with its first line. */
  readonly #models: { readonly from: number; readonly model: ForestModel }[] = [];

  constructor(pool: Pool, options: ForestStageOptions) {
    this.#pool = pool;
    this.#options = options;
    this.#model = options.model;
    const { retrain, seed, delayLines } = options;
    if (retrain !== undefined) {
      this.#retraining = new Retraining(pool, retrain, { seed, ...(delayLines !== undefined && { delayLines }) });
    }
  }

  /** Whether there is anything to say of the batch that was prepared. */
  get isOn(): boolean {
    return this.#models.length > 0;
  }

  /** The model in force; undefined before the first. */
  get model(): ForestModel | undefined {
    return this.#model;
  }

  modelAt(line: number): ForestModel {
    let found = this.#models[0].model;
    for (const { from, model } of this.#models) if (from <= line) found = model;
    return found;
  }

  /** Scores the lines of a batch. Returns undefined where there is nothing to wait for, which is the rule. */
  prepare(batch: Batch): Promise<void> | undefined {
    this.#models.length = 0;
    if (this.#isOff) return undefined;
    const grace = this.#grace(batch);
    this.decades.fill(NaN, 0, grace);
    if (grace === batch.lines) return undefined;
    this.#makeRoom(batch);
    if (!this.#isLoaded) this.#load();
    const stop = this.#retraining?.nextStop(batch, grace) ?? batch.lines;
    return stop === batch.lines ? this.#advance(batch, grace, stop) : this.#advanceByStops(batch, grace);
  }

  save(): SavedForest {
    const { model: given } = this.#options;
    const model = this.#model === given ? undefined : this.#model;
    return {
      sources: [...this.#young],
      given: given?.info.sha256 ?? null,
      model: model === undefined ? null : { onnx: model.onnx.toBase64(), info: model.info },
      retraining: this.#retraining?.save() ?? null,
    };
  }

  /** Goes on where an earlier run was. With another model given than then, that one is in force. */
  restore({ sources, given, model, retraining }: SavedForest): void {
    for (const [source, lines] of sources) this.#young.set(source, lines);
    if (retraining !== null) this.#retraining?.restore(retraining);
    if (model === null || given !== (this.#options.model?.info.sha256 ?? null)) return;
    try {
      this.#model = knownModel(Uint8Array.fromBase64(model.onnx), model.info);
    } catch (error) {
      this.#options.onWarning(
        `the model in the saved state cannot be used: ${errorMessage(error)}; the one before it is`,
      );
    }
  }

  /** Lines of the batch that are in their source's grace period. */
  #grace({ source, lines }: Batch): number {
    const before = this.#young.get(source) ?? 0;
    if (before >= GRACE_LINES) return 0;
    this.#young.set(source, Math.min(GRACE_LINES, before + lines));
    return Math.min(lines, GRACE_LINES - before);
  }

  #load(): void {
    this.#isLoaded = true;
    if (this.#model !== undefined) this.#pool.loadModel(this.#model.onnx, this.#model.info.sha256);
    this.#retraining?.resume(this.#model);
  }

  /** What was kept by the number of a row is void in a new epoch. */
  #makeRoom({ features: { rows } }: Batch): void {
    if (rows.epoch !== this.#epoch) this.#rarity.fill(NaN);
    this.#epoch = rows.epoch;
    if (rows.count > this.#rarity.length) this.#rarity = enlarged(this.#rarity, rows.count * 2, NaN);
  }

  async #advanceByStops(batch: Batch, begin: number): Promise<void> {
    const retraining = this.#retraining as Retraining;
    for (let from = begin; from < batch.lines;) {
      const stop = retraining.nextStop(batch, from);
      await this.#advance(batch, from, stop);
      if (stop < batch.lines) {
        const line = batch.linesBefore + stop;
        const training = retraining.reach(line, batch.clock[stop], this.#model);
        if (training !== undefined) await this.#takeOver(training);
      }
      from = stop;
    }
  }

  /** Samples and scores a stretch of lines within which the model stays the same. */
  #advance(batch: Batch, from: number, to: number): Promise<void> | undefined {
    if (from === to) return undefined;
    this.#retraining?.sample(batch, from, to);
    if (this.#model === undefined || this.#isOff) {
      this.decades.fill(NaN, from, to);
      return undefined;
    }
    this.#models.push({ from, model: this.#model });
    const missing = this.#write(batch, from, to);
    if (missing.length === 0) return undefined;
    return this.#score(batch, missing).then(() => {
      if (this.#isOff) this.#models.length = 0;
      this.#write(batch, from, to);
    });
  }

  /** Writes the rarity of these lines as far as their rows were scored; returns the rows that were not. */
  #write({ continuation, features: { row } }: Batch, from: number, to: number): number[] {
    const { decades } = this;
    const rarity = this.#rarity;
    const missing: number[] = [];
    for (let line = from; line < to; line++) {
      const id = row[line];
      if (continuation[line] !== 0 || id < 0) {
        decades[line] = NaN;
        continue;
      }
      const known = decades[line] = rarity[id];
      if (known === known) continue;
      rarity[id] = ASKED;
      missing.push(id);
    }
    return missing;
  }

  async #score({ features: { rows } }: Batch, missing: readonly number[]): Promise<void> {
    const values = new Float32Array(missing.length * rows.columns);
    for (const [index, id] of missing.entries()) rows.writeRow(id, values, index * rows.columns);
    try {
      const scores = await this.#pool.score(values, rows.columns);
      const { calibration } = (this.#model as ForestModel).info;
      for (const [index, id] of missing.entries()) this.#rarity[id] = decadesOf(calibration, scores[index]);
    } catch (error) {
      this.#isOff = true;
      this.#options.onWarning(
        `the Isolation Forest is off, and the run goes on without it: ${errorMessage(error)}; ` +
          "`oddline doctor` says whether ONNX Runtime works here",
      );
    }
  }

  async #takeOver(training: Promise<Training>): Promise<void> {
    try {
      const { onnx, info, acceptance } = await training;
      if (!acceptance.isTaken) {
        const { flagged, agreement = 1 } = acceptance;
        return this.#options.onWarning(
          `a newly trained Isolation Forest was not taken: of recent lines it would flag ${
            (flagged * 100).toFixed(1)
          } %, ` +
            `and it agrees with the one before it to ${(agreement * 100).toFixed(0)} % (50 % is chance)`,
        );
      }
      this.#model = knownModel(onnx, info);
      this.#pool.loadModel(onnx, info.sha256);
      this.#rarity.fill(NaN);
    } catch (error) {
      this.#options.onWarning(`no new Isolation Forest was trained: ${errorMessage(error)}; the one before it stays`);
    }
  }
}
