/**
 * The last lines of a source while it is not known what names its sessions: what each may be named by, so that they can be
 * counted once that is known. Bounded; when it is full the older half goes.
 */
import { type KeyCandidates } from "./key_class.ts";
import type { SessionLine } from "./session_line.ts";

const LINES_MAX = 8192;
const BYTES_MAX = 1 << 20;

/** One line. */
interface WaitingLine {
  readonly event: number;
  readonly time: number;
  readonly clock: number;
  readonly score: number;
  readonly detector: number;
  readonly linesBefore: number;
  readonly source: number;
  readonly stream: number;
  readonly number: number;
  readonly offset: number;
  /** Index of its first candidate. */
  readonly first: number;
}

export class WaitingLines {
  #lines: WaitingLine[] = [];
  /** Candidates of all lines: class, and where the value stands in `#bytes`. */
  #class: number[] = [];
  #start: number[] = [];
  #bytes = new Uint8Array(1 << 14);
  #length = 0;

  add(line: SessionLine, found: KeyCandidates): void {
    if (found.count === 0) return;
    if (this.#lines.length >= LINES_MAX || this.#length + 4096 > BYTES_MAX) this.#forgetHalf();
    const first = this.#class.length;
    const { event, time, clock, score, detector, linesBefore, source, stream, number, offset, bytes } = line;
    this.#lines.push({ event, time, clock, score, detector, linesBefore, source, stream, number, offset, first });
    for (let k = 0; k < found.count; k++) {
      this.#class.push(found.id[k]);
      this.#start.push(this.#length);
      this.#copy(bytes, found.start[k], found.end[k]);
    }
  }

  /** Hands over the lines that have a value of a class, the oldest first, with `bytes`, `start` and `end` of it. */
  replay(id: number, line: SessionLine, take: () => void): void {
    line.bytes = this.#bytes;
    for (const [index, waiting] of this.#lines.entries()) {
      const end = this.#lines[index + 1]?.first ?? this.#class.length;
      for (let k = waiting.first; k < end; k++) {
        if (this.#class[k] !== id) continue;
        Object.assign(line, waiting);
        line.start = this.#start[k];
        line.end = this.#start[k + 1] ?? this.#length;
        take();
        break;
      }
    }
  }

  #copy(bytes: Uint8Array, start: number, end: number): void {
    const length = end - start;
    if (this.#length + length > this.#bytes.length) {
      const grown = new Uint8Array(this.#bytes.length * 2);
      grown.set(this.#bytes);
      this.#bytes = grown;
    }
    for (let i = 0; i < length; i++) this.#bytes[this.#length + i] = bytes[start + i];
    this.#length += length;
  }

  #forgetHalf(): void {
    const gone = this.#lines.length >> 1;
    const first = this.#lines[gone].first;
    const byte = this.#start[first];
    this.#lines = this.#lines.slice(gone).map((line) => ({ ...line, first: line.first - first }));
    this.#class = this.#class.slice(first);
    this.#start = this.#start.slice(first).map((start) => start - byte);
    this.#bytes.copyWithin(0, byte, this.#length);
    this.#length -= byte;
  }

  save(): unknown {
    return {
      lines: this.#lines,
      class: this.#class,
      start: this.#start,
      bytes: [...this.#bytes.subarray(0, this.#length)],
    };
  }

  restore(saved: unknown): void {
    const { lines, class: classes, start, bytes } = saved as SavedLines;
    this.#lines = [...lines];
    this.#class = [...classes];
    this.#start = [...start];
    this.#bytes = new Uint8Array(Math.max(1 << 14, bytes.length));
    this.#bytes.set(bytes);
    this.#length = bytes.length;
  }
}

interface SavedLines {
  readonly lines: readonly WaitingLine[];
  readonly class: readonly number[];
  readonly start: readonly number[];
  readonly bytes: readonly number[];
}
