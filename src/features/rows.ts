/**
 * The distinct rows of features that a run has met. Features are coarse, so a million lines have some thousands of
 * rows: a line keeps the number of its row, and a model scores each row once.
 *
 * Bounded: when the next batch might not find room, all rows are forgotten and a new epoch begins. A row's number means
 * something within its epoch only; nothing that is said of a line depends on it, but on the
 * features that it stands for.
 */
import { enlarged } from "../core/collections/enlarged.ts";
import { FEATURE_COUNT, FEATURE_SCHEMA_VERSION, FEATURE_STEPS, FEATURES } from "./schema.ts";

/** Rows of an epoch, at most. */
export const ROWS_MAX = 1 << 17;
const FIRST_LENGTH = 1024;
/** Slots for each row, at least: it is found at the first or second then. */
const SLOTS_PER_ROW = 2;
const STEPS_PER_WORD = 8;

/** Distinct rows of features; `FEATURES` (schema.ts) says what their columns mean. */
export class FeatureRows {
  readonly schemaVersion = FEATURE_SCHEMA_VERSION;
  readonly names: readonly string[] = FEATURES.map(({ name }) => name);
  readonly columns = FEATURE_COUNT;
  /** Rows of this epoch: their numbers are 0 to `count` − 1. */
  count = 0;
  /** Grows when all rows were forgotten; what was kept by a row's number means nothing then. */
  epoch = 0;
  /** The steps of each row, four bits each, the first feature lowest: a row's key is its content. */
  #low = new Int32Array(FIRST_LENGTH);
  #high = new Int32Array(FIRST_LENGTH);
  /** No more than the rows need, so that those of most lines stay in the processor's cache. */
  #slots = new Int32Array(FIRST_LENGTH * SLOTS_PER_ROW).fill(-1);

  /** The values of a row, one a column, in the units of the schema. Numbers below `count` only. */
  row(id: number): Float32Array {
    const values = new Float32Array(FEATURE_COUNT);
    this.writeRow(id, values, 0);
    return values;
  }

  /** Writes the values of a row into `into` from `at` on. */
  writeRow(id: number, into: Float32Array, at: number): void {
    for (let column = 0; column < FEATURE_COUNT; column++) {
      const { min, max } = FEATURES[column];
      into[at + column] = min + this.step(id, column) * (max - min) / (FEATURE_STEPS - 1);
    }
  }

  /** The step (0..15) of one feature of a row. */
  step(id: number, column: number): number {
    const word = column < STEPS_PER_WORD ? this.#low[id] : this.#high[id];
    return (word >>> ((column % STEPS_PER_WORD) * 4)) & 15;
  }

  /** Makes sure that so many new rows find room: begins a new epoch where they might not. */
  reserve(rows: number): void {
    if (this.count + rows <= ROWS_MAX) return;
    this.#slots.fill(-1);
    this.count = 0;
    this.epoch++;
  }

  /** The number of a row by its steps, eight features a word. */
  idOf(low: number, high: number): number {
    const slots = this.#slots;
    const lows = this.#low;
    const highs = this.#high;
    const mask = slots.length - 1;
    let slot = hashOf(low, high) & mask;
    for (let id = slots[slot]; id !== -1; id = slots[slot]) {
      if (lows[id] === low && highs[id] === high) return id;
      slot = (slot + 1) & mask;
    }
    return this.#add(slot, low, high);
  }

  /** The steps of a row, eight features a word. */
  low(id: number): number {
    return this.#low[id];
  }

  high(id: number): number {
    return this.#high[id];
  }

  #add(slot: number, low: number, high: number): number {
    const id = this.count++;
    if (id >= this.#low.length) {
      this.#low = enlarged(this.#low, id * 2);
      this.#high = enlarged(this.#high, id * 2);
    }
    this.#low[id] = low;
    this.#high[id] = high;
    if (this.count * SLOTS_PER_ROW > this.#slots.length) this.#grow();
    else this.#slots[slot] = id;
    return id;
  }

  #grow(): void {
    const slots = this.#slots = new Int32Array(this.#slots.length * 2).fill(-1);
    const mask = slots.length - 1;
    for (let id = 0; id < this.count; id++) {
      let slot = hashOf(this.#low[id], this.#high[id]) & mask;
      while (slots[slot] !== -1) slot = (slot + 1) & mask;
      slots[slot] = id;
    }
  }
}

function hashOf(low: number, high: number): number {
  const hash = Math.imul(low, 0x9e3779b1) ^ Math.imul(high, 0x85ebca6b);
  return hash ^ (hash >>> 15);
}
