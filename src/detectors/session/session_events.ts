/**
 * The events of one session, read out of the table into columns for those who judge it; reused from one to the next.
 */
import { LEVELS, ROWS_MAX, type SessionModel } from "./session_model.ts";
import type { EventNumbers } from "./event_numbers.ts";
import * as table from "./table_layout.ts";
import type { SessionTable } from "./session_table.ts";

const { ENTRY_WORDS, ENTRY_DOUBLES, EVENT, ENTRY_NEXT, COUNT, TIME } = table.ENTRY_FIELDS;
const { WORDS, FIRST_ENTRY } = table.SESSION_FIELDS;

/** Kinds of events of a session that are counted, at most. */
export const EVENTS_MAX = 64;

export class SessionEvents {
  count = 0;
  /** Rows of the model, in the order of their first lines. */
  readonly rows = new Int32Array(EVENTS_MAX);
  /** Number of binary digits of how often each came. */
  readonly levels = new Int32Array(EVENTS_MAX);
  /** Time of each event's first line, ms; NaN where it has none. */
  readonly times = new Float64Array(EVENTS_MAX);
  /** Half octaves of ms from the session's first line on. */
  readonly steps = new Int32Array(EVENTS_MAX);
  /** Entries of the table. */
  readonly entries = new Int32Array(EVENTS_MAX);
  readonly #at = new Int16Array(ROWS_MAX).fill(-1);

  /** Reads a session. Events that have no row in the model are left out; those that turned out to be one are one. */
  read(
    slot: number,
    { words, entryWords, entryDoubles }: SessionTable,
    numbers: EventNumbers,
    model: SessionModel,
  ): void {
    const { rows, levels, times, entries, steps } = this;
    let count = 0;
    let start = Infinity;
    for (
      let entry = words[slot * WORDS + FIRST_ENTRY];
      entry >= 0 && count < EVENTS_MAX;
      entry = entryWords[entry * ENTRY_WORDS + ENTRY_NEXT]
    ) {
      const row = model.rowOf[numbers.canonical[entryWords[entry * ENTRY_WORDS + EVENT]]];
      if (row < 0) continue;
      const time = entryDoubles[entry * ENTRY_DOUBLES + TIME];
      if (time < start) start = time;
      const level = Math.min(LEVELS, 32 - Math.clz32(entryWords[entry * ENTRY_WORDS + COUNT]));
      if (this.#at[row] >= 0) {
        levels[this.#at[row]] = Math.max(level, levels[this.#at[row]]);
        continue;
      }
      this.#at[row] = count;
      rows[count] = row;
      levels[count] = level;
      times[count] = time;
      entries[count++] = entry;
    }
    for (let k = 0; k < count; k++) {
      this.#at[rows[k]] = -1;
      steps[k] = stepOf(times[k] - start);
    }
    this.count = count;
  }

  /** Where an event stands; -1 where the session does not have it. */
  indexOf(row: number): number {
    for (let k = 0; k < this.count; k++) if (this.rows[k] === row) return k;
    return -1;
  }

  has(row: number): boolean {
    return this.indexOf(row) >= 0;
  }

  /** The last event that first came within so many ms after event `k`: that one itself where there is none. */
  latestWithin(k: number, ms: number): number {
    const { times, count } = this;
    const until = times[k] + ms;
    let latest = k;
    for (let other = 0; other < count; other++) {
      if (times[other] >= times[latest] && times[other] <= until) latest = other;
    }
    return latest;
  }

  /** Whether an event came in the second half of the session's time. */
  isLate(row: number): boolean {
    let last = 0;
    for (let k = 0; k < this.count; k++) if (this.steps[k] > last) last = this.steps[k];
    const k = this.indexOf(row);
    return k >= 0 && this.steps[k] >= last - HALF_TIME;
  }
}

/** Half of a time, in half octaves. */
export const HALF_TIME = 2;

/** Half octaves of a time in ms, rounded down; 0 for none. */
export function stepOf(ms: number): number {
  if (!(ms > 0)) return 0;
  const length = ms < LONGEST ? Math.floor(ms) + 1 : LONGEST;
  const octave = 31 - Math.clz32(length);
  return 2 * octave + (length >= Math.SQRT2 * (1 << octave) ? 1 : 0);
}

const LONGEST = 2 ** 30;
