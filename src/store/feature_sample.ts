/**
 * Joins two samples of feature rows into one that is about as uniform as both were: each gives as many rows as its
 * lines are of all lines, drawn without repeats. Which rows those are depends on the numbers of lines alone.
 */
import { Random } from "../core/random.ts";
import { ROW_BYTES } from "../forest/reservoir.ts";
import type { FeatureSample } from "./rows.ts";

/** Rows that are kept of one version of the schema. */
const SAMPLE_ROWS_MAX = 100_000;

/** The joined sample: at most `rowsMax` rows of the lines of both. */
export function mergeSamples(a: FeatureSample, b: FeatureSample, rowsMax = SAMPLE_ROWS_MAX): FeatureSample {
  const lines = a.lines + b.lines;
  const [rowsA, rowsB] = [a.rows.length / ROW_BYTES, b.rows.length / ROW_BYTES];
  const room = Math.min(rowsMax, rowsA + rowsB);
  // a sample that is not large enough for its share leaves room to the other
  const shareOfA = Math.round(room * a.lines / Math.max(1, lines));
  const fromA = Math.max(room - rowsB, Math.min(rowsA, shareOfA));
  const random = new Random(lines);
  const rows = new Uint8Array(room * ROW_BYTES);
  copyDrawn(a.rows, fromA, rows.subarray(0, fromA * ROW_BYTES), random);
  copyDrawn(b.rows, room - fromA, rows.subarray(fromA * ROW_BYTES), random);
  return { schema: a.schema, lines, rows };
}

/** Copies so many rows, each with the same chance, in their order (Knuth, TAOCP 2, 3.4.2, algorithm S). */
function copyDrawn(from: Uint8Array, wanted: number, into: Uint8Array, random: Random): void {
  const count = from.length / ROW_BYTES;
  let taken = 0;
  for (let row = 0; row < count && taken < wanted; row++) {
    if (random.float() * (count - row) >= wanted - taken) continue;
    into.set(from.subarray(row * ROW_BYTES, (row + 1) * ROW_BYTES), taken++ * ROW_BYTES);
  }
}
