/** Training: rows of features become a model, with what its scores mean. The same rows and options give the same bytes. */
import { FEATURE_SCHEMA_VERSION, FEATURES } from "../features/schema.ts";
import { calibrate } from "./calibration.ts";
import { fitForest } from "./fit.ts";
import { type Forest, scoreRows } from "./forest.ts";
import { type ModelInfo, sumOf } from "./model.ts";
import { writeOnnx } from "./onnx_model.ts";

/** Parameters of the paper, and where the flag is raised: the share of training rows that it would be raised at. */
export const TRAINING_DEFAULTS = { nEstimators: 100, maxSamples: 256, contamination: .0001, seed: 1 } as const;

/** How a model is fitted. */
export interface TrainOptions {
  readonly nEstimators: number;
  readonly maxSamples: number;
  /** Share of rows, above 0 and below 1, that scores .9 or more. */
  readonly contamination: number;
  readonly seed: number;
  /** What the rows are of, in words. */
  readonly trainedOn: string;
}

/** What training gives: the contents of the two files. */
export interface TrainedModel {
  readonly onnx: Uint8Array<ArrayBuffer>;
  readonly info: ModelInfo;
}

/**
 * Fits a model to rows of features that lie one after another.
 * @throws {RangeError} when there are fewer than two rows, or a parameter is out of range
 */
export function trainModel(rows: Float32Array, options: TrainOptions): TrainedModel {
  const { nEstimators, maxSamples, contamination, seed, trainedOn } = options;
  const columns = FEATURES.length;
  const forest = fitForest(rows, { columns, nEstimators, maxSamples, seed });
  const onnx = writeOnnx(forest);
  const info: ModelInfo = {
    version: 1,
    features: { schema_version: FEATURE_SCHEMA_VERSION, names: FEATURES.map(({ name }) => name) },
    trained_on: { what: trainedOn, rows: rows.length / columns },
    seed,
    parameters: { n_estimators: nEstimators, max_samples: maxSamples, contamination },
    calibration: [...calibrate(distinctScores(forest, rows))],
    medians: Array.from({ length: columns }, (_, column) => medianOf(rows, columns, column)),
    sha256: sumOf(onnx),
  };
  return { onnx, info };
}

/** The score of each row; equal rows, of which there are many, are scored once. */
export function distinctScores(forest: Forest, rows: Float32Array): Float32Array {
  const { columns } = forest;
  const words = new Int32Array(rows.buffer, rows.byteOffset, rows.length);
  const known = new Map<string, number>();
  const scores = new Float32Array(rows.length / columns);
  for (let row = 0; row < scores.length; row++) {
    const at = row * columns;
    const key = words.subarray(at, at + columns).join();
    let score = known.get(key);
    if (score === undefined) known.set(key, score = scoreRows(forest, rows.subarray(at, at + columns))[0]);
    scores[row] = score;
  }
  return scores;
}

function medianOf(rows: Float32Array, columns: number, column: number): number {
  const values = Float32Array.from({ length: rows.length / columns }, (_, row) => rows[row * columns + column]).sort();
  return values[(values.length - 1) >> 1];
}
