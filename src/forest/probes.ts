/** A loaded model is tried out: ONNX Runtime must score a few rows as the plain scorer does. */
import { Random } from "../core/random.ts";
import { type Forest, scoreRows } from "./forest.ts";

const PROBE_ROWS = 16;
/** ONNX Runtime sums in float32. */
const TOLERANCE = 2e-6;

/** The rows that a model is tried with: values around its own thresholds, where a wrong comparison shows. */
export function probeRows({ columns, feature, value }: Forest): Float32Array {
  const random = new Random(1);
  const rows = new Float32Array(PROBE_ROWS * columns);
  for (let row = 0; row < PROBE_ROWS; row++) {
    for (let draw = 0; draw < columns * 4; draw++) {
      const node = random.integer(0, feature.length - 1);
      if (feature[node] >= 0) rows[row * columns + feature[node]] = value[node];
    }
  }
  return rows;
}

/** Says that ONNX Runtime's scores of the probe rows are those of the plain scorer. Throws an Error if not. */
export function checkProbes(forest: Forest, scores: Float32Array): void {
  const expected = scoreRows(forest, probeRows(forest));
  for (const [row, score] of expected.entries()) {
    if (Math.abs(score - scores[row]) <= TOLERANCE) continue;
    throw new Error(`ONNX Runtime gives a probe row ${scores[row]} where ${score} is right; use another model`);
  }
}
