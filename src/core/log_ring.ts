/**
 * The newest lines of a run, as bytes and columns in two rings: what the log view shows, and where the lines around an
 * anomaly come from, also for standard input and files that were rotated away.
 *
 * A batch is copied in one go (0.1 ms a MiB), so that keeping lines costs the reader next to nothing.
 */
import type { Batch } from "./batch.ts";

/** Bytes of lines that are kept, and lines, at most. */
const RING_BYTES = 8 << 20;
const RING_LINES = 1 << 16;

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
  readonly #offset: Float64Array;
  readonly #length: Uint32Array;
  readonly #time: Float64Array;
  readonly #template: Int32Array;
  readonly #source: Uint16Array;
  readonly #lineNumber: Float64Array;
  readonly #severity: Uint8Array;
  readonly #continuation: Uint8Array;
  /** Where the message begins in the line, and its length. */
  readonly #message: Uint32Array;
  readonly #messageLength: Uint32Array;
  readonly #score: Float32Array;
  readonly #sources: string[] = [];
  readonly #sourceNumbers = new Map<string, number>();

  /** `linesMax` is a power of two. */
  constructor(bytesMax = RING_BYTES, linesMax = RING_LINES) {
    this.#bytes = new Uint8Array(bytesMax);
    this.#linesMask = linesMax - 1;
    this.#offset = new Float64Array(linesMax);
    this.#length = new Uint32Array(linesMax);
    this.#time = new Float64Array(linesMax);
    this.#template = new Int32Array(linesMax);
    this.#source = new Uint16Array(linesMax);
    this.#lineNumber = new Float64Array(linesMax);
    this.#severity = new Uint8Array(linesMax);
    this.#continuation = new Uint8Array(linesMax);
    this.#message = new Uint32Array(linesMax);
    this.#messageLength = new Uint32Array(linesMax);
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
    const at = this.#reserve(batch.end[lines - 1] - begin);
    this.#bytes.set(batch.bytes.subarray(begin, batch.end[lines - 1]), at % this.#bytes.length);
    const number = this.#numberOf(source);
    if (from > 0) this.first = this.next + from;
    for (let i = from; i < lines; i++) {
      const slot = (this.next + i) & this.#linesMask;
      this.#offset[slot] = at + batch.start[i] - begin;
      this.#length[slot] = batch.end[i] - batch.start[i];
      this.#time[slot] = columns.time[i];
      this.#template[slot] = columns.template[i];
      this.#source[slot] = number;
      this.#lineNumber[slot] = lineNumber + i;
      this.#severity[slot] = batch.severity[i];
      this.#continuation[slot] = columns.continuation[i];
      this.#message[slot] = batch.messageStart[i] - batch.start[i];
      this.#messageLength[slot] = batch.messageEnd[i] - batch.messageStart[i];
      this.#score[slot] = 0;
    }
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
    const at = this.#offset[slot] % this.#bytes.length;
    return this.#bytes.subarray(at, at + this.#length[slot]);
  }

  /** Where the message stands within `bytesOf`. */
  messageOf(number: number): readonly [start: number, end: number] {
    const slot = number & this.#linesMask;
    return [this.#message[slot], this.#message[slot] + this.#messageLength[slot]];
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
    return this.#lineNumber[number & this.#linesMask];
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

  /** Room for so many bytes in one piece: what would reach over the end of the ring begins anew. */
  #reserve(bytes: number): number {
    const room = this.#bytes.length - this.#written % this.#bytes.length;
    if (bytes > room) this.#written += room;
    const at = this.#written;
    this.#written += Math.min(bytes, this.#bytes.length);
    return at;
  }

  /** Lines whose bytes or columns were written over are no longer known. */
  #forget(): void {
    const oldest = Math.max(0, this.#written - this.#bytes.length);
    this.first = Math.max(this.first, this.next - this.#linesMask - 1);
    while (this.first < this.next && this.#offset[this.first & this.#linesMask] < oldest) this.first++;
  }

  #numberOf(source: string): number {
    let number = this.#sourceNumbers.get(source);
    if (number === undefined) {
      number = Math.min(0xffff, this.#sources.length);
      this.#sources[number] = source;
      this.#sourceNumbers.set(source, number);
    }
    return number;
  }
}
