/** Where an ordered row changes from one kind to another, found by halving. */

/**
 * The first whole number from `low` on of which `isBefore` does not hold, `high` where it holds of all before that. It
 * must hold of none after the first of which it does not. Loops that every line passes halve for themselves.
 */
export function partitionPoint(low: number, high: number, isBefore: (at: number) => boolean): number {
  while (low < high) {
    // numbers of lines outgrow 32 bits
    const middle = Math.floor((low + high) / 2);
    if (isBefore(middle)) low = middle + 1;
    else high = middle;
  }
  return low;
}
