/** Rows whose steps a function gives, held as the feature pass holds them: eight columns a word. */
import { FEATURE_COUNT } from "../../src/features/schema.ts";
import type { SteppedRows } from "../../src/forest/reservoir.ts";

/** `step`: the step (0..15) of a column of a row; rows have as many columns as there are features. */
export function steppedRows(step: (row: number, column: number) => number): SteppedRows {
  const word = (row: number, from: number) => {
    let steps = 0;
    for (let k = 0; k < 8 && from + k < FEATURE_COUNT; k++) steps |= step(row, from + k) << 4 * k;
    return steps;
  };
  return { low: (row) => word(row, 0), high: (row) => word(row, 8) };
}
