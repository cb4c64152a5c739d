/**
 * How sessions and their events lie in typed arrays: a session is 64 bytes, of which the first half are Int32 words and the
 * second doubles; an event of it is an entry of 32.
 */

const WORDS = 16;
const DOUBLES = 8;
const HASH1 = 0;
const HASH2 = 1;
const PREVIOUS = 2;
const NEXT = 3;
const FIRST_ENTRY = 4;
const LINES = 5;
const STATE = 6;
const SOURCE = 7;
const LAST = 4;
const LAST_LINE = 5;
const BIRTH = 6;
const WEIGHT = 7;

// and an entry
const ENTRY_WORDS = 8;
const ENTRY_DOUBLES = 4;
const EVENT = 0;
const ENTRY_NEXT = 1;
const COUNT = 2;
const SEEN = 3;
const TIME = 2;
const LINE = 3;

/** State of a session, as bits. */
export const STATE_BITS = { resting: 1, counted: 2, judged: 4, queued: 8, flagged: 16, underWay: 32 } as const;

/** Where what stands in a session's words and doubles, and in an entry's. */
export const SESSION_FIELDS = {
  WORDS,
  DOUBLES,
  HASH1,
  HASH2,
  PREVIOUS,
  NEXT,
  FIRST_ENTRY,
  LINES,
  STATE,
  SOURCE,
  LAST,
  LAST_LINE,
  BIRTH,
  WEIGHT,
} as const;
export const ENTRY_FIELDS = { ENTRY_WORDS, ENTRY_DOUBLES, EVENT, ENTRY_NEXT, COUNT, SEEN, TIME, LINE } as const;
