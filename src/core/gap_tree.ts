/**
 * What stands between the values of lines, as a tree of such gaps: lines of different events begin alike, and which
 * gap comes after a value is nearly always one of a few. Whoever follows it compares bytes four at a time
 * (core/words.ts), and only looks at values. Bounded, and held in columns: gaps are known by their numbers.
 *
 * Who follows it does so in a loop of its own: with a function here that finds the next gap, a line took 5 % longer.
 */
import { enlarged } from "./enlarged.ts";
import { words } from "./words.ts";

const { isSame } = words;

/** Gaps that are tried in one place, at most. */
const SIBLINGS_MAX = 16;
/** Bytes of a gap, at most. */
const GAP_BYTES_MAX = 256;
const FIRST_BYTES = 4096;

export class GapTree {
  /** By gap: where its bytes begin in `text`, how many they are, and what comes after it, in the follower's words. */
  readonly at: Int32Array;
  readonly length: Int32Array;
  readonly kind: Uint8Array;
  /** The first gap that may come after the value behind this one, and the one to be tried instead of it; 0 for none. */
  readonly child: Int32Array;
  readonly sibling: Int32Array;
  text = new DataView(new ArrayBuffer(FIRST_BYTES));
  readonly #roots: number;
  #size: number;
  #textLength = 0;

  /** `roots`: as many first numbers are of no gap, and have the beginnings of lines as children. */
  constructor(gapsMax: number, roots: number) {
    this.at = new Int32Array(gapsMax);
    this.length = new Int32Array(gapsMax);
    this.kind = new Uint8Array(gapsMax);
    this.child = new Int32Array(gapsMax);
    this.sibling = new Int32Array(gapsMax);
    this.#roots = this.#size = roots;
  }

  /** Gaps that there is room for. */
  get room(): number {
    return this.at.length - this.#size;
  }

  /** Forgets all gaps. */
  clear(): void {
    this.child.fill(0);
    this.sibling.fill(0);
    this.#size = this.#roots;
    this.#textLength = 0;
  }

  /** The gap of bytes[start, end) after another, made where there is none; 0 where there is no room for it. */
  take(gap: number, view: DataView, start: number, end: number, kind: number): number {
    const length = end - start;
    let last = 0;
    let siblings = 0;
    for (let next = this.child[gap]; next !== 0; next = this.sibling[next]) {
      const isIt = this.kind[next] === kind && this.length[next] === length;
      if (isIt && isSame(view, start, this.text, this.at[next], length)) return next;
      last = next;
      siblings++;
    }
    if (siblings === SIBLINGS_MAX || this.room === 0 || length > GAP_BYTES_MAX) return 0;
    const made = this.#size++;
    if (last === 0) this.child[gap] = made;
    else this.sibling[last] = made;
    this.kind[made] = kind;
    this.at[made] = this.#textLength;
    this.length[made] = length;
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
