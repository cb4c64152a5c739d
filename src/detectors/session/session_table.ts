/**
 * The sessions that are remembered: in one list those that lines come of, in another those that have gone quiet, each
 * from the one that was silent for longest to the newest. All in typed arrays: a session is one cache line of 64 bytes,
 * each kind of event that came in it an entry of half a one, in a chain in the order of their first coming. A line
 * walks its session's chain, so entries are given out in blocks, in which they lie beside each other. A log may bring a
 * new session with every line, so making and forgetting one must cost little.
 *
 * Arrays grow by doubling up to the named maxima.
 */

import { enlarged } from "../../core/collections/enlarged.ts";
import * as layout from "./table_layout.ts";

// V8 looks an import up at every use, and folds only what is of this file
const { STATE_BITS } = layout;
const { WORDS, DOUBLES, HASH1, HASH2, PREVIOUS, NEXT, FIRST_ENTRY, LINES, STATE, BIRTH, WEIGHT } =
  layout.SESSION_FIELDS;
const { ENTRY_WORDS, ENTRY_DOUBLES, EVENT, ENTRY_NEXT, COUNT, SEEN, TIME, LINE } = layout.ENTRY_FIELDS;

/** Sessions that lines come of, at most, and as many that are at rest. */
export const LIST_MAX = 1 << 14;
/** Kinds of events in all sessions together, at most. */
export const ENTRIES_MAX = 1 << 18;
/** Bytes of a session's name that are kept here; the rest of longer names stands aside. */
const NAME_BYTES = 48;
const SLOTS_FIRST = 1 << 10;
const ENTRIES_FIRST = 1 << 13;
/** Entries that a session is given at a time: two cache lines. */
const BLOCK = 4;

export class SessionTable {
  words = new Int32Array(0);
  doubles = new Float64Array(0);
  names = new Uint8Array(0);
  nameLength = new Uint8Array(0);
  /** Highest score of the session's lines, and the index of the detector that gave it. */
  lineScore = new Float32Array(0);
  lineDetector = new Uint8Array(0);
  /** How often a session was judged in vain; its main reason and that one's rate; the lowest rate there ever was. */
  tries = new Uint8Array(0);
  mainReason = new Int32Array(0);
  mainRate = new Float32Array(0);
  lowestRate = new Float32Array(0);
  entryWords = new Int32Array(0);
  entryDoubles = new Float64Array(0);
  /** Where an entry's first line stands: offset in its stream, number there, and which stream. */
  entryOffset = new Float64Array(0);
  entryNumber = new Float64Array(0);
  entryStream = new Int32Array(0);
  active = 0;
  resting = 0;
  entries = 0;
  /** Sessions that were ever made. */
  births = 0;
  readonly #longNames = new Map<number, Uint8Array>();
  /** Open addressing: pairs of a slot, -1 for none, and its first hash, half of them empty. */
  #index = new Int32Array(0);
  #mask = 0;
  #freeSlot = -1;
  /** The first entry of a free block; its next entry is that of the next free block. */
  #freeBlock = -1;
  // heads and tails of the lists of active (0) and resting (1) sessions
  readonly #head = [-1, -1];
  readonly #tail = [-1, -1];

  constructor() {
    this.#growSlots();
    this.#growEntries();
  }

  /** The slot of a session; -1 where it is not known. */
  find(hash1: number, hash2: number): number {
    const { words } = this;
    const index = this.#index;
    const mask = this.#mask;
    for (let at = (hash1 << 1) & mask;; at = (at + 2) & mask) {
      const slot = index[at];
      if (slot < 0) return -1;
      if (index[at + 1] === hash1 && words[slot * WORDS + HASH2] === hash2) return slot;
    }
  }

  /** Makes a session, the newest active one. There must be room (`isFull`). */
  make(hash1: number, hash2: number, bytes: Uint8Array, start: number, end: number): number {
    if (this.#freeSlot < 0) this.#growSlots();
    const slot = this.#freeSlot;
    const at = slot * WORDS;
    const { words } = this;
    this.#freeSlot = words[at + NEXT];
    words[at + HASH1] = hash1;
    words[at + HASH2] = hash2;
    words[at + FIRST_ENTRY] = -1;
    words[at + LINES] = 0;
    words[at + STATE] = 0;
    this.doubles[slot * DOUBLES + BIRTH] = this.births++;
    this.doubles[slot * DOUBLES + WEIGHT] = 0;
    this.lineScore[slot] = 0;
    this.mainReason[slot] = 0;
    this.mainRate[slot] = this.lowestRate[slot] = 1;
    this.#setName(slot, bytes, start, end);
    this.#insert(slot, hash1);
    this.#append(slot, 0);
    return slot;
  }

  /** A line of the session has come: it is the newest active one. */
  touch(slot: number): void {
    const list = this.words[slot * WORDS + STATE] & STATE_BITS.resting;
    if (list === 0 && this.#tail[0] === slot) return;
    this.#remove(slot, list);
    this.words[slot * WORDS + STATE] &= ~STATE_BITS.resting;
    this.#append(slot, 0);
  }

  /** The session has gone quiet. */
  rest(slot: number): void {
    this.#remove(slot, 0);
    this.words[slot * WORDS + STATE] |= STATE_BITS.resting;
    this.#append(slot, 1);
  }

  /** The active or resting session that was silent for longest; -1 where there is none. */
  oldest(list: 0 | 1): number {
    return this.#head[list];
  }

  /** Forgets a session. */
  free(slot: number): void {
    const at = slot * WORDS;
    const { words, entryWords } = this;
    this.#remove(slot, words[at + STATE] & STATE_BITS.resting);
    this.#delete(slot);
    for (let entry = words[at + FIRST_ENTRY]; entry >= 0;) {
      const next = entryWords[entry * ENTRY_WORDS + ENTRY_NEXT];
      if (entry % BLOCK === 0) this.#freeBlockAt(entry);
      this.entries--;
      entry = next;
    }
    words[at + FIRST_ENTRY] = -1;
    words[at + NEXT] = this.#freeSlot;
    this.#freeSlot = slot;
    if (this.#longNames.size > 0) this.#longNames.delete(slot);
  }

  /** Adds an entry at the end of a session's chain, whose last entry is `after` (-1 for none). There must be room. */
  addEntry(slot: number, after: number, event: number, time: number, line: number): number {
    const entry = after >= 0 && after % BLOCK < BLOCK - 1 ? after + 1 : this.#takeBlock();
    const at = entry * ENTRY_WORDS;
    const { entryWords } = this;
    this.entries++;
    entryWords[at + EVENT] = event;
    entryWords[at + ENTRY_NEXT] = -1;
    entryWords[at + COUNT] = 1;
    entryWords[at + SEEN] = 0;
    this.entryDoubles[entry * ENTRY_DOUBLES + TIME] = time;
    this.entryDoubles[entry * ENTRY_DOUBLES + LINE] = line;
    if (after < 0) this.words[slot * WORDS + FIRST_ENTRY] = entry;
    else entryWords[after * ENTRY_WORDS + ENTRY_NEXT] = entry;
    return entry;
  }

  isOutOfEntries(): boolean {
    return this.#freeBlock < 0 && this.entryStream.length >= ENTRIES_MAX;
  }

  /** What names the session, as it stood in the lines. */
  nameOf(slot: number): string {
    return decoder.decode(this.nameBytes(slot));
  }

  nameBytes(slot: number): Uint8Array {
    const at = slot * NAME_BYTES;
    return this.#longNames.get(slot) ?? this.names.subarray(at, at + this.nameLength[slot]);
  }

  /** All sessions of a list, the one that was silent for longest first. */
  *list(list: 0 | 1): Generator<number> {
    for (let slot = this.#head[list]; slot >= 0; slot = this.words[slot * WORDS + NEXT]) yield slot;
  }

  /** The order in which sessions began. */
  birthOf(slot: number): number {
    return this.doubles[slot * DOUBLES + BIRTH];
  }

  #setName(slot: number, bytes: Uint8Array, start: number, end: number): void {
    const length = end - start;
    if (length > NAME_BYTES) {
      this.#longNames.set(slot, bytes.slice(start, end));
      return;
    }
    const { names } = this;
    this.nameLength[slot] = length;
    for (let i = 0, to = slot * NAME_BYTES; i < length; i++) names[to + i] = bytes[start + i];
  }

  #append(slot: number, list: 0 | 1): void {
    const { words } = this;
    const tail = this.#tail[list];
    words[slot * WORDS + PREVIOUS] = tail;
    words[slot * WORDS + NEXT] = -1;
    if (tail < 0) this.#head[list] = slot;
    else words[tail * WORDS + NEXT] = slot;
    this.#tail[list] = slot;
    if (list === 0) this.active++;
    else this.resting++;
  }

  #remove(slot: number, list: number): void {
    const { words } = this;
    const previous = words[slot * WORDS + PREVIOUS];
    const next = words[slot * WORDS + NEXT];
    if (previous < 0) this.#head[list] = next;
    else words[previous * WORDS + NEXT] = next;
    if (next < 0) this.#tail[list] = previous;
    else words[next * WORDS + PREVIOUS] = previous;
    if (list === 0) this.active--;
    else this.resting--;
  }

  #insert(slot: number, hash1: number): void {
    const index = this.#index;
    let at = (hash1 << 1) & this.#mask;
    while (index[at] >= 0) at = (at + 2) & this.#mask;
    index[at] = slot;
    index[at + 1] = hash1;
  }

  /** Linear probing without marks for what was deleted: what follows moves up (Knuth 6.4, algorithm R). */
  #delete(slot: number): void {
    const index = this.#index;
    const mask = this.#mask;
    let hole = (this.words[slot * WORDS + HASH1] << 1) & mask;
    while (index[hole] !== slot) hole = (hole + 2) & mask;
    for (let at = (hole + 2) & mask; index[at] >= 0; at = (at + 2) & mask) {
      const home = (index[at + 1] << 1) & mask;
      if (((at - home) & mask) < ((at - hole) & mask)) continue;
      index[hole] = index[at];
      index[hole + 1] = index[at + 1];
      hole = at;
    }
    index[hole] = -1;
  }

  #growSlots(): void {
    const before = this.lineDetector.length;
    // one more than both lists hold, for the session that is just coming
    const length = before === 0 ? SLOTS_FIRST : before * 2;
    this.words = enlarged(this.words, length * WORDS);
    this.doubles = new Float64Array(this.words.buffer);
    this.names = enlarged(this.names, length * NAME_BYTES);
    this.nameLength = enlarged(this.nameLength, length);
    this.lineScore = enlarged(this.lineScore, length);
    this.lineDetector = enlarged(this.lineDetector, length);
    this.tries = enlarged(this.tries, length);
    this.mainReason = enlarged(this.mainReason, length);
    this.mainRate = enlarged(this.mainRate, length);
    this.lowestRate = enlarged(this.lowestRate, length);
    for (let slot = length - 1; slot >= before; slot--) {
      this.words[slot * WORDS + NEXT] = this.#freeSlot;
      this.words[slot * WORDS + FIRST_ENTRY] = -1;
      this.#freeSlot = slot;
    }
    this.#index = new Int32Array(length * 4).fill(-1);
    this.#mask = length * 4 - 2;
    for (const list of [0, 1] as const) {
      for (const slot of this.list(list)) this.#insert(slot, this.words[slot * WORDS + HASH1]);
    }
  }

  /** The first entry of a block of free ones. */
  #takeBlock(): number {
    if (this.#freeBlock < 0) this.#growEntries();
    const entry = this.#freeBlock;
    this.#freeBlock = this.entryWords[entry * ENTRY_WORDS + ENTRY_NEXT];
    return entry;
  }

  #freeBlockAt(entry: number): void {
    this.entryWords[entry * ENTRY_WORDS + ENTRY_NEXT] = this.#freeBlock;
    this.#freeBlock = entry;
  }

  #growEntries(): void {
    const before = this.entryStream.length;
    const length = before === 0 ? ENTRIES_FIRST : before * 2;
    this.entryWords = enlarged(this.entryWords, length * ENTRY_WORDS);
    this.entryDoubles = new Float64Array(this.entryWords.buffer);
    this.entryOffset = enlarged(this.entryOffset, length);
    this.entryNumber = enlarged(this.entryNumber, length);
    this.entryStream = enlarged(this.entryStream, length);
    for (let entry = length - BLOCK; entry >= before; entry -= BLOCK) this.#freeBlockAt(entry);
  }
}

const decoder = new TextDecoder();
