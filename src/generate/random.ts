/** Randomness for generated logs: the generator of core/random.ts, and drawing by weight. */
import type { Random } from "../core/random.ts";

export { Random } from "../core/random.ts";

/** Draws items in proportion to their weights. */
export type WeightedPick<T> = (random: Random) => T;

/**
 * Prepares drawing by weight (cumulative sums and a binary search).
 * @throws RangeError when no weight is above 0, or one is below it
 */
export function pickByWeight<T>(items: readonly T[], weightOf: (item: T) => number): WeightedPick<T> {
  const sums = new Float64Array(items.length);
  let total = 0;
  items.forEach((item, index) => {
    const weight = weightOf(item);
    if (!(weight >= 0)) throw new RangeError(`Cannot pick by weight: item ${index} has weight ${weight}`);
    sums[index] = total += weight;
  });
  if (!(total > 0)) throw new RangeError("Cannot pick by weight: no item has a weight above 0");
  return (random) => {
    const target = random.float() * total;
    let low = 0;
    let high = sums.length - 1;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (sums[middle]! > target) high = middle;
      else low = middle + 1;
    }
    return items[low]!;
  };
}
