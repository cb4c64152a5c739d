/**
 * One generation of a followed file: the bytes between the creation of a file (or its truncation) and its end. A
 * path may have several: the one that is there now, and older ones that were renamed or removed and are still read
 * to their ends.
 */
import { PrefixCount, type ReadAt } from "../count_lines.ts";
import { FINGERPRINT_BYTES_MAX, IDENTITY_BYTES, streamIdentity } from "./fingerprint.ts";
import { LineFramer } from "../lines.ts";
import type { Chunk, Stream } from "../source.ts";

/** How a generation begins. */
export interface GenerationStart {
  /** What events call it. */
  readonly source: string;
  /** Where the file lies. */
  readonly path: string;
  readonly dev: number;
  readonly inode: number;
  /** First bytes, as `readHead` gives them. */
  readonly head: Uint8Array;
  readonly modifiedMs: number;
  readonly lineBytesMax: number;
  /** Where reading starts: the start of a line, unless `align`. */
  readonly offset: number;
  /** 1-based number of the line at `offset`; 0 where it must be counted. */
  readonly line: number;
  /** Reading starts at the first line that does not begin before `offset`. */
  readonly align: boolean;
  /** Chunks that end at or before this offset were there before the program came. */
  readonly pastEnd: number;
}

/** Bytes that are counted in one turn. */
const COUNT_BYTES_PER_TURN = 64 * 1024 * 1024;

/** Its state: where it lies, what it is known by, how far it is read. */
export class Generation {
  readonly source: string;
  path: string;
  dev: number;
  inode: number;
  head: Uint8Array;
  stream: Stream | undefined;
  modifiedMs: number;
  /** Size at the last look. */
  size = 0;
  /** Wall clock at the last look, and when it was last seen to have grown. */
  lookedAtMs = 0;
  grewAtMs = 0;
  /** No longer what its path leads to: it is read to its end, then it is done. */
  detached = false;
  /** Nothing will be added: a copy, or a file that is gone. */
  settled = false;
  /** Its file is compressed: what is read is unpacked from it, once that is done. */
  isPacked = false;
  isUnpacking = false;
  /** There is no file to read any more. */
  lost = false;
  /** Has been read to its end at least once since it was detached. */
  drained = false;
  done = false;
  /** How often new files had been looked for when it was done. */
  doneAtScan = 0;
  /** It is done, and was looked for in vain since its path led elsewhere. */
  hasLeft = false;
  /** In the queue of those that have something to read. */
  queued = false;
  /** The older generation of the same path: read first. */
  after: Generation | undefined;
  /** A failure has been told of. */
  warned = false;
  readonly #lineBytesMax: number;
  readonly #pastEnd: number;
  readonly #align: boolean;
  #framer: LineFramer;
  /** The next byte to read from the file. */
  #position: number;
  #line: number;
  #start: number;
  #count: PrefixCount | undefined;
  /** The last read found nothing. */
  #atEnd = true;

  constructor(start: GenerationStart) {
    this.source = start.source;
    this.path = start.path;
    this.dev = start.dev;
    this.inode = start.inode;
    this.head = start.head;
    this.modifiedMs = start.modifiedMs;
    this.#lineBytesMax = start.lineBytesMax;
    this.#pastEnd = start.pastEnd;
    this.#align = start.align;
    this.#position = start.offset;
    this.#line = start.line;
    this.#start = start.offset;
    this.#framer = new LineFramer({ lineBytesMax: start.lineBytesMax, offset: start.offset });
    if (start.line === 0) this.#count = new PrefixCount(start.offset, start.align);
  }

  get key(): string {
    return fileKey(this.dev, this.inode);
  }

  /** Where reading starts; undefined while the start of a line is looked for, with line 0 while lines are counted. */
  get start(): { readonly offset: number; readonly line: number } | undefined {
    if (this.#count !== undefined && this.#align) return undefined;
    return { offset: this.#start, line: this.#count === undefined ? this.#line : 0 };
  }

  /** Where the first line that has not been given begins. */
  get offset(): number {
    return this.#framer.offset;
  }

  /** The next byte to read. */
  get position(): number {
    return this.#position;
  }

  /** Forgets what was read but not given: it will be read again. For when the file is closed in between. */
  rewind(): void {
    if (this.#position === this.#framer.offset) return;
    this.#position = this.#framer.offset;
    this.#framer = new LineFramer({ lineBytesMax: this.#lineBytesMax, offset: this.#position });
  }

  /**
   * The next chunk. Undefined: nothing now. "busy": call again, there is more to do. Null, only after `ended`: all is
   * given. With `ended` what has no line feed is given as the last line; `readAt` may then give nothing.
   */
  next(readAt: ReadAt, into: Uint8Array, createStream: () => number, ended = false): Chunk | undefined | null | "busy" {
    if (this.#count !== undefined && !this.#countPrefix(readAt, into)) return "busy";
    for (;;) {
      // What was there and what came later are never in one chunk.
      const stop = this.#position < this.#pastEnd ? this.#pastEnd : Infinity;
      const read = (bytes: Uint8Array) => this.#read(readAt, bytes, stop, ended);
      const frame = this.#framer.next({ read }, into);
      if (frame === null) return null;
      if (frame !== undefined) {
        const first = this.stream === undefined;
        this.stream ??= this.#openStream(readAt, createStream());
        this.stream.modifiedMs = this.modifiedMs;
        const past = frame.nextOffset <= this.#pastEnd;
        return { ...frame, stream: this.stream, firstLine: first ? this.#line : 0, past, last: false };
      }
      if (this.#position === stop) continue;
      return this.#atEnd ? undefined : "busy";
    }
  }

  #read(readAt: ReadAt, into: Uint8Array, stop: number, ended: boolean): number | null | undefined {
    const room = Math.min(into.length, stop - this.#position);
    const read = room === 0 ? 0 : readAt(into.subarray(0, room), this.#position);
    this.#atEnd = read === 0;
    if (read === 0) return ended && this.#position !== stop ? null : undefined;
    this.#extendHead(into.subarray(0, read));
    this.#position += read;
    return read;
  }

  /** What is read of a short file is known of it, even if it is truncated before the next look. */
  #extendHead(bytes: Uint8Array): void {
    const known = this.head.length - this.#position;
    if (known < 0 || known >= bytes.length || this.head.length >= FINGERPRINT_BYTES_MAX) return;
    const fresh = bytes.subarray(known, FINGERPRINT_BYTES_MAX - this.#position);
    const head = new Uint8Array(this.head.length + fresh.length);
    head.set(this.head);
    head.set(fresh, this.head.length);
    this.head = head;
  }

  #countPrefix(readAt: ReadAt, scratch: Uint8Array): boolean {
    const count = this.#count!;
    if (!count.advance(readAt, scratch, COUNT_BYTES_PER_TURN)) return false;
    this.#count = undefined;
    this.#line = count.lines + 1;
    this.#position = this.#start = count.at;
    this.#framer = new LineFramer({ lineBytesMax: this.#lineBytesMax, offset: count.at });
    return true;
  }

  #openStream(readAt: ReadAt, id: number): Stream {
    const head = new Uint8Array(IDENTITY_BYTES);
    const length = readAt(head, 0);
    const known = length >= this.head.length ? head.subarray(0, length) : this.head;
    const { source, modifiedMs, isPacked } = this;
    return { id, source, identity: streamIdentity(known), modifiedMs, canReadAgain: !isPacked };
  }
}

/** A file's name in tables of files: its device and inode. */
export function fileKey(dev: number, inode: number): string {
  return `${dev}:${inode}`;
}
