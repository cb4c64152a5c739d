/**
 * The last lines of a source while it is not known what names its sessions: what each may be named by, so that they can
 * be counted once that is known. Bounded; when it is full the older half goes. In columns of numbers, since a source
 * without sessions is searched again and again, and as many objects would lie about for long.
 */
import { enlarged } from "../../core/collections/enlarged.ts";
import { Packer, Unpacker } from "../../core/collections/packed.ts";
import { type KeyCandidates } from "./key_class.ts";
import type { SessionLine } from "./session_line.ts";

const LINES_MAX = 8192;
const BYTES_MAX = 1 << 20;
/** Bytes that the candidates of one line take, at most. */
const LINE_BYTES_MAX = 4096;

const FIRST_LINES = 64;
const FIRST_BYTES = 1 << 12;

/** What is kept of a line, in this order; `first` is the index of its first candidate. */
const FIELDS = [
  "event",
  "time",
  "clock",
  "score",
  "detector",
  "linesBefore",
  "source",
  "stream",
  "number",
  "offset",
  "first",
] as const;
const FIRST = FIELDS.indexOf("first");

export class WaitingLines {
  #lines = 0;
  /** `FIELDS` of each line, one line after another. */
  #values = new Float64Array(FIRST_LINES * FIELDS.length);
  #candidates = 0;
  /** Candidates of all lines: class, and where the value stands in `#bytes`. */
  #class = new Int32Array(FIRST_LINES);
  #start = new Int32Array(FIRST_LINES);
  #length = 0;
  #bytes = new Uint8Array(FIRST_BYTES);

  add(line: SessionLine, found: KeyCandidates): void {
    if (found.count === 0) return;
    if (this.#lines >= LINES_MAX || this.#length + LINE_BYTES_MAX > BYTES_MAX) this.#forgetHalf();
    this.#makeRoom(found.count);
    const values = this.#values;
    let at = this.#lines++ * FIELDS.length;
    values[at++] = line.event;
    values[at++] = line.time;
    values[at++] = line.clock;
    values[at++] = line.score;
    values[at++] = line.detector;
    values[at++] = line.linesBefore;
    values[at++] = line.source;
    values[at++] = line.stream;
    values[at++] = line.number;
    values[at++] = line.offset;
    values[at++] = this.#candidates;
    for (let k = 0; k < found.count; k++) {
      this.#class[this.#candidates] = found.id[k];
      this.#start[this.#candidates++] = this.#length;
      this.#copy(line.bytes, found.start[k], found.end[k]);
    }
  }

  /** Hands over the lines that have a value of a class, the oldest first, with `bytes`, `start` and `end` of it. */
  replay(id: number, line: SessionLine, take: () => void): void {
    line.bytes = this.#bytes;
    for (let index = 0; index < this.#lines; index++) {
      const end = index + 1 < this.#lines ? this.#firstOf(index + 1) : this.#candidates;
      for (let k = this.#firstOf(index); k < end; k++) {
        if (this.#class[k] !== id) continue;
        this.#fill(line, index);
        line.start = this.#start[k];
        line.end = k + 1 < this.#candidates ? this.#start[k + 1] : this.#length;
        take();
        break;
      }
    }
  }

  save(): string {
    const packer = new Packer();
    packer.number(this.#lines);
    for (const value of this.#values.subarray(0, this.#lines * FIELDS.length)) packer.number(value);
    packer.number(this.#candidates);
    for (const id of this.#class.subarray(0, this.#candidates)) packer.number(id);
    for (const start of this.#start.subarray(0, this.#candidates)) packer.number(start);
    packer.bytes(this.#bytes.subarray(0, this.#length));
    return packer.text();
  }

  restore(packed: string): void {
    const unpacker = new Unpacker(packed);
    this.#lines = unpacker.number();
    this.#values = Float64Array.from({ length: this.#lines * FIELDS.length }, () => unpacker.number());
    this.#candidates = unpacker.number();
    this.#class = Int32Array.from({ length: this.#candidates }, () => unpacker.number());
    this.#start = Int32Array.from({ length: this.#candidates }, () => unpacker.number());
    this.#bytes = unpacker.bytes().slice();
    this.#length = this.#bytes.length;
  }

  #firstOf(index: number): number {
    return this.#values[index * FIELDS.length + FIRST];
  }

  /** Field by field: with objects made for each it took longer than all else that is done with a line. */
  #fill(line: SessionLine, index: number): void {
    const values = this.#values;
    let at = index * FIELDS.length;
    line.event = values[at++];
    line.time = values[at++];
    line.clock = values[at++];
    line.score = values[at++];
    line.detector = values[at++];
    line.linesBefore = values[at++];
    line.source = values[at++];
    line.stream = values[at++];
    line.number = values[at++];
    line.offset = values[at++];
  }

  #makeRoom(candidates: number): void {
    const values = (this.#lines + 1) * FIELDS.length;
    if (values > this.#values.length) this.#values = enlarged(this.#values, values * 2);
    const count = this.#candidates + candidates;
    if (count <= this.#class.length) return;
    this.#class = enlarged(this.#class, count * 2);
    this.#start = enlarged(this.#start, count * 2);
  }

  #copy(bytes: Uint8Array, start: number, end: number): void {
    const length = this.#length + end - start;
    if (length > this.#bytes.length) this.#bytes = enlarged(this.#bytes, length * 2);
    for (let i = start; i < end; i++) this.#bytes[this.#length++] = bytes[i];
  }

  #forgetHalf(): void {
    const gone = this.#lines >> 1;
    const first = this.#firstOf(gone);
    const byte = this.#start[first];
    this.#values.copyWithin(0, gone * FIELDS.length, this.#lines * FIELDS.length);
    this.#lines -= gone;
    for (let index = 0; index < this.#lines; index++) this.#values[index * FIELDS.length + FIRST] -= first;
    this.#class.copyWithin(0, first, this.#candidates);
    this.#start.copyWithin(0, first, this.#candidates);
    this.#candidates -= first;
    for (let k = 0; k < this.#candidates; k++) this.#start[k] -= byte;
    this.#bytes.copyWithin(0, byte, this.#length);
    this.#length -= byte;
  }
}
