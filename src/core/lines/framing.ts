/**
 * Finds the lines of a batch: where each begins and ends, and whether it may hold bytes beyond ASCII.
 *
 * Looks at whole words, sixteen bytes at a time ("Hacker's Delight", 6-1: the test for a byte that is 0): some 30 ns
 * for a line of 140 bytes where a loop over bytes takes 110 and `indexOf` on shared memory 63 (bench/framing_bench.ts).
 */
import { type Batch, BATCH_LINES, BYTES_BEHIND } from "./batch.ts";

const LINE_FEEDS = 0x0a0a0a0a;
const LOWS = 0x01010101;
const HIGHS = 0x80808080 | 0;
const REST = 0x7f7f7f7f;
const LINES_MAX = BATCH_LINES;

/** Finds lines in batches of one buffer. Holds views, so that none is made per batch. */
export class Framer {
  readonly #batch: Batch;
  readonly #words: Int32Array;
  /**
   * For each line found: 0 when all of it is ASCII, else not 0 (or so near a line that is not
   * that it was not told apart).
   */
  readonly beyondAscii = new Int32Array(BATCH_LINES);

  constructor(batch: Batch) {
    this.#batch = batch;
    this.#words = new Int32Array(batch.buffer, batch.bytes.byteOffset, (batch.bytes.length + BYTES_BEHIND) >> 2);
  }

  /**
   * Finds the lines from `begin` on (a line's first byte) up to `end` (after a line feed) and writes their `start` and
   * `end` columns; carriage returns before the line feed are left out. Stops when the columns
   * are full. Returns how many.
   */
  frame(begin: number, end: number): number {
    const { bytes, start, end: ends } = this.#batch;
    const words = this.#words;
    const beyond = this.beyondAscii;
    const first = begin >> 2;
    const last = (end + 3) >> 2;
    let lines = 0;
    let lineStart = begin;
    let high = 0;
    for (let index = first; index < last; index += 4) {
      const a = words[index];
      const b = words[index + 1];
      const c = words[index + 2];
      const d = words[index + 3];
      const a0 = a ^ LINE_FEEDS;
      const b0 = b ^ LINE_FEEDS;
      const c0 = c ^ LINE_FEEDS;
      const d0 = d ^ LINE_FEEDS;
      const all = a | b | c | d;
      const found = (a0 - LOWS) & ~a0 | (b0 - LOWS) & ~b0 | (c0 - LOWS) & ~c0 | (d0 - LOWS) & ~d0;
      high |= all;
      if ((found & HIGHS) === 0) continue;
      let bits = zeroBytes(a0) | zeroBytes(b0) << 4 | zeroBytes(c0) << 8 | zeroBytes(d0) << 12;
      // bytes before `begin` do not count
      if (index === first) bits &= -1 << (begin & 3);
      for (; bits !== 0; bits &= bits - 1) {
        const at = (index << 2) + 31 - Math.clz32(bits & -bits);
        if (at >= end) return lines;
        start[lines] = lineStart;
        ends[lines] = at > lineStart && bytes[at - 1] === 13 ? at - 1 : at;
        beyond[lines++] = high & HIGHS;
        if (lines === LINES_MAX) return lines;
        lineStart = at + 1;
        high = all;
      }
    }
    return lines;
  }
}

/** A bit for each byte of a word that is 0, the first byte lowest: the product moves four bits next to each other. */
function zeroBytes(word: number): number {
  const found = ~(((word & REST) + REST) | word | REST) >>> 7;
  return Math.imul(found, 0x204081) >>> 21 & 15;
}
