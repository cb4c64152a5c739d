/**
 * What stands between the values of lines, as a tree of such gaps: lines of different events begin alike, and which
 * gap comes after a value is nearly always one of a few. Whoever follows it compares bytes four at a time
 * (core/lines/words.ts), and only looks at values. Bounded, and held in rows of numbers.
 *
 * Who follows it does so in a loop of its own: with a function here that finds the next gap, a line took 5 % longer.
 */
import { enlarged } from "./enlarged.ts";
import { words } from "../lines/words.ts";

const { isSame } = words;

/** Gaps that are tried in one place, at most. */
const SIBLINGS_MAX = 16;
/** Bytes of a gap, at most. */
const GAP_BYTES_MAX = 256;
const FIRST_BYTES = 4096;

/**
 * What is kept of a gap, side by side, since all of it is needed at once: the first gap that may come after the value
 * behind it, and the one to be tried instead of it (0 for none); where its bytes begin in `text`, and how many they
 * are; what comes after it, in the follower's words; and three numbers of the follower's own.
 */
export const GAP = { child: 0, sibling: 1, at: 2, length: 3, kind: 4, own: 5 } as const;
const { child: CHILD, sibling: SIBLING, at: AT, length: LENGTH, kind: KIND } = GAP;
const STRIDE = 8;

export class GapTree {
  /** The rows of gaps. A gap is known by where its row begins. */
  readonly rows: Int32Array;
  text = new DataView(new ArrayBuffer(FIRST_BYTES));
  readonly #roots: number;
  #end: number;
  #textLength = 0;

  /** `roots`: as many first rows are of no gap, and have the beginnings of lines as children. */
  constructor(gapsMax: number, roots: number) {
    this.rows = new Int32Array(gapsMax * STRIDE);
    this.#roots = this.#end = roots * STRIDE;
  }

  /** The row of a root by its number. */
  static root(number: number): number {
    return number * STRIDE;
  }

  /** Gaps that there is room for. */
  get room(): number {
    return (this.rows.length - this.#end) / STRIDE;
  }

  /** Forgets all gaps. */
  clear(): void {
    this.rows.fill(0);
    this.#end = this.#roots;
    this.#textLength = 0;
  }

  /** The gap of bytes[start, end) after another, made where there is none; 0 where there is no room for it. */
  take(gap: number, view: DataView, start: number, end: number, kind: number): number {
    const { rows } = this;
    const length = end - start;
    let last = 0;
    let siblings = 0;
    for (let next = rows[gap + CHILD]; next !== 0; next = rows[next + SIBLING]) {
      const isIt = rows[next + KIND] === kind && rows[next + LENGTH] === length;
      if (isIt && isSame(view, start, this.text, rows[next + AT], length)) return next;
      last = next;
      siblings++;
    }
    if (siblings === SIBLINGS_MAX || this.room === 0 || length > GAP_BYTES_MAX) return 0;
    const made = this.#end;
    this.#end += STRIDE;
    rows[last === 0 ? gap + CHILD : last + SIBLING] = made;
    rows[made + KIND] = kind;
    rows[made + AT] = this.#textLength;
    rows[made + LENGTH] = length;
    this.#write(view, start, end);
    return made;
  }

  #write(view: DataView, start: number, end: number): void {
    const { text } = this;
    if (this.#textLength + end - start > text.byteLength) {
      this.text = new DataView(enlarged(new Uint8Array(text.buffer), text.byteLength * 2).buffer);
    }
    for (let i = start; i < end; i++) this.text.setUint8(this.#textLength++, view.getUint8(i));
  }
}
