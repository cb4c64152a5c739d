/**
 * The values that each place had, as long as they were a few: a new one means something only where there were never
 * many. Values are known by their hashes (value_hash.ts).
 */
import type { Batch } from "../../core/lines/batch.ts";
import { enlarged } from "../../core/collections/enlarged.ts";
import { hashOf } from "./value_hash.ts";

/** Values that a place may have had for a new one to mean something. */
const VALUES_MAX = 4;
/** A place that has had more. */
const FREE_FORM = 255;
const FIRST_LENGTH = 256;

/** What is kept of a place: different values, lines with any value, and which of them brought the last new one. */
const VALUES = 0;
const COUNT = 1;
const LAST_NEW = 2;
const STRIDE = 3;

/** Numbers of a place as they are saved: the three above, then the hashes. */
export const SAVED_VALUES_WIDTH = STRIDE + VALUES_MAX;

export class PlaceValues {
  #numbers = new Float64Array(FIRST_LENGTH * STRIDE);
  #hashes = new Int32Array(FIRST_LENGTH * VALUES_MAX);
  /** 1 while a place had few values: asked for every parameter, so all of them side by side. */
  #open = new Uint8Array(FIRST_LENGTH).fill(1);

  /** Whether a place had so few values that a new one means something. */
  isOpen(place: number): boolean {
    return this.#open[place] !== 0;
  }

  /** Different values that a place had, as long as they were few. */
  valuesOf(place: number): number {
    return this.#numbers[place * STRIDE + VALUES];
  }

  /**
   * Takes a value; returns how many lines had only known values before this new one, 0 where it is known or the place
   * has had too many.
   */
  add(place: number, bytes: Batch["bytes"], start: number, end: number): number {
    const numbers = this.#numbers;
    const at = place * STRIDE;
    const values = numbers[at + VALUES];
    if (values === FREE_FORM) return 0;
    const count = ++numbers[at + COUNT];
    const hash = hashOf(bytes, start, end);
    const first = place * VALUES_MAX;
    for (let k = 0; k < values; k++) if (this.#hashes[first + k] === hash) return 0;
    const known = count - 1 - numbers[at + LAST_NEW];
    numbers[at + LAST_NEW] = count;
    if (values === VALUES_MAX) {
      numbers[at + VALUES] = FREE_FORM;
      this.#open[place] = 0;
    } else {
      this.#hashes[first + values] = hash;
      numbers[at + VALUES]++;
    }
    return values === 0 ? 0 : known;
  }

  /** A place begins anew, as another. */
  forget(place: number): void {
    this.#numbers.fill(0, place * STRIDE, (place + 1) * STRIDE);
    this.#open[place] = 1;
  }

  /** What is kept of a place; undefined where it had no value. */
  save(place: number): readonly number[] | undefined {
    const numbers = this.#numbers.subarray(place * STRIDE, (place + 1) * STRIDE);
    if (!(numbers[COUNT] > 0)) return undefined;
    return [...numbers, ...this.#hashes.subarray(place * VALUES_MAX, (place + 1) * VALUES_MAX)];
  }

  restore(place: number, saved: readonly number[]): void {
    this.#numbers.set(saved.slice(0, STRIDE), place * STRIDE);
    this.#hashes.set(saved.slice(STRIDE, SAVED_VALUES_WIDTH), place * VALUES_MAX);
    this.#open[place] = saved[VALUES] === FREE_FORM ? 0 : 1;
  }

  /** Makes room for so many places. */
  grow(places: number): void {
    this.#numbers = enlarged(this.#numbers, places * STRIDE);
    this.#hashes = enlarged(this.#hashes, places * VALUES_MAX);
    this.#open = enlarged(this.#open, places, 1);
  }
}
