/**
 * Framing: from something that fills bytes to chunks of whole lines in the caller's buffer. Bytes are read straight
 * into that buffer; only the unfinished tail is copied, to the start of the next chunk. A line over the limit ends its
 * chunk with its beginning and a line feed; the rest of it is read over, never stored, so one line of 100 MB costs no
 * more than the limit. Where lines begin and what is cut depends on the bytes alone, never on the size of the buffer
 * or of the reads.
 *
 * This is the hot path: the searches are the engine's own (a few per chunk, not one per line); bench/framing_bench.ts.
 */
import { LINE_BYTES_MAX } from "./source.ts";
import { SourceError } from "./source_error.ts";

/**
 * Fills the start of `into`. Gives the number of bytes (at least 1), undefined when there are none now,
 * null at the end.
 */
export interface ByteReader {
  read(into: Uint8Array): number | null | undefined;
}

/** A stretch of whole lines at the start of the caller's buffer. Offsets count the input's own bytes. */
export interface Frame {
  readonly length: number;
  readonly offset: number;
  readonly nextOffset: number;
  readonly truncated: boolean;
}

export interface FramerOptions {
  /** Bytes of a line that are kept, without its line feed. Default 256 KiB, at least 4. */
  readonly lineBytesMax?: number;
  /** Where in the input the first byte to come stands. At 0 a byte order mark is looked for. */
  readonly offset?: number;
}

/** The caller's buffer must hold this much more than the longest line: its line feed, and one that is added. */
export const FRAME_SLACK_BYTES = 2;

/** Bytes of one overlong line that a single call reads over before it gives the others their turn. */
const SKIP_BYTES_MAX = 64 * 1024 * 1024;
const LINE_FEED = 10;
const STORE_BYTES_KEPT = 64 * 1024;
const NOTHING = new Uint8Array(0);

/** Cuts one input into frames. */
export class LineFramer {
  readonly #lineBytesMax: number;
  /** Where the first carried byte stands in the input: everything before it has been given. */
  #offset: number;
  /** The unfinished line, or, after a cut, all that was read behind it. A view on `#store`. */
  #carry = NOTHING;
  #store = NOTHING;
  /** The carry may hold whole lines: it has not been searched yet. */
  #unsearched = false;
  /** Bytes of an overlong line that were read over behind the carry, which is its beginning. */
  #skipped = 0;
  #ended = false;

  constructor(options: FramerOptions = {}) {
    const { lineBytesMax = LINE_BYTES_MAX, offset = 0 } = options;
    if (!(lineBytesMax >= 4)) throw new RangeError(`Cannot frame lines of ${lineBytesMax} bytes: the least is 4`);
    this.#lineBytesMax = lineBytesMax;
    this.#offset = offset;
  }

  /** Where the first line that has not been given begins. */
  get offset(): number {
    return this.#offset;
  }

  /** Where the next byte that is read from the input stands. */
  get position(): number {
    return this.#offset + this.#carry.length + this.#skipped;
  }

  /**
   * Frames what comes next. Undefined: no whole line yet. Null: the input has ended and all of it was given.
   * Throws a RangeError for a buffer that is too small, or smaller than the one before it.
   */
  next(reader: ByteReader, into: Uint8Array): Frame | undefined | null {
    const max = this.#lineBytesMax;
    const carried = this.#carry.length;
    if (into.length < Math.max(max + FRAME_SLACK_BYTES, carried + 1)) {
      throw new RangeError(
        `Cannot frame lines of ${max} bytes in a buffer of ${into.length} bytes (${carried} carried over)`,
      );
    }
    if (this.#skipped > 0) return this.#endLongLine(reader, into);

    const filled = this.#fill(reader, into, carried);
    if (filled === 0 && this.#ended) return null;
    if (filled === carried && !this.#unsearched && !this.#ended) return undefined;
    into.set(this.#carry);
    this.#unsearched = false;
    const have = this.#dropByteOrderMark(into, filled);

    let lineStart = 0;
    while (have - lineStart > max) {
      const lineFeed = into.lastIndexOf(LINE_FEED, lineStart + max);
      if (lineFeed < lineStart) return this.#cut(reader, into, lineStart, have);
      lineStart = lineFeed + 1;
    }
    let end = have === 0 ? 0 : into.lastIndexOf(LINE_FEED, have - 1) + 1;
    let after = end;
    if (this.#ended && end < have) {
      into[have] = LINE_FEED;
      end = have + 1;
      after = have;
    }
    if (end > 0) return this.#give(into, end, after, have);
    this.#keep(into, 0, have);
    return this.#ended ? null : undefined;
  }

  /** Reads behind the first `have` bytes until all but one is full, or nothing comes. */
  #fill(reader: ByteReader, into: Uint8Array, have: number): number {
    const room = into.length - 1;
    while (have < room && !this.#ended) {
      const read = reader.read(into.subarray(have, room));
      if (read === null) this.#ended = true;
      else if (read === undefined || read === 0) break;
      else have += read;
    }
    return have;
  }

  /** Drops a UTF-8 byte order mark at the start of the input; gives the number of bytes that are left. */
  #dropByteOrderMark(into: Uint8Array, have: number): number {
    if (this.#offset > 0 || have < 2) return have;
    const first = into[0]! << 8 | into[1]!;
    if (first === 0xfffe || first === 0xfeff) {
      throw new SourceError("this is UTF-16: convert it first, as in: iconv -f UTF-16 -t UTF-8 FILE | oddline scan -");
    }
    if (first !== 0xefbb || have < 3 || into[2] !== 0xbf) return have;
    into.copyWithin(0, 3, have);
    this.#offset = 3;
    return have - 3;
  }

  /** The line at `lineStart` is too long: ends the chunk with its beginning, or before it while its end is not here. */
  #cut(reader: ByteReader, into: Uint8Array, lineStart: number, have: number): Frame | undefined {
    const kept = wholeCharacters(into, lineStart, this.#lineBytesMax);
    const lineFeed = into.subarray(0, have).indexOf(LINE_FEED, lineStart + this.#lineBytesMax);
    if (lineFeed < 0 && lineStart > 0) {
      const frame = this.#give(into, lineStart, lineStart, have);
      this.#unsearched = true;
      return frame;
    }
    if (lineFeed < 0 && !this.#ended) {
      this.#keep(into, 0, kept);
      this.#skipped = have - kept;
      return this.#endLongLine(reader, into);
    }
    const frame = this.#give(into, lineStart + kept + 1, lineFeed < 0 ? have : lineFeed + 1, have);
    into[lineStart + kept] = LINE_FEED;
    this.#unsearched = true;
    return { ...frame, truncated: true };
  }

  /** Reads over an overlong line, whose beginning is the carry, until its line feed; then gives the beginning. */
  #endLongLine(reader: ByteReader, into: Uint8Array): Frame | undefined {
    const kept = this.#carry.length;
    const scratch = into.subarray(kept + 1);
    for (let budget = SKIP_BYTES_MAX; budget > 0 && !this.#ended;) {
      const read = reader.read(scratch);
      if (read === undefined || read === 0) return undefined;
      if (read === null) {
        this.#ended = true;
        break;
      }
      const lineFeed = scratch.subarray(0, read).indexOf(LINE_FEED);
      if (lineFeed >= 0) return this.#giveLongLine(into, kept + lineFeed + 2, kept + 1 + read);
      this.#skipped += read;
      budget -= read;
    }
    return this.#ended ? this.#giveLongLine(into, kept + 1, kept + 1) : undefined;
  }

  /**
   * The beginning is the carry; what was last read stands in `into` behind it, the next line from `after` to `have`.
   */
  #giveLongLine(into: Uint8Array, after: number, have: number): Frame {
    const length = this.#carry.length + 1;
    const lineBytes = this.#skipped + after - 1;
    into.set(this.#carry);
    into[length - 1] = LINE_FEED;
    this.#skipped = 0;
    this.#keep(into, after, have);
    this.#unsearched = true;
    const offset = this.#offset;
    this.#offset += lineBytes;
    return { length, offset, nextOffset: this.#offset, truncated: true };
  }

  /** The first `length` bytes of `into` stand for `after` bytes of input; those up to `have` are carried. */
  #give(into: Uint8Array, length: number, after: number, have: number): Frame {
    this.#keep(into, after, have);
    const offset = this.#offset;
    this.#offset += after;
    return { length, offset, nextOffset: this.#offset, truncated: false };
  }

  #keep(into: Uint8Array, start: number, end: number): void {
    const length = end - start;
    if (length > this.#store.length) this.#store = new Uint8Array(Math.max(length, 1024));
    if (length === 0 && this.#store.length > STORE_BYTES_KEPT) this.#store = NOTHING;
    this.#store.set(into.subarray(start, end));
    this.#carry = this.#store.subarray(0, length);
  }
}

/** How many of at most `max` bytes from `start` on are whole UTF-8 characters; `max` where the bytes are not UTF-8. */
function wholeCharacters(bytes: Uint8Array, start: number, max: number): number {
  let kept = max;
  while (kept > max - 3 && (bytes[start + kept]! & 0xc0) === 0x80) kept--;
  return (bytes[start + kept]! & 0xc0) === 0xc0 || kept === max ? kept : max;
}
