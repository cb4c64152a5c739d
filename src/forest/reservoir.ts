/**
 * A random sample of the recent lines' feature rows, to train the next model on: seeded, in the order of the input, and
 * the same for any cut of batches. Each row is held as its steps of four bits (features/rows.ts), so that it takes
 * seven bytes and can be saved with the state.
 *
 * Until `WINDOW_LINES` lines it is a uniform sample of all lines; from then on each line has the same chance, so that
 * old rows leave exponentially. Lines are skipped by geometric gaps instead of a draw for each.
 *
 * Sources: Vitter, "Random sampling with a reservoir", TOMS 11 (1985); Aggarwal, "On biased reservoir sampling in the
 * presence of stream evolution", VLDB 2006.
 */
import { Random } from "../core/random.ts";
import { FEATURE_STEPS, FEATURES } from "../features/schema.ts";

/** Rows that are kept in the running program. */
const RESERVOIR_ROWS = 32_768;
/** Lines over which the sample forgets. */
const WINDOW_LINES = 500_000;

const COLUMNS = FEATURES.length;
const STRIDE = (COLUMNS + 1) >> 1;

/** Bytes of a row in `encoded()`, before they are text. */
export const ROW_BYTES = STRIDE;

/**
 * What a reservoir takes rows from: rows by number, each a step (0..15) a column, eight columns
 * a word, the first lowest.
 */
export interface SteppedRows {
  low(id: number): number;
  high(id: number): number;
}

/** A saved reservoir: plain JSON. */
export interface SavedReservoir {
  readonly rows: string;
  readonly next: number;
  readonly random: readonly number[];
}

export class Reservoir {
  /** Rows in the sample. */
  count = 0;
  /** The number of the line that is taken next; whoever offers lines may move it on over lines that do not count. */
  next = 0;
  readonly #rowsMax: number;
  readonly #windowLines: number;
  readonly #steps: Uint8Array;
  readonly #random: Random;

  constructor(seed: number, { rowsMax = RESERVOIR_ROWS, windowLines = WINDOW_LINES } = {}) {
    this.#random = new Random(seed, 1);
    this.#rowsMax = rowsMax;
    this.#windowLines = windowLines;
    this.#steps = new Uint8Array(rowsMax * STRIDE);
  }

  /** Takes the row of line `next`, and chooses the line after it. */
  take(rows: SteppedRows, id: number): void {
    const slot = this.count < this.#rowsMax ? this.count++ : this.#random.integer(0, this.#rowsMax - 1);
    const low = rows.low(id);
    const high = rows.high(id);
    const at = slot * STRIDE;
    for (let k = 0; k < STRIDE; k++) this.#steps[at + k] = (k < 4 ? low : high) >>> (k & 3) * 8;
    this.skip();
  }

  /** Chooses the next line without a row of this one. */
  skip(): void {
    const chance = this.#rowsMax / Math.min(this.next + 1, this.#windowLines);
    this.next += chance >= 1 ? 1 : 1 + Math.floor(Math.log(1 - this.#random.float()) / Math.log(1 - chance));
  }

  /** The rows in the sample as text, for saved state and for `sampledRows`. */
  encoded(): string {
    return this.#steps.subarray(0, this.count * STRIDE).toBase64();
  }

  save(): SavedReservoir {
    return { rows: this.encoded(), next: this.next, random: this.#random.position };
  }

  restore({ rows, next, random }: SavedReservoir): void {
    const bytes = Uint8Array.fromBase64(rows).subarray(0, this.#steps.length);
    this.#steps.set(bytes);
    this.count = Math.floor(bytes.length / STRIDE);
    this.next = next;
    this.#random.resume(random);
  }
}

/** The values of rows as text or as its bytes, one row after another. */
export function sampledRows(encoded: string | Uint8Array): Float32Array<ArrayBuffer> {
  return decoded(encoded, () => true);
}

/** The same in two parts: one row in `probeEvery` is kept apart, to try what was fitted to the others. */
export function partedRows(
  encoded: string,
  probeEvery: number,
): { rows: Float32Array<ArrayBuffer>; probes: Float32Array<ArrayBuffer> } {
  const isProbe = (row: number) => row % probeEvery === 0;
  return { rows: decoded(encoded, (row) => !isProbe(row)), probes: decoded(encoded, isProbe) };
}

function decoded(encoded: string | Uint8Array, isWanted: (row: number) => boolean): Float32Array<ArrayBuffer> {
  const steps = typeof encoded === "string" ? Uint8Array.fromBase64(encoded) : encoded;
  const count = Math.floor(steps.length / STRIDE);
  let wanted = 0;
  for (let row = 0; row < count; row++) if (isWanted(row)) wanted++;
  const values = new Float32Array(wanted * COLUMNS);
  let at = 0;
  for (let row = 0; row < count; row++) {
    if (!isWanted(row)) continue;
    for (let column = 0; column < COLUMNS; column++) {
      const step = steps[row * STRIDE + (column >> 1)] >> (column & 1) * 4 & 15;
      const { min, max } = FEATURES[column];
      values[at++] = min + step * (max - min) / (FEATURE_STEPS - 1);
    }
  }
  return values;
}
