/**
 * What is known of each place that parameters fill: a wildcard of a template, or a field of JSON. Of numbers, where
 * they lie and how widely; of anything, the few values that it had if it only ever had a few (place_values.ts).
 *
 * Numbers are taken on a scale of doublings (number_scale.ts). Centre and spread are running means in which what lies
 * far out counts no more than three spreads (Huber, 1964), so an outlier does not hide the next.
 */
import { enlarged } from "../../core/collections/enlarged.ts";
import { finenessFor, scaled, UNIT_FROM, UNIT_UNTIL, unscaled } from "./number_scale.ts";
import { PlaceValues, SAVED_VALUES_WIDTH } from "./place_values.ts";
import { PlaceZeros } from "./place_zeros.ts";

/** Places that are kept; parameters of others are not looked at. */
const PLACES_MAX = 1 << 16;
/** Numbers before a place is judged. */
export const GRACE_NUMBERS = 200;
const MEMORY = 1000;
/** The spread is taken for this at least, in doublings: nothing closer than that many times the limit is far. */
const SPREAD_MIN = .25;
/** Numbers that vary more have no outliers on their lower side. */
const SPREAD_LOW_MAX = .35;
const CLIP = 3;
/** From so many numbers on one of so many ordinary ones is taken for all of them. */
const SETTLED_NUMBERS = 1024;
const SAMPLED = 4;
/** A number so many spreads away is far out, and one within the range of the others at most uncommon. */
const FAR_SPREADS = 8;
const UNCOMMON_SPREADS = 5;
/** Numbers that are the latest; spreads that they are away once they have shifted, when these are wider already. */
const LATEST_NUMBERS = 32;
const SHIFT_SPREADS = 1.25;
/** How far beyond the widest excursion before a shift goes, as a factor, and doublings that it has at least. */
const SHIFT_BEYOND = 1.4;
const SHIFT_MIN = 1;
/** Numbers over which the share of records is taken. */
const RECORD_MEMORY = 48;
/** Share of the latest numbers that are records while a place climbs, while it holds still, and always in a counter. */
const CLIMBING = .4;
const STILL = .1;
const COUNTER_SHARE = .3;
const NEGLIGIBLE = 1e-9;
const FIRST_LENGTH = 256;

/** The numbers that are kept of a place, side by side: all of them are needed at once. */
const COUNT = 0;
/** Centre and spread, and the mean of the latest few; 1 while that is known to be far from the centre. */
const MEAN = 1;
const SPREAD = 2;
const LATEST = 3;
const SHIFTED = 4;
/** Extremes, and how many numbers were far out. */
const LOWEST = 5;
const HIGHEST = 6;
const OUTLIERS = 7;
/** Share of the latest numbers that were the highest ever, how many ever were, the highest when that share was low. */
const RECORDS = 8;
const RECORDS_EVER = 9;
const RECORD_BASE = 10;
/** How far the latest were from the centre in this excursion, and in the widest of those before. */
const PEAK = 11;
const EXCURSION = 12;
/** How many times finer than 1 the unit of the numbers is, less one. */
const FINER = 13;
const WIDTH = 14;
const STRIDE = 16;

/** A place as it is saved: its numbers, then what is kept of its values, and of its zeros. */
export type SavedPlace = readonly number[];

export class Places {
  /** By how many doublings the number last taken lies beyond all before (NaN: see source_statistics.ts), … */
  over = NaN;
  /** … and how many spreads it is from their centre. */
  deviation = NaN;
  #isBelow = false;
  #numbers = new Float64Array(FIRST_LENGTH * STRIDE);
  #room = FIRST_LENGTH;
  readonly values = new PlaceValues();
  readonly zeros = new PlaceZeros();

  /** Makes room for a place; false where there is none any more. */
  has(place: number): boolean {
    if (place < this.#room) return true;
    if (place >= PLACES_MAX) return false;
    while (place >= this.#room) this.#grow();
    return true;
  }

  /** A place begins anew, as another. */
  forget(place: number): void {
    this.#numbers.fill(0, place * STRIDE, (place + 1) * STRIDE);
    this.values.forget(place);
    this.zeros.forget(place);
  }

  /** Numbers that a place had. */
  countOf(place: number): number {
    return this.#numbers[place * STRIDE + COUNT];
  }

  /** Their centre. */
  centreOf(place: number): number {
    const at = place * STRIDE;
    return unscaled(this.#numbers[at + MEAN]) / (1 + this.#numbers[at + FINER]);
  }

  /**
   * Whether the number at `index` of a column is an ordinary one, no further out than others and three spreads, of a
   * place that has had so many that it need not be taken: the next that is taken stands for it. It is counted.
   */
  passes(place: number, column: Float64Array, index: number): boolean {
    const numbers = this.#numbers;
    const at = place * STRIDE;
    const count = numbers[at + COUNT];
    if (count < SETTLED_NUMBERS || (count & (SAMPLED - 1)) === 0) return false;
    const x = scaled(column[index] * (1 + numbers[at + FINER]));
    if (!(x <= numbers[at + HIGHEST] && x >= numbers[at + LOWEST])) return false;
    const spread = numbers[at + SPREAD];
    const far = CLIP * (spread < SPREAD_MIN ? SPREAD_MIN : spread);
    const difference = x - numbers[at + MEAN];
    if (difference > far || difference < -far) return false;
    numbers[at + COUNT] = count + 1;
    return true;
  }

  /**
   * Takes the number at `index` of a column. Sets `over` and `deviation`: a number that is handed over is an object
   * unless the call is inlined, and there are several to a line.
   */
  addNumber(place: number, column: Float64Array, index: number): void {
    const numbers = this.#numbers;
    const at = place * STRIDE;
    if (numbers[at + COUNT] < UNIT_UNTIL && numbers[at + COUNT] >= UNIT_FROM) this.#chooseUnit(place, column[index]);
    const x = scaled(column[index] * (1 + numbers[at + FINER]));
    const count = numbers[at + COUNT]++;
    this.over = this.deviation = 0;
    if (count === 0) {
      numbers[at + MEAN] = numbers[at + LATEST] = x;
      numbers[at + LOWEST] = numbers[at + HIGHEST] = numbers[at + RECORD_BASE] = x;
      numbers[at + SPREAD] = 1;
      return;
    }
    const mean = numbers[at + MEAN];
    this.#isBelow = x < mean;
    const spread = numbers[at + SPREAD];
    const least = spread < SPREAD_MIN ? SPREAD_MIN : spread;
    const difference = x - mean;
    const size = difference < 0 ? -difference : difference;
    const isOrdinary = size <= CLIP * least && x <= numbers[at + HIGHEST] && x >= numbers[at + LOWEST];
    const times = isOrdinary && count >= SETTLED_NUMBERS ? SAMPLED : 1;
    this.#extend(at, x, times);
    const weight = count < MEMORY ? 1 / (count + 1) : times / MEMORY;
    const clipped = size > CLIP * least ? CLIP * least / size : 1;
    numbers[at + MEAN] = mean + difference * clipped * weight;
    const narrower = spread + (size * clipped - spread) * weight;
    numbers[at + SPREAD] = narrower < NEGLIGIBLE ? 0 : narrower;
    const part = count < SETTLED_NUMBERS ? 1 : times / SAMPLED; // one that stands for others weighs as much as they do
    numbers[at + LATEST] += (x - numbers[at + LATEST]) * part / LATEST_NUMBERS;
    if (count < GRACE_NUMBERS) return;
    const deviation = size / least;
    if (deviation >= FAR_SPREADS) numbers[at + OUTLIERS]++;
    // what it had before is no more than uncommon
    this.deviation = this.over > 0 || deviation < UNCOMMON_SPREADS ? deviation : UNCOMMON_SPREADS;
  }

  /**
   * −log2 of the chance that the number last taken, which goes beyond all others, does so by as many doublings as
   * `over`: on the logarithmic scale tails are taken to fall off exponentially, by the spread. Of numbers that vary
   * much, a low one is but one near 0.
   */
  tailBits(place: number): number {
    const spread = Math.max(SPREAD_MIN, this.#numbers[place * STRIDE + SPREAD]);
    if (this.#isBelow && spread > SPREAD_LOW_MAX || this.#isCounter(place)) return 0;
    return this.over / spread / Math.LN2;
  }

  /**
   * How far the number last taken, which goes beyond all others, does so, in ranges of those. Where the logarithms fall
   * off exponentially, however fast, the range of n of them is about their scale times ln n: so beyond it by r ranges
   * is one in n^r, of records that are one in n themselves. That takes nothing for granted of their spread. 0 for one
   * below them: a count or a measure that is 0 for once has begun anew, or was not taken.
   */
  overInRanges(place: number): number {
    if (this.#isBelow) return 0;
    const at = place * STRIDE;
    const range = this.#numbers[at + HIGHEST] - this.#numbers[at + LOWEST] - this.over;
    return this.over / Math.max(SPREAD_MIN, range);
  }

  /** Whether its numbers but rise: counters, serial numbers, which begin anew now and then. */
  #isCounter(place: number): boolean {
    const at = place * STRIDE;
    return this.#numbers[at + RECORDS_EVER] > COUNTER_SHARE * this.#numbers[at + COUNT];
  }

  /** Whether the place had no more numbers that were far out, the last one included, than this share. */
  hasFewOutliers(place: number, shareMax: number): boolean {
    const at = place * STRIDE;
    return this.#numbers[at + OUTLIERS] <= shareMax * this.#numbers[at + COUNT] + 1;
  }

  /**
   * By how many doublings the latest numbers lie above or below all others, when they just came to be that far away as
   * they never are by chance; 0 otherwise.
   */
  shift(place: number): number {
    const numbers = this.#numbers;
    const at = place * STRIDE;
    const away = numbers[at + LATEST] - numbers[at + MEAN];
    const size = away < 0 ? -away : away;
    if (size < numbers[at + PEAK] / 2) {
      if (numbers[at + PEAK] > numbers[at + EXCURSION]) numbers[at + EXCURSION] = numbers[at + PEAK];
      numbers[at + PEAK] = size;
      numbers[at + SHIFTED] = 0;
    } else if (size > numbers[at + PEAK]) {
      numbers[at + PEAK] = size;
    }
    if (size < SHIFT_MIN || numbers[at + SHIFTED] !== 0) return 0;
    if (size < SHIFT_SPREADS * numbers[at + SPREAD] || size < SHIFT_BEYOND * numbers[at + EXCURSION]) return 0;
    // of few values a row of the same comes by chance
    if (this.values.isOpen(place) || this.#isCounter(place)) return 0;
    numbers[at + SHIFTED] = 1;
    return away;
  }

  /**
   * By how many doublings the numbers have climbed since they held still, when most of the latest were the highest of
   * all; 0 for what always climbs, as counters do. Begins anew once it was asked with something to tell.
   */
  climb(place: number, least: number): number {
    const numbers = this.#numbers;
    const at = place * STRIDE;
    if (numbers[at + RECORDS] < CLIMBING || this.#isCounter(place)) return 0;
    const climbed = numbers[at + HIGHEST] - numbers[at + RECORD_BASE];
    if (climbed < least) return 0;
    numbers[at + RECORD_BASE] = numbers[at + HIGHEST];
    return climbed;
  }

  /** All places in their order; null for those without a parameter so far. */
  save(): readonly (SavedPlace | null)[] {
    const places = Array.from({ length: this.#room }, (_, place) => this.#savePlace(place));
    while (places.length > 0 && places[places.length - 1] === null) places.pop();
    return places;
  }

  restore(saved: readonly (SavedPlace | null)[]): void {
    for (const [place, numbers] of saved.entries()) {
      if (numbers === null || !this.has(place)) continue;
      this.#numbers.set(numbers.slice(0, WIDTH), place * STRIDE);
      this.values.restore(place, numbers.slice(WIDTH, WIDTH + SAVED_VALUES_WIDTH));
      this.zeros.restore(place, numbers.slice(WIDTH + SAVED_VALUES_WIDTH));
    }
  }

  /** Takes the numbers in a finer unit from now on, where they are fractions: they begin anew. */
  #chooseUnit(place: number, value: number): void {
    const at = place * STRIDE;
    const fineness = finenessFor(this.centreOf(place), value);
    if (fineness === 1 || this.#numbers[at + FINER] !== 0) return;
    this.#numbers.fill(0, at, at + STRIDE);
    this.#numbers[at + FINER] = fineness - 1;
  }

  /**
   * Holds a number against the highest and lowest of its place, and takes it as so many; sets
   * how far beyond them it is.
   */
  #extend(at: number, x: number, times: number): void {
    const numbers = this.#numbers;
    const above = x - numbers[at + HIGHEST];
    const below = numbers[at + LOWEST] - x;
    // what decays for ever ends as a number so small that processors are slow with it
    const before = numbers[at + RECORDS];
    const share = before < NEGLIGIBLE ? 0 : before * (1 - times / RECORD_MEMORY);
    numbers[at + RECORDS] = share;
    if (above > 0) {
      numbers[at + HIGHEST] = x;
      numbers[at + RECORDS] = share + 1 / RECORD_MEMORY;
      numbers[at + RECORDS_EVER]++;
    } else if (below > 0) {
      numbers[at + LOWEST] = x;
    }
    if (share < STILL) numbers[at + RECORD_BASE] = numbers[at + HIGHEST];
    this.over = above > below ? above : below;
  }

  #savePlace(place: number): SavedPlace | null {
    const numbers = this.#numbers.subarray(place * STRIDE, place * STRIDE + WIDTH);
    const values = this.values.save(place);
    return values === undefined ? null : [...numbers, ...values, ...this.zeros.save(place)];
  }

  #grow(): void {
    this.#room *= 2;
    this.#numbers = enlarged(this.#numbers, this.#room * STRIDE);
    this.values.grow(this.#room);
    this.zeros.grow(this.#room);
  }
}
