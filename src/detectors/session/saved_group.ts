/** The state of a group of sessions as plain JSON: what a run goes on from as if it had never stopped. */
import { DELAY_STEPS, LEVELS, ROWS_MAX, type SessionModel } from "./session_model.ts";
import * as table from "./table_layout.ts";
import type { SessionTable } from "./session_table.ts";

const { WORDS, DOUBLES, HASH1, HASH2, FIRST_ENTRY, LINES, STATE, SOURCE, LAST, LAST_LINE, BIRTH, WEIGHT } =
  table.SESSION_FIELDS;
const { ENTRY_WORDS, ENTRY_DOUBLES, EVENT, ENTRY_NEXT, COUNT, SEEN, TIME, LINE } = table.ENTRY_FIELDS;
const R = ROWS_MAX;
const SESSION_NUMBERS = 15;
const ENTRY_NUMBERS = 8;

export interface SavedTable {
  readonly births: number;
  /** Names, byte by byte as characters, of the resting sessions and then of the active ones, each in the order of their lists. */
  readonly names: readonly string[];
  /** For each session its numbers, how many entries it has, and theirs. */
  readonly numbers: readonly number[];
}

export function saveTable(of: SessionTable): SavedTable {
  const { words, doubles, entryWords, entryDoubles } = of;
  const names: string[] = [];
  const numbers: number[] = [];
  for (const list of [1, 0] as const) {
    for (const slot of of.list(list)) {
      names.push(String.fromCharCode(...of.nameBytes(slot)));
      const at = slot * WORDS;
      const to = slot * DOUBLES;
      numbers.push(words[at + HASH1], words[at + HASH2], words[at + LINES], words[at + STATE], words[at + SOURCE]);
      numbers.push(doubles[to + LAST], doubles[to + LAST_LINE], doubles[to + BIRTH], doubles[to + WEIGHT]);
      numbers.push(of.lineScore[slot], of.lineDetector[slot], of.tries[slot]);
      numbers.push(of.mainReason[slot], of.mainRate[slot], of.lowestRate[slot]);
      const count = numbers.push(0) - 1;
      for (let entry = words[at + FIRST_ENTRY]; entry >= 0; entry = entryWords[entry * ENTRY_WORDS + ENTRY_NEXT]) {
        const word = entry * ENTRY_WORDS;
        const double = entry * ENTRY_DOUBLES;
        numbers.push(entryWords[word + EVENT], entryWords[word + COUNT], entryWords[word + SEEN]);
        numbers.push(entryDoubles[double + TIME], entryDoubles[double + LINE]);
        numbers.push(of.entryOffset[entry], of.entryNumber[entry], of.entryStream[entry]);
        numbers[count]++;
      }
    }
  }
  return { births: of.births, names, numbers };
}

export function restoreTable(of: SessionTable, { births, names, numbers }: SavedTable): void {
  let at = 0;
  for (const name of names) {
    const bytes = Uint8Array.from(name, (character) => character.charCodeAt(0));
    const [hash1, hash2, lines, state, source, last, lastLine, birth, weight] = numbers.slice(at, at + 9);
    const slot = of.make(hash1, hash2, bytes, 0, bytes.length);
    [of.lineScore[slot], of.lineDetector[slot], of.tries[slot]] = numbers.slice(at + 9, at + 12);
    [of.mainReason[slot], of.mainRate[slot], of.lowestRate[slot]] = numbers.slice(at + 12, at + SESSION_NUMBERS);
    const count = numbers[at + SESSION_NUMBERS];
    at += SESSION_NUMBERS + 1;
    for (let k = 0, after = -1; k < count; k++, at += ENTRY_NUMBERS) {
      const [event, times, seen, time, line, offset, number, stream] = numbers.slice(at, at + ENTRY_NUMBERS);
      after = of.addEntry(slot, after, event, time, line);
      of.entryWords[after * ENTRY_WORDS + COUNT] = times;
      of.entryWords[after * ENTRY_WORDS + SEEN] = seen;
      of.entryOffset[after] = offset;
      of.entryNumber[after] = number;
      of.entryStream[after] = stream;
    }
    if ((state & table.STATE_BITS.resting) !== 0) of.rest(slot);
    of.words[slot * WORDS + LINES] = lines;
    of.words[slot * WORDS + STATE] = state;
    of.words[slot * WORDS + SOURCE] = source;
    of.doubles[slot * DOUBLES + LAST] = last;
    of.doubles[slot * DOUBLES + LAST_LINE] = lastLine;
    of.doubles[slot * DOUBLES + BIRTH] = birth;
    of.doubles[slot * DOUBLES + WEIGHT] = weight;
  }
  of.births = births;
}

export interface SavedModel {
  readonly total: number;
  readonly weight: number;
  readonly quiet: number;
  readonly isFine: boolean;
  readonly events: readonly number[];
  readonly columns: readonly (readonly number[])[];
  readonly pairs: readonly (readonly (number | null)[])[];
}

export function saveModel(model: SessionModel): SavedModel {
  const { total, weight, quiet, isFine, rows, eventOf } = model;
  const block = (column: Float64Array | Float32Array) => {
    const cells: (number | null)[] = [];
    for (let row = 0; row < rows; row++) {
      for (let k = 0; k < rows; k++) cells.push(Number.isNaN(column[row * R + k]) ? null : column[row * R + k]);
    }
    return cells;
  };
  return {
    total,
    weight,
    quiet,
    isFine,
    events: [...eventOf.subarray(0, rows)],
    columns: [
      [...model.withEvent.subarray(0, rows)],
      [...model.totalBefore.subarray(0, rows)],
      [...model.withCount.subarray(0, rows * (LEVELS + 1))],
      [...model.sinceStart.subarray(0, rows * DELAY_STEPS)],
    ],
    pairs: [block(model.withBoth), block(model.before), block(model.delay)],
  };
}

export function restoreModel(model: SessionModel, saved: SavedModel): void {
  const { total, weight, quiet, isFine, events, columns, pairs } = saved;
  model.total = total;
  model.weight = weight;
  model.quiet = quiet;
  model.isFine = isFine;
  model.rows = events.length;
  model.eventOf.set(events);
  for (const [row, event] of events.entries()) if (event >= 0) model.rowOf[event] = row;
  model.withEvent.set(columns[0]);
  model.totalBefore.set(columns[1]);
  model.withCount.set(columns[2]);
  model.sinceStart.set(columns[3]);
  for (const [index, column] of [model.withBoth, model.before, model.delay].entries()) {
    for (const [k, cell] of pairs[index].entries()) {
      column[Math.floor(k / events.length) * R + k % events.length] = cell ?? NaN;
    }
  }
}
