/**
 * Training: rows of features become a model, with what its scores mean. The same rows and options give the same bytes.
 */
import { FEATURE_SCHEMA_VERSION, FEATURES } from "../features/schema.ts";
import { calibrate } from "./calibration.ts";
import { fitForest } from "./fit.ts";
import { type Forest, pathLength } from "./forest.ts";
import { sumOf } from "./checksum.ts";
import type { ModelInfo } from "./model.ts";
import { writeOnnx } from "./onnx_model.ts";

/** How a model is fitted. */
export interface TrainOptions {
  readonly nEstimators: number;
  readonly maxSamples: number;
  /** Share of rows, above 0 and below 1, that scores .9 or more. */
  readonly contamination: number;
  readonly seed: number;
  /** What the rows are of, in words. */
  readonly trainedOn: string;
  /** Rows that say what a score means (default: those of the training): quiet ones, where it is known which are. */
  readonly quietRows?: Float32Array;
}

/** What training gives: the contents of the two files. */
export interface TrainedModel {
  readonly onnx: Uint8Array<ArrayBuffer>;
  readonly info: ModelInfo;
}

/** The same, and the forest that they hold. */
export interface Trained extends TrainedModel {
  readonly forest: Forest;
}

/**
 * Fits a model to rows of features that lie one after another.
 * Rejects with a RangeError when there are fewer than two rows, or a parameter is out of range
 */
export async function trainModel(rows: Float32Array, options: TrainOptions): Promise<Trained> {
  const { nEstimators, maxSamples, contamination, seed, trainedOn, quietRows = rows } = options;
  const columns = FEATURES.length;
  const forest = fitForest(rows, { columns, nEstimators, maxSamples, seed });
  const onnx = writeOnnx(forest);
  const info: ModelInfo = {
    version: 1,
    features: { schema_version: FEATURE_SCHEMA_VERSION, names: FEATURES.map(({ name }) => name) },
    trained_on: { what: trainedOn, rows: rows.length / columns },
    seed,
    parameters: { n_estimators: nEstimators, max_samples: maxSamples, contamination },
    calibration: calibrate(distinctScores(forest, quietRows)).map((score) => Number(score.toPrecision(8))),
    medians: Array.from({ length: columns }, (_, column) => medianOf(rows, columns, column)),
    sha256: await sumOf(onnx),
  };
  return { onnx, info, forest };
}

/** The score of each row; equal rows, of which there are many, are scored once. */
export function distinctScores(forest: Forest, rows: Float32Array): Float32Array {
  const { columns } = forest;
  const words = new Int32Array(rows.buffer, rows.byteOffset, rows.length);
  const scores = new Float32Array(rows.length / columns);
  const slots = new Int32Array(2 ** Math.ceil(Math.log2(scores.length * 2 + 2))).fill(-1);
  for (let row = 0; row < scores.length; row++) {
    const at = row * columns;
    let slot = hashOf(words, at, columns) & (slots.length - 1);
    while (slots[slot] >= 0 && !areEqual(words, slots[slot] * columns, at, columns)) {
      slot = (slot + 1) & (slots.length - 1);
    }
    if (slots[slot] < 0) {
      slots[slot] = row;
      scores[row] = Math.exp(forest.scale * pathLength(forest, rows, at));
    } else scores[row] = scores[slots[slot]];
  }
  return scores;
}

function hashOf(words: Int32Array, at: number, length: number): number {
  let hash = 0;
  for (let k = 0; k < length; k++) hash = Math.imul(hash ^ words[at + k] ^ words[at + k] >>> 19, 0x9e3779b1);
  return hash ^ hash >>> 15;
}

function areEqual(words: Int32Array, a: number, b: number, length: number): boolean {
  for (let k = 0; k < length; k++) if (words[a + k] !== words[b + k]) return false;
  return true;
}

/** The lower median; features have few distinct values, so they are counted. */
function medianOf(rows: Float32Array, columns: number, column: number): number {
  const counts = new Map<number, number>();
  for (let at = column; at < rows.length; at += columns) counts.set(rows[at], (counts.get(rows[at]) ?? 0) + 1);
  let left = Math.ceil(rows.length / columns / 2);
  for (const [value, count] of [...counts].sort(([a], [b]) => a - b)) if ((left -= count) <= 0) return value;
  return 0;
}
