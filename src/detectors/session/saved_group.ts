/** The state of a group of sessions as plain JSON: what a run goes on from as if it had never stopped. */
import { Packer, Unpacker } from "../../core/collections/packed.ts";
import type { SavedQueue } from "./due_queue.ts";
import type { SavedReasons } from "./kept_reasons.ts";
import type { SavedPace } from "./pace.ts";
import type { SavedJudge } from "./session_judge.ts";
import { DELAY_STEPS, LEVELS, ROWS_MAX, type SessionModel } from "./session_model.ts";
import * as table from "./table_layout.ts";
import type { SessionTable } from "./session_table.ts";
import type { SavedGuard } from "./volume_guard.ts";

const { WORDS, DOUBLES, HASH1, HASH2, FIRST_ENTRY, LINES, STATE, SOURCE, LAST, LAST_LINE, BIRTH, WEIGHT } =
  table.SESSION_FIELDS;
const { ENTRY_WORDS, ENTRY_DOUBLES, EVENT, ENTRY_NEXT, COUNT, SEEN, TIME, LINE } = table.ENTRY_FIELDS;
const R = ROWS_MAX;
/** In the place of an event's number. */
const NO_ENTRY = -1;

export interface SavedGroup {
  readonly table: SavedTable;
  readonly model: SavedModel;
  readonly guard: SavedGuard;
  readonly judge: SavedJudge;
  readonly queue: SavedQueue;
  readonly kept: SavedReasons;
  readonly pace: SavedPace;
  readonly nextCheck: number;
  readonly crowdedOut: number;
}

export interface SavedTable {
  readonly births: number;
  readonly sessions: number;
  /**
   * The resting sessions and then the active ones, each in the order of their lists: name, numbers, those of the
   * entries, and `NO_ENTRY` (core/collections/packed.ts).
   */
  readonly packed: string;
}

export function saveTable(of: SessionTable): SavedTable {
  const { words, doubles, entryWords, entryDoubles } = of;
  const packer = new Packer();
  let sessions = 0;
  for (const list of [1, 0] as const) {
    for (const slot of of.list(list)) {
      sessions++;
      packer.bytes(of.nameBytes(slot));
      const at = slot * WORDS;
      const to = slot * DOUBLES;
      packer.number(words[at + HASH1]);
      packer.number(words[at + HASH2]);
      packer.number(words[at + LINES]);
      packer.number(words[at + STATE]);
      packer.number(words[at + SOURCE]);
      packer.number(doubles[to + LAST]);
      packer.number(doubles[to + LAST_LINE]);
      packer.number(doubles[to + BIRTH]);
      packer.number(doubles[to + WEIGHT]);
      packer.number(of.lineScore[slot]);
      packer.number(of.lineDetector[slot]);
      packer.number(of.tries[slot]);
      packer.number(of.mainReason[slot]);
      packer.number(of.mainRate[slot]);
      packer.number(of.lowestRate[slot]);
      for (let entry = words[at + FIRST_ENTRY]; entry >= 0; entry = entryWords[entry * ENTRY_WORDS + ENTRY_NEXT]) {
        const word = entry * ENTRY_WORDS;
        const double = entry * ENTRY_DOUBLES;
        packer.number(entryWords[word + EVENT]);
        packer.number(entryWords[word + COUNT]);
        packer.number(entryWords[word + SEEN]);
        packer.number(entryDoubles[double + TIME]);
        packer.number(entryDoubles[double + LINE]);
        packer.number(of.entryOffset[entry]);
        packer.number(of.entryNumber[entry]);
        packer.number(of.entryStream[entry]);
      }
      packer.number(NO_ENTRY);
    }
  }
  return { births: of.births, sessions, packed: packer.text() };
}

/** Throws RangeError or SyntaxError where what is packed is damaged. */
export function restoreTable(of: SessionTable, { births, sessions, packed }: SavedTable): void {
  const unpacker = new Unpacker(packed);
  for (let session = 0; session < sessions; session++) {
    const name = unpacker.bytes();
    const slot = of.make(unpacker.number(), unpacker.number(), name, 0, name.length);
    const at = slot * WORDS;
    const to = slot * DOUBLES;
    const lines = unpacker.number();
    const state = unpacker.number();
    of.words[at + SOURCE] = unpacker.number();
    of.doubles[to + LAST] = unpacker.number();
    of.doubles[to + LAST_LINE] = unpacker.number();
    of.doubles[to + BIRTH] = unpacker.number();
    of.doubles[to + WEIGHT] = unpacker.number();
    of.lineScore[slot] = unpacker.number();
    of.lineDetector[slot] = unpacker.number();
    of.tries[slot] = unpacker.number();
    of.mainReason[slot] = unpacker.number();
    of.mainRate[slot] = unpacker.number();
    of.lowestRate[slot] = unpacker.number();
    let entry = -1;
    for (let event = unpacker.number(); event !== NO_ENTRY; event = unpacker.number()) {
      const count = unpacker.number();
      const seen = unpacker.number();
      entry = of.addEntry(slot, entry, event, unpacker.number(), unpacker.number());
      of.entryWords[entry * ENTRY_WORDS + COUNT] = count;
      of.entryWords[entry * ENTRY_WORDS + SEEN] = seen;
      of.entryOffset[entry] = unpacker.number();
      of.entryNumber[entry] = unpacker.number();
      of.entryStream[entry] = unpacker.number();
    }
    if ((state & table.STATE_BITS.resting) !== 0) of.rest(slot);
    of.words[at + LINES] = lines;
    of.words[at + STATE] = state;
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
