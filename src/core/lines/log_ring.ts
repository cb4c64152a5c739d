/**
 * The newest lines of a run, as bytes and columns in two rings: what the log view shows, and where the lines around an
 * anomaly come from, also for standard input and files that were rotated away.
 *
 * Bytes and columns are copied as they stand in a batch, each in one go (30 ns a line in all, where a loop over the
 * lines takes 75): what a line's place follows from is put together when somebody looks at it.
 */
import type { Batch } from "./batch.ts";
import { partitionPoint } from "../collections/partition_point.ts";

/** Bytes of lines that are kept, and lines, at most. */
const RING_BYTES = 8 << 20;
const RING_LINES = 1 << 16;
/**
 * Sources that are told apart, as a column of 16 bits can; the lines of those after them are shown as of no one source.
 */
const SOURCES_MAX = 0xffff;
const FURTHER_SOURCES = "(further sources)";
/** Of an offset, what is its place in a word of eight bytes. */
const WORD_MASK = 7;

/** What is kept of a line beside its text. */
export interface RingColumns {
  readonly lines: number;
  readonly template: Int32Array;
  readonly continuation: Uint8Array;
  readonly time: Float64Array;
}

export class LogRing {
  /** Number of the oldest line that is kept, and of the line after the newest, counted from the first line of all. */
  first = 0;
  next = 0;
  readonly #bytes: Uint8Array;
  readonly #linesMask: number;
  /** Bytes that were written in all; a line's place is this modulo the ring's length. */
  #written = 0;
  /** Where the first byte of a line's batch would stand, and its own place in the batch. */
  readonly #base: Float64Array;
  readonly #start: Uint32Array;
  readonly #end: Uint32Array;
  readonly #messageStart: Uint32Array;
  readonly #messageEnd: Uint32Array;
  readonly #time: Float64Array;
  readonly #template: Int32Array;
  readonly #source: Uint16Array;
  /** What a line's number here has to be added to for its number in its file. */
  readonly #lineBase: Float64Array;
  readonly #severity: Uint8Array;
  readonly #continuation: Uint8Array;
  readonly #score: Float32Array;
  readonly #sources: string[] = [];
  readonly #sourceNumbers = new Map<string, number>();

  /** `linesMax` is a power of two. */
  constructor(bytesMax = RING_BYTES, linesMax = RING_LINES) {
    this.#bytes = new Uint8Array(bytesMax);
    this.#linesMask = linesMax - 1;
    this.#base = new Float64Array(linesMax);
    this.#start = new Uint32Array(linesMax);
    this.#end = new Uint32Array(linesMax);
    this.#messageStart = new Uint32Array(linesMax);
    this.#messageEnd = new Uint32Array(linesMax);
    this.#time = new Float64Array(linesMax);
    this.#template = new Int32Array(linesMax);
    this.#source = new Uint16Array(linesMax);
    this.#lineBase = new Float64Array(linesMax);
    this.#severity = new Uint8Array(linesMax);
    this.#continuation = new Uint8Array(linesMax);
    this.#score = new Float32Array(linesMax);
  }

  /** Lines that are kept at most; a power of two. */
  get linesMax(): number {
    return this.#linesMask + 1;
  }

  /** Takes the lines of a batch; the first of them is line `lineNumber` of its file. */
  append(batch: Batch, columns: RingColumns, { source, lineNumber }: { source: string; lineNumber: number }): void {
    const { lines } = columns;
    if (lines === 0) return;
    const from = this.#firstThatFits(batch, lines);
    const begin = batch.start[from];
    const at = this.#reserve(begin, batch.end[lines - 1]);
    this.#bytes.set(batch.bytes.subarray(begin, batch.end[lines - 1]), at % this.#bytes.length);
    if (from > 0) this.first = this.next + from;
    const stretch = { slot: (this.next + from) & this.#linesMask, from, to: lines };
    copy(batch.start, this.#start, stretch);
    copy(batch.end, this.#end, stretch);
    copy(batch.messageStart, this.#messageStart, stretch);
    copy(batch.messageEnd, this.#messageEnd, stretch);
    copy(batch.severity, this.#severity, stretch);
    copy(columns.time, this.#time, stretch);
    copy(columns.template, this.#template, stretch);
    copy(columns.continuation, this.#continuation, stretch);
    fill(at - begin, this.#base, stretch);
    fill(lineNumber - this.next, this.#lineBase, stretch);
    fill(this.#numberOf(source), this.#source, stretch);
    fill(0, this.#score, stretch);
    this.next += lines;
    this.#forget();
  }

  /** Notes that a line was given a score. */
  score(number: number, score: number): void {
    if (number >= this.first && number < this.next) this.#score[number & this.#linesMask] = score;
  }

  /** The bytes of a line, valid until the next `append`. */
  bytesOf(number: number): Uint8Array {
    const slot = number & this.#linesMask;
    const at = this.#offsetOf(slot) % this.#bytes.length;
    return this.#bytes.subarray(at, at + this.#end[slot] - this.#start[slot]);
  }

  /** Where the message stands within `bytesOf`. */
  messageOf(number: number): readonly [start: number, end: number] {
    const slot = number & this.#linesMask;
    const start = this.#start[slot];
    return [this.#messageStart[slot] - start, this.#messageEnd[slot] - start];
  }

  timeOf(number: number): number {
    return this.#time[number & this.#linesMask];
  }

  templateOf(number: number): number {
    return this.#template[number & this.#linesMask];
  }

  sourceOf(number: number): string {
    return this.#sources[this.#source[number & this.#linesMask]];
  }

  lineNumberOf(number: number): number {
    return this.#lineBase[number & this.#linesMask] + number;
  }

  severityOf(number: number): number {
    return this.#severity[number & this.#linesMask];
  }

  isContinuation(number: number): boolean {
    return this.#continuation[number & this.#linesMask] !== 0;
  }

  scoreOf(number: number): number {
    return this.#score[number & this.#linesMask];
  }

  /** The first line of a batch from which on all fit into the ring. */
  #firstThatFits({ start, end }: Batch, lines: number): number {
    let from = Math.max(0, lines - this.#linesMask - 1);
    while (from < lines - 1 && end[lines - 1] - start[from] > this.#bytes.length) from++;
    return from;
  }

  /**
   * Room for the bytes from `begin` to `end` of a batch, in one piece: what would reach over the end of the ring begins
   * anew. They come to stand in words as they do in the batch, since V8 copies from a shared buffer byte by byte where
   * they do not, which takes three times as long.
   */
  #reserve(begin: number, end: number): number {
    const { length } = this.#bytes;
    const bytes = Math.min(end - begin, length);
    let at = this.#written + ((begin - this.#written) & WORD_MASK);
    const room = length - at % length;
    if (bytes > room) {
      at += room;
      at += Math.min((begin - at) & WORD_MASK, length - bytes);
    }
    this.#written = at + bytes;
    return at;
  }

  /** Lines whose bytes or columns were written over are no longer known. */
  #forget(): void {
    const oldest = Math.max(0, this.#written - this.#bytes.length);
    this.first = Math.max(this.first, this.next - this.#linesMask - 1);
    const isGone = (line: number) => this.#offsetOf(line & this.#linesMask) < oldest;
    this.first = partitionPoint(this.first, this.next, isGone);
  }

  #offsetOf(slot: number): number {
    return this.#base[slot] + this.#start[slot];
  }

  #numberOf(source: string): number {
    let number = this.#sourceNumbers.get(source);
    if (number === undefined) {
      number = this.#sources.length;
      if (number >= SOURCES_MAX) {
        this.#sources[SOURCES_MAX] = FURTHER_SOURCES;
        return SOURCES_MAX;
      }
      this.#sources.push(source);
      this.#sourceNumbers.set(source, number);
    }
    return number;
  }
}

type Column = Float64Array | Float32Array | Uint32Array | Int32Array | Uint16Array | Uint8Array;

/** Lines `from` to `to` of a batch, and the place in the ring where the first of them is to stand. */
interface Stretch {
  readonly slot: number;
  readonly from: number;
  readonly to: number;
}

/** Copies a column of a batch; what reaches over the end of the ring goes to its beginning. */
function copy(values: Column, ring: Column, { slot, from, to }: Stretch): void {
  const fits = Math.min(to, from + ring.length - slot);
  ring.set(values.subarray(from, fits), slot);
  if (fits < to) ring.set(values.subarray(fits, to), 0);
}

/** Gives all lines of a stretch the same value. */
function fill(value: number, ring: Column, { slot, from, to }: Stretch): void {
  const end = slot + to - from;
  ring.fill(value, slot, end);
  if (end > ring.length) ring.fill(value, 0, end - ring.length);
}
