/**
 * What is normal for sessions: how many of them have an event, two events, an event so and so often, one event before
 * another, and how long one follows on another. Learnt from each session when it has gone quiet, and again from what is
 * new in it when it went on. All counts fade with a half-life in sessions: instead of making old ones smaller, each new
 * session weighs a little more than the one before, and now and then all is scaled down.
 *
 * An event has a row in the matrices while it is among the most frequent; rows are given out anew, event numbers never.
 */
import { EVENT_NUMBERS_MAX } from "./event_numbers.ts";

/** Events that are known at a time. */
export const ROWS_MAX = 256;
/** Levels of counts: how many doublings. */
export const LEVELS = 24;
/** Steps of delays: half octaves of ms. */
export const DELAY_STEPS = 64;
const HALF_LIFE = 20_000;
const GROWTH = 2 ** (1 / HALF_LIFE);
const WEIGHT_MAX = 1e12;
/** The usual longest delay follows what it sees: up by much, down by little, so that about 1 of 100 is longer. */
const DELAY_UP = .495;
const DELAY_DOWN = .005;
const R = ROWS_MAX;

export class SessionModel {
  /** Weight of the sessions seen. */
  total = 0;
  /** Weight of a session now. */
  weight = 1;
  /** Times are told in parts of a second: until one is, a clock of whole seconds is what there is. */
  isFine = false;
  /** Sessions that have gone quiet, each time they did. */
  quiet = 0;
  /** Row by event number, and back; -1 for none. */
  rowOf = new Int16Array(EVENT_NUMBERS_MAX).fill(-1);
  readonly eventOf = new Int32Array(R).fill(-1);
  rows = 0;
  /** By row: sessions with the event. */
  readonly withEvent = new Float64Array(R);
  /** By row: `total` when the event first came. */
  readonly totalBefore = new Float64Array(R);
  /** By two rows: sessions with both. */
  readonly withBoth = new Float64Array(R * R);
  /** By two rows: sessions in which the first is the earlier one by the clock. */
  readonly before = new Float64Array(R * R);
  /** By two rows: log2(1 + ms) after which nearly all of the second have followed the first; NaN where none did. */
  readonly delay = new Float32Array(R * R).fill(NaN);
  /** By row and level: sessions with the event at least 2^(level-1) times. */
  readonly withCount = new Float64Array(R * (LEVELS + 1));
  /** By row and step: sessions in which the event first came so long after the session's first line, another one's. */
  readonly sinceStart = new Float64Array(R * DELAY_STEPS);

  /**
   * A session has gone quiet: counts weigh more from now on. Returns by what all weights must be multiplied, mostly 1.
   */
  advance(): number {
    this.quiet++;
    this.weight *= GROWTH;
    return this.weight > WEIGHT_MAX ? this.#scaleDown() : 1;
  }

  /** The row of an event number, made where it has none: of the rarest when all are taken. */
  rowFor(event: number): number {
    let row = this.rowOf[event];
    if (row >= 0) return row;
    if (this.rows < R) row = this.rows++;
    else {
      row = 0;
      for (let k = 1; k < R; k++) if (this.withEvent[k] < this.withEvent[row]) row = k;
      this.#clear(row);
    }
    this.rowOf[event] = row;
    this.eventOf[row] = event;
    this.totalBefore[row] = this.total;
    return row;
  }

  /** Notes that two events came in one session, the first `first` earlier in its lines, `ms` later by the clock. */
  addPair(earlier: number, later: number, ms: number, weight: number): void {
    const forth = earlier * R + later;
    this.withBoth[forth] += weight;
    this.withBoth[later * R + earlier] += weight;
    if (ms === ms) {
      if (ms > 0) this.before[forth] += weight;
      else if (ms < 0) this.before[later * R + earlier] += weight;
      const length = Math.log2(1 + Math.abs(ms));
      const usual = this.delay[forth];
      this.delay[forth] = usual !== usual
        ? length
        : length > usual
        ? usual + DELAY_UP
        : Math.max(0, usual - DELAY_DOWN);
    }
  }

  /** The longest that the second of two events usually takes to follow the first, ms. */
  usualMs(row: number, follower: number): number {
    return 2 ** this.delay[row * R + follower] - 1;
  }

  /** Two events turned out to be one: what is known of both is added up, as far as it can be. */
  merge(from: number, into: number): void {
    const old = this.rowOf[from];
    if (old < 0) return;
    const row = this.rowOf[into];
    if (row < 0) {
      this.rowOf[into] = old;
      this.eventOf[old] = into;
      this.rowOf[from] = -1;
      return;
    }
    this.totalBefore[row] = Math.min(this.totalBefore[row], this.totalBefore[old]);
    this.withEvent[row] += this.withEvent[old] - this.withBoth[old * R + row];
    for (let k = 0; k < this.rows; k++) {
      if (k === old || k === row) continue;
      const most = Math.min(this.withEvent[row], this.withEvent[k]);
      const both = Math.min(most, this.withBoth[row * R + k] + this.withBoth[old * R + k]);
      this.withBoth[row * R + k] = this.withBoth[k * R + row] = both;
      this.before[row * R + k] = Math.min(both, this.before[row * R + k] + this.before[old * R + k]);
      this.before[k * R + row] = Math.min(both, this.before[k * R + row] + this.before[k * R + old]);
      this.delay[row * R + k] = longer(this.delay[row * R + k], this.delay[old * R + k]);
      this.delay[k * R + row] = longer(this.delay[k * R + row], this.delay[k * R + old]);
    }
    for (let level = 0; level <= LEVELS; level++) {
      this.withCount[row * (LEVELS + 1) + level] += this.withCount[old * (LEVELS + 1) + level];
    }
    for (let step = 0; step < DELAY_STEPS; step++) {
      this.sinceStart[row * DELAY_STEPS + step] += this.sinceStart[old * DELAY_STEPS + step];
    }
    this.#clear(old);
  }

  /** Empties a row; it is free for another event where it is not the last. */
  #clear(row: number): void {
    if (this.eventOf[row] >= 0) this.rowOf[this.eventOf[row]] = -1;
    this.eventOf[row] = -1;
    this.withEvent[row] = 0;
    this.withCount.fill(0, row * (LEVELS + 1), (row + 1) * (LEVELS + 1));
    this.sinceStart.fill(0, row * DELAY_STEPS, (row + 1) * DELAY_STEPS);
    for (let k = 0; k < R; k++) {
      this.withBoth[row * R + k] = this.withBoth[k * R + row] = 0;
      this.before[row * R + k] = this.before[k * R + row] = 0;
      this.delay[row * R + k] = this.delay[k * R + row] = NaN;
    }
  }

  #scaleDown(): number {
    const factor = 1 / this.weight;
    this.total *= factor;
    this.weight = 1;
    for (
      const column of [this.withEvent, this.totalBefore, this.withBoth, this.before, this.withCount, this.sinceStart]
    ) {
      for (let k = 0; k < column.length; k++) column[k] *= factor;
    }
    return factor;
  }
}

function longer(a: number, b: number): number {
  return a !== a ? b : b !== b ? a : Math.max(a, b);
}
