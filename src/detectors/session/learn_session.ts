/**
 * Counts what is new in a session that has gone quiet into the model of what is normal.
 *
 * Where a source is read from its middle on, its first lines are the last ones of sessions that are under way, which
 * would make all that comes before these lines seem rare, and all that comes long after the beginning late. So a
 * session whose first line came soon after the source was first read, compared with how long that is ago, is not one of
 * those of which an event has a share, and tells nothing of how long sessions take. Nor does, in any session, the event
 * of its first line: how late it came is known where a line stands before it.
 */
import type { EventNumbers } from "./event_numbers.ts";
import type { SessionEvents } from "./session_events.ts";
import type { SourceClocks } from "./session_line.ts";
import * as modelColumns from "./session_model.ts";
import type { SessionModel } from "./session_model.ts";
import type { SessionTable } from "./session_table.ts";
import * as layout from "./table_layout.ts";

const { LEVELS, DELAY_STEPS } = modelColumns;
const { ENTRY_WORDS, EVENT, ENTRY_NEXT, SEEN } = layout.ENTRY_FIELDS;
const { WORDS, DOUBLES, FIRST_ENTRY, STATE, SOURCE, WEIGHT } = layout.SESSION_FIELDS;
const { counted: COUNTED, underWay: UNDER_WAY } = layout.STATE_BITS;
/**
 * The part of the time for which a source has been read in which sessions may have been under way at its first line.
 */
const UNDER_WAY_SHARE = 1 / 8;

/** What is learnt from, and into. */
export interface Learning {
  readonly table: SessionTable;
  readonly model: SessionModel;
  readonly events: SessionEvents;
  readonly numbers: EventNumbers;
  readonly clocks: SourceClocks;
}

/** A session that was counted before weighs what it weighed then; of its events only those that are new are counted. */
export function learnSession(slot: number, { table, model, events, numbers, clocks }: Learning): void {
  const { words, doubles, entryWords } = table;
  const isNew = (words[slot * WORDS + STATE] & COUNTED) === 0;
  if (isNew) {
    words[slot * WORDS + STATE] |= COUNTED;
    doubles[slot * DOUBLES + WEIGHT] = model.weight;
  }
  const weight = doubles[slot * DOUBLES + WEIGHT];
  const canonical = numbers.canonical;
  for (
    let entry = words[slot * WORDS + FIRST_ENTRY];
    entry >= 0;
    entry = entryWords[entry * ENTRY_WORDS + ENTRY_NEXT]
  ) model.rowFor(canonical[entryWords[entry * ENTRY_WORDS + EVENT]]);
  events.read(slot, table, numbers, model);
  const { rows, levels, times, entries, steps, count } = events;
  if (isNew) {
    if (mayBeUnderWay(times[0], words[slot * WORDS + SOURCE], clocks)) words[slot * WORDS + STATE] |= UNDER_WAY;
    else model.total += weight;
  }
  const isWhole = (words[slot * WORDS + STATE] & UNDER_WAY) === 0;
  for (let k = 0; k < count; k++) {
    const row = rows[k];
    const seen = entryWords[entries[k] * ENTRY_WORDS + SEEN];
    if (!model.isFine && times[k] % 1000 > 0) model.isFine = true;
    if (seen === 0) {
      model.withEvent[row] += weight;
      if (isWhole && k > 0) model.sinceStart[row * DELAY_STEPS + Math.min(DELAY_STEPS - 1, steps[k])] += weight;
      for (let other = 0; other < count; other++) {
        // what was known before, and what was new in this same go but is earlier
        if (other === k || other > k && entryWords[entries[other] * ENTRY_WORDS + SEEN] === 0) continue;
        if (other < k) model.addPair(rows[other], row, times[k] - times[other], weight);
        else model.addPair(row, rows[other], times[other] - times[k], weight);
      }
    }
    for (let level = seen + 1; level <= levels[k]; level++) model.withCount[row * (LEVELS + 1) + level] += weight;
    if (seen < levels[k]) entryWords[entries[k] * ENTRY_WORDS + SEEN] = levels[k];
  }
}

/** Whether a session that first came at this time may have begun before its source was read. */
function mayBeUnderWay(first: number, source: number, { now, since }: SourceClocks): boolean {
  return first - since[source] < UNDER_WAY_SHARE * (now[source] - since[source]);
}
