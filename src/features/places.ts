/**
 * What is known of each place that parameters fill: a wildcard of a template, or a field of JSON. Of numbers, where they
 * lie and how widely; of anything, the few values that it had if it only ever had a few.
 *
 * Numbers are taken on a scale that is logarithmic in both directions, sign(v)·log2(1+|v|), since what logs measure
 * spans magnitudes. Centre and spread are running means in which what lies far out counts no more than three spreads
 * (Huber, 1964), so an outlier does not hide the next.
 */
import type { Batch } from "../core/batch.ts";
import { log2Of } from "./log2.ts";

/** Places that are kept; parameters of others are not looked at. */
const PLACES_MAX = 1 << 16;
/** Values that a place may have had for a new one to mean something. */
const VALUES_MAX = 4;
/** Bytes of a value that are looked at. */
const VALUE_BYTES_MAX = 64;
const FREE_FORM = 255;
/** Numbers before a place is judged. */
export const GRACE_NUMBERS = 200;
const MEMORY = 1000;
/** The spread is taken for this at least, in doublings: nothing closer than that many times the limit is far. */
const SPREAD_MIN = .25;
const CLIP = 3;
const MAGNITUDE_MAX = 200;
/** Numbers over which the share of records is taken. */
const RECORD_MEMORY = 48;
/** Share of the latest numbers that are records while a place climbs, and of all numbers in what is but a counter. */
const CLIMBING = .4;
/** The same while it holds still. */
const STILL = .1;
const COUNTER_SHARE = .3;
const FIRST_LENGTH = 256;

const NAMES = [
  "count",
  "mean",
  "spread",
  "lowest",
  "highest",
  "outliers",
  "records",
  "recordsEver",
  "recordBase",
  "values",
  "valueCount",
  "lastNew",
] as const;
type Column = typeof NAMES[number];

/** A place as it is saved: its columns, then the hashes of its values. */
export type SavedPlace = readonly number[];

export class Places implements Record<Column, Float64Array> {
  /** Numbers. */
  count = column();
  mean = column();
  spread = column();
  /** Extremes on the logarithmic scale. */
  lowest = column();
  highest = column();
  /** Numbers that were far out. */
  outliers = column();
  /** Share of the latest numbers that were the highest ever, and how many ever were; the highest when that share was low. */
  records = column();
  recordsEver = column();
  recordBase = column();
  /** Different values, 255 for too many to tell; lines with any value; and which of them brought the last new one. */
  values = column();
  valueCount = column();
  lastNew = column();
  /** By how many doublings the number last taken lies beyond all of its place before. */
  over = 0;
  #hashes = new Int32Array(FIRST_LENGTH * VALUES_MAX);

  /** Makes room for a place; false where there is none any more. */
  has(place: number): boolean {
    while (place >= this.count.length) {
      if (place >= PLACES_MAX) return false;
      this.#grow();
    }
    return true;
  }

  /** Takes a number; returns how many spreads it is from the centre of those before. Sets `over`. */
  addNumber(place: number, value: number): number {
    const x = scaled(value);
    const count = this.count[place]++;
    if (count === 0) {
      this.mean[place] =
        this.lowest[place] =
        this.highest[place] =
        this.recordBase[place] =
          x;
      this.spread[place] = 1;
      return this.over = 0;
    }
    this.#extend(place, x);
    const spread = Math.max(SPREAD_MIN, this.spread[place]);
    const difference = x - this.mean[place];
    const size = Math.abs(difference);
    const weight = 1 / Math.min(count + 1, MEMORY);
    const clipped = size > CLIP * spread ? CLIP * spread / size : 1;
    this.mean[place] += difference * clipped * weight;
    this.spread[place] += (size * clipped - this.spread[place]) * weight;
    return count < GRACE_NUMBERS ? 0 : size / spread;
  }

  /** Holds a number against the highest and lowest of its place, and takes it as one of them. */
  #extend(place: number, x: number): void {
    const { highest, lowest, records } = this;
    const above = x - highest[place];
    const below = lowest[place] - x;
    this.over = above > below ? above : below;
    records[place] *= 1 - 1 / RECORD_MEMORY;
    if (above > 0) {
      highest[place] = x;
      records[place] += 1 / RECORD_MEMORY;
      this.recordsEver[place]++;
    } else if (below > 0) {
      lowest[place] = x;
    }
    if (records[place] < STILL) this.recordBase[place] = highest[place];
  }

  /**
   * By how many doublings the numbers have climbed since they last held still, when most of the latest were the highest
   * ever; 0 for what always climbs, as counters do. Begins anew once it was asked with something to tell.
   */
  climb(place: number, least: number): number {
    if (this.records[place] < CLIMBING || this.recordsEver[place] > COUNTER_SHARE * this.count[place]) return 0;
    const climbed = this.highest[place] - this.recordBase[place];
    if (climbed < least) return 0;
    this.recordBase[place] = this.highest[place];
    return climbed;
  }

  /**
   * Takes a value; returns how many lines had only known values before this new one, 0 where it is known or the place
   * has had too many.
   */
  addValue(place: number, bytes: Batch["bytes"], start: number, end: number): number {
    const values = this.values[place];
    if (values === FREE_FORM) return 0;
    const count = ++this.valueCount[place];
    const hash = hashOf(bytes, start, Math.min(end, start + VALUE_BYTES_MAX));
    const at = place * VALUES_MAX;
    for (let k = 0; k < values; k++) if (this.#hashes[at + k] === hash) return 0;
    const known = count - 1 - this.lastNew[place];
    this.lastNew[place] = count;
    if (values === VALUES_MAX) {
      this.values[place] = FREE_FORM;
    } else {
      this.#hashes[at + values] = hash;
      this.values[place]++;
    }
    return values === 0 ? 0 : known;
  }

  /** All places in their order; null for those without a parameter so far. */
  save(): readonly (SavedPlace | null)[] {
    const places = Array.from(this.valueCount, (count, place) => count === 0 ? null : this.#savePlace(place));
    while (places.length > 0 && places[places.length - 1] === null) places.pop();
    return places;
  }

  restore(saved: readonly (SavedPlace | null)[]): void {
    for (const [place, columns] of saved.entries()) {
      if (columns !== null && this.has(place)) this.#restorePlace(place, columns);
    }
  }

  #savePlace(place: number): SavedPlace {
    const hashes = this.#hashes.subarray(place * VALUES_MAX, (place + 1) * VALUES_MAX);
    return [...NAMES.map((name) => this[name][place]), ...hashes];
  }

  #restorePlace(place: number, saved: SavedPlace): void {
    for (const [k, name] of NAMES.entries()) this[name][place] = saved[k];
    this.#hashes.set(saved.slice(NAMES.length, NAMES.length + VALUES_MAX), place * VALUES_MAX);
  }

  #grow(): void {
    for (const name of NAMES) {
      const to = new Float64Array(this[name].length * 2);
      to.set(this[name]);
      this[name] = to;
    }
    const hashes = new Int32Array(this.#hashes.length * 2);
    hashes.set(this.#hashes);
    this.#hashes = hashes;
  }
}

/** The number of a place on the logarithmic scale. */
export function unscaled(x: number): number {
  return x < 0 ? 1 - 2 ** -x : 2 ** x - 1;
}

/** The number on the logarithmic scale. */
function scaled(value: number): number {
  const magnitude = Math.min(MAGNITUDE_MAX, log2Of(1 + Math.abs(value)));
  return value < 0 ? -magnitude : magnitude;
}

function hashOf(bytes: Uint8Array, start: number, end: number): number {
  let hash = 0x811c9dc5 | 0;
  for (let i = start; i < end; i++) hash = Math.imul(hash ^ bytes[i], 0x01000193);
  return hash;
}

function column(): Float64Array<ArrayBuffer> {
  return new Float64Array(FIRST_LENGTH);
}
