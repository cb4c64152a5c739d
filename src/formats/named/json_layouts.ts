/**
 * Reads JSON lines by the layouts of those before: what stands between two values, names, brackets and all, is nearly
 * always what stood there before. It is compared four bytes at a time, which gives the name without looking at it; only
 * values are looked at. A line that is laid out otherwise is read by the scanner, and its layout kept.
 *
 * Layouts are a tree of such gaps (core/collections/gap_tree.ts). It is a memory of what the scanner says and nothing
 * else: what a line means does not depend on what is in it. A line of 260 bytes takes 220 ns instead of 330, with the
 * reading of its time (bench/formats_bench.ts, group "formats").
 */
import { GAP, GapTree } from "../../core/collections/gap_tree.ts";
import { words, WordView } from "../../core/lines/words.ts";
import { endOfScalar, scanJsonObject } from "./json_scan.ts";
import type { NamedValues } from "./named_values.ts";

const { endOfQuoted, isSame } = words;
const endOfNumber = endOfScalar;

/** Gaps that are kept, at most; lines with others are read by the scanner. */
const GAPS_MAX = 1024;
/** Values of a line, at most. */
const VALUES_MAX = 64;
/** Lines whose layout is looked for in vain, at most: those with arrays have none. */
const FAILURES_MAX = 1024;

const { child: CHILD, sibling: SIBLING, at: AT, length: LENGTH, kind: KIND } = GAP;
/** The follower's own: the name, role and depth of the value behind a gap. */
const NAME = GAP.own;
const ENTRY = NAME + 1;
const DEPTH = NAME + 2;
const OPEN_ARRAY = 0x5b;
/** What comes after a gap: nothing, a number or the like, a text. */
const END = 0;
const SCALAR = 1;
const TEXT = 2;

export class JsonLayouts {
  readonly #values: NamedValues;
  readonly #view = new WordView();
  readonly #tree = new GapTree(GAPS_MAX, 1);
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
    const { rows, text } = this.#tree;
    let i = start;
    let gap = rows[CHILD];
    while (gap !== 0) {
      const length = rows[gap + LENGTH];
      const from = i + length;
      if (from > end || !isSame(view, i, text, rows[gap + AT], length)) {
        gap = rows[gap + SIBLING];
        continue;
      }
      const kind = rows[gap + KIND];
      if (kind === END) {
        if (from === end) return true;
        gap = rows[gap + SIBLING];
        continue;
      }
      const to = kind === TEXT ? endOfQuoted(view, from, end) : endOfNumber(bytes, from, end);
      if (to < 0) {
        gap = rows[gap + SIBLING];
        continue;
      }
      values.take(rows[gap + ENTRY], rows[gap + NAME], rows[gap + DEPTH], bytes, from, to, kind === TEXT);
      i = to;
      gap = rows[gap + CHILD];
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
    if (this.#seenCount > VALUES_MAX || this.#tree.room <= this.#seenCount) return false;
    const view = this.#view.of(bytes);
    const { rows } = this.#tree;
    let gap = 0;
    let at = start;
    for (let k = 0; k <= this.#seenCount; k++) {
      const isEnd = k === this.#seenCount;
      const [name, depth, from, to, kind] = isEnd ? [0, 0, end, end, END] : this.#seen.subarray(k * 5, k * 5 + 5);
      if (hasArray(bytes, at, from)) return false;
      gap = this.#tree.take(gap, view, at, from, kind);
      if (gap === 0) return false;
      rows[gap + NAME] = name;
      rows[gap + DEPTH] = depth;
      rows[gap + ENTRY] = this.#values.entryOf(name);
      at = to;
    }
    return true;
  }
}

/** What arrays hold is no named value, so it would be of the gap. */
function hasArray(bytes: Uint8Array, start: number, end: number): boolean {
  for (let i = start; i < end; i++) if (bytes[i] === OPEN_ARRAY) return true;
  return false;
}
