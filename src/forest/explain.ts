/**
 * Why a forest finds a row odd: how much later the row would be isolated if one of its features were as usual. Each
 * feature in turn takes its median, and the growth of the mean path length is that feature's part. Costs one walk
 * through the forest a feature, so it is done for flagged lines alone.
 */
import { type Forest, pathLength } from "./forest.ts";

/**
 * The parts of the features in a row's oddness: at least 0 each, 1 in sum, or all 0 where no single feature matters.
 */
export function contributions(forest: Forest, row: Float32Array, medians: ArrayLike<number>): Float64Array {
  const parts = new Float64Array(forest.columns);
  const changed = Float32Array.from(row);
  const length = pathLength(forest, row, 0);
  let sum = 0;
  for (let column = 0; column < forest.columns; column++) {
    changed[column] = medians[column];
    parts[column] = Math.max(0, pathLength(forest, changed, 0) - length);
    sum += parts[column];
    changed[column] = row[column];
  }
  if (sum > 0) { for (let column = 0; column < parts.length; column++) parts[column] /= sum; }
  return parts;
}
