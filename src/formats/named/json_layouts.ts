/**
 * Reads JSON lines by the layouts of those before: what stands between two values, names, brackets and all, is nearly
 * always what stood there before. It is compared four bytes at a time, which gives the name without looking at it; only
 * values are looked at. A line that is laid out otherwise is read by the scanner, and its layout kept.
 *
 * Layouts are a tree of such gaps, since lines of different events begin alike. It is a memory of what the scanner says
 * and nothing else: what a line means does not depend on what is in it. A line of 260 bytes takes 220 ns instead of
 * 330, the reading of its time included (bench/formats_bench.ts, group "formats").
 */
import { enlarged } from "../../core/enlarged.ts";
import { words, WordView } from "../../core/words.ts";
import { endOfScalar, scanJsonObject } from "./json_scan.ts";
import type { NamedValues } from "./named_values.ts";

const { endOfQuoted, isSame } = words;
const endOfNumber = endOfScalar;

/** Gaps that are kept, at most; lines with others are read by the scanner. */
const GAPS_MAX = 1024;
/** Gaps that are tried in one place, at most. */
const SIBLINGS_MAX = 8;
/** Bytes of a gap, at most. */
const GAP_BYTES_MAX = 256;
/** Values of a line, at most. */
const VALUES_MAX = 64;
/** Lines whose layout is looked for in vain, at most: those with arrays have none. */
const FAILURES_MAX = 1024;

const OPEN_ARRAY = 0x5b;
/** What comes after a gap: nothing, a number or the like, a text. */
const END = 0;
const SCALAR = 1;
const TEXT = 2;

export class JsonLayouts {
  readonly #values: NamedValues;
  readonly #view = new WordView();
  /** By gap: its bytes in `#texts`, what follows it, the value's name, role and depth. */
  readonly #at = new Int32Array(GAPS_MAX);
  readonly #length = new Int32Array(GAPS_MAX);
  readonly #kind = new Uint8Array(GAPS_MAX);
  readonly #name = new Int32Array(GAPS_MAX);
  readonly #entry = new Int32Array(GAPS_MAX);
  readonly #depth = new Uint8Array(GAPS_MAX);
  /** The first gap that may come after the value behind this one, and the one to be tried instead of it; 0 for none. */
  readonly #child = new Int32Array(GAPS_MAX);
  readonly #sibling = new Int32Array(GAPS_MAX);
  /** Gap 0 is none: its children are the beginnings of lines. */
  #gaps = 1;
  #texts = new Uint8Array(4096);
  #textView = new DataView(this.#texts.buffer);
  #textLength = 0;
  #failures = 0;
  /** The values of the line whose layout is learnt: name, depth, start, end, kind of each in turn. */
  readonly #seen = new Int32Array(VALUES_MAX * 5);
  #seenCount = 0;

  /** Whether the line that was read last may hold an array: lines of a known layout hold none. */
  mayHaveArray = false;

  /** Whatever lines hold goes to `values`. */
  constructor(values: NamedValues) {
    this.#values = values;
  }

  /** Hands the values of the object at bytes[start, end) over, as `scanJsonObject` does; false where it is none. */
  read(bytes: Uint8Array, start: number, end: number): boolean {
    this.mayHaveArray = !this.#follow(bytes, start, end);
    if (!this.mayHaveArray) return true;
    this.#values.restart();
    if (!scanJsonObject(bytes, start, end, this.#values)) return false;
    if (this.#failures < FAILURES_MAX && !this.#learn(bytes, start, end)) this.#failures++;
    return true;
  }

  /** False when the line is laid out otherwise than those before; some of its values may have been handed over. */
  #follow(bytes: Uint8Array, start: number, end: number): boolean {
    const view = this.#view.of(bytes);
    const values = this.#values;
    const kinds = this.#kind;
    let i = start;
    let gap = this.#child[0];
    while (gap !== 0) {
      const length = this.#length[gap];
      const from = i + length;
      if (from > end || !isSame(view, i, this.#textView, this.#at[gap], length)) {
        gap = this.#sibling[gap];
        continue;
      }
      const kind = kinds[gap];
      if (kind === END) {
        if (from === end) return true;
        gap = this.#sibling[gap];
        continue;
      }
      const to = kind === TEXT ? endOfQuoted(view, from, end) : endOfNumber(bytes, from, end);
      if (to < 0) {
        gap = this.#sibling[gap];
        continue;
      }
      values.take(this.#entry[gap], this.#name[gap], this.#depth[gap], bytes, from, to, kind === TEXT);
      i = to;
      gap = this.#child[gap];
    }
    return false;
  }

  /** Notes a value of the line whose layout is learnt: the scanner hands it over. */
  offer(name: number, depth: number, _bytes: Uint8Array, start: number, end: number, isText: boolean): void {
    if (this.#seenCount < VALUES_MAX) {
      this.#seen.set([name, depth, start, end, isText ? TEXT : SCALAR], this.#seenCount * 5);
    }
    this.#seenCount++;
  }

  /** Keeps the layout of a line that the scanner takes; false when it has none, or there is no room. */
  #learn(bytes: Uint8Array, start: number, end: number): boolean {
    this.#seenCount = 0;
    scanJsonObject(bytes, start, end, this);
    if (this.#seenCount > VALUES_MAX || this.#gaps + this.#seenCount >= GAPS_MAX) return false;
    let gap = 0;
    let at = start;
    for (let k = 0; k <= this.#seenCount; k++) {
      const isEnd = k === this.#seenCount;
      const [name, depth, from, to, kind] = isEnd ? [0, 0, end, end, END] : this.#seen.subarray(k * 5, k * 5 + 5);
      if (from - at > GAP_BYTES_MAX || hasArray(bytes, at, from)) return false;
      gap = this.#gapAfter(gap, bytes, at, from, kind) || this.#add(gap, bytes, at, from, kind);
      if (gap === 0) return false;
      this.#name[gap] = name;
      this.#depth[gap] = depth;
      this.#entry[gap] = this.#values.entryOf(name);
      at = to;
    }
    return true;
  }

  /** The gap of these bytes after another; 0 where there is none. */
  #gapAfter(gap: number, bytes: Uint8Array, start: number, end: number, kind: number): number {
    const view = this.#view.of(bytes);
    let next = this.#child[gap];
    for (; next !== 0; next = this.#sibling[next]) {
      const isIt = this.#kind[next] === kind && this.#length[next] === end - start;
      if (isIt && isSame(view, start, this.#textView, this.#at[next], end - start)) break;
    }
    return next;
  }

  /** Adds a gap after another, the last to be tried; 0 where there are too many. */
  #add(gap: number, bytes: Uint8Array, start: number, end: number, kind: number): number {
    let last = 0;
    let siblings = 0;
    for (let next = this.#child[gap]; next !== 0; next = this.#sibling[next]) {
      last = next;
      siblings++;
    }
    if (siblings === SIBLINGS_MAX) return 0;
    const made = this.#gaps++;
    if (last === 0) this.#child[gap] = made;
    else this.#sibling[last] = made;
    this.#kind[made] = kind;
    this.#at[made] = this.#textLength;
    this.#length[made] = end - start;
    if (this.#textLength + end - start > this.#texts.length) {
      this.#texts = enlarged(this.#texts, this.#texts.length * 2);
      this.#textView = new DataView(this.#texts.buffer);
    }
    for (let i = start; i < end; i++) this.#texts[this.#textLength++] = bytes[i];
    return made;
  }
}

/** What arrays hold is no named value, so it would be of the gap. */
function hasArray(bytes: Uint8Array, start: number, end: number): boolean {
  for (let i = start; i < end; i++) if (bytes[i] === OPEN_ARRAY) return true;
  return false;
}
