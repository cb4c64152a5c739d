/**
 * The hashes of shapes by the layouts of messages before: the words between two parameters are nearly always those that
 * stood there before. They are compared four bytes at a time, which gives their hash without looking at each; only
 * parameters are looked at. A message that is laid out otherwise is hashed by `hashShape`, and its layout kept when it
 * comes again.
 *
 * It is a memory of what `hashShape` says and nothing else. Kept are layouts whose words hold no digit and no slash,
 * and whose parameters are whole tokens: what more is masked depends on more than where it stands. A worker takes
 * 325 ns for a line of HDFS instead of 375, and 510 instead of 585 where it is JSON (bench/mining_bench.ts, "masks").
 */
import { GAP, GapTree } from "../../core/collections/gap_tree.ts";
import type { ParameterList } from "../../core/lines/parameters.ts";
import { words, WordView } from "../../core/lines/words.ts";
import * as byteClass from "./byte_class.ts";
import { hashShape, type ShapeHash } from "./masking.ts";
import * as tokenMask from "./token_mask.ts";

// V8 looks an import up at every use, and folds only what is of this file
const { isSame } = words;
const { CLASS, DIGIT, ENDS, SLASH } = byteClass;
const { COLON, isParameter } = tokenMask;
const MASKED = DIGIT | SLASH;
/** `ENDS` of four bytes. */
const ALL_ENDS = ENDS * 0x01010101 | 0;
const { child: CHILD, sibling: SIBLING, at: AT, length: LENGTH, kind: KIND } = GAP;
/** The follower's own, of a gap that ends messages: the two words of their shape's hash. */
const WORD1 = GAP.own;
const WORD2 = WORD1 + 1;

/** Gaps that are kept, at most; messages with others are hashed byte by byte. */
const GAPS_MAX = 4096;
const ROOTS = 256;
/** Once a layout found no room, all are forgotten after so many more messages that follow none: others come by now. */
const MISSED_MAX = 1 << 16;
/** Shapes that are remembered, to keep the layouts of those alone that come again. */
const SEEN_SLOTS = 1 << 10;
/** How often that is looked at of one shape: it may have several, by its blanks, or none. */
const LOOKS_MAX = 8;

/** What comes after a gap: nothing, or a parameter. */
const END = 0;
const PARAMETER = 1;

export class ShapeLayouts {
  readonly #tree = new GapTree(GAPS_MAX, ROOTS);
  readonly #view = new WordView();
  /** Shapes that were hashed byte by byte lately, and how often their layout was looked at. */
  readonly #seen = new Int32Array(SEEN_SLOTS);
  readonly #looks = new Uint8Array(SEEN_SLOTS);
  /** Messages that followed no layout so far, and how many there are when all are forgotten; 0 while there is room. */
  missed = 0;
  #missedMax = 0;

  /** The same as `hashShape`. */
  hash(bytes: Uint8Array, start: number, end: number, into: ShapeHash, parameters: ParameterList): void {
    const first = parameters.length;
    const isEnded = start < end && end < bytes.length && (CLASS[bytes[end]] & ENDS) !== 0;
    if (isEnded && this.#follow(bytes, start, end, into, parameters)) return;
    this.missed++;
    hashShape(bytes, start, end, into, parameters);
    if (isEnded && this.#isDue(into)) this.#learn(bytes, start, end, into, parameters, first);
  }

  /** False when the message is laid out otherwise than those before, or has too many parameters. */
  #follow(bytes: Uint8Array, start: number, end: number, into: ShapeHash, parameters: ParameterList): boolean {
    const view = this.#view.of(bytes);
    const { rows, text } = this.#tree;
    const { start: starts, end: ends, name, limit } = parameters;
    let count = parameters.length;
    let i = start;
    let gap = rows[rootOf(bytes[start]) + CHILD];
    while (gap !== 0) {
      const length = rows[gap + LENGTH];
      const from = i + length;
      if (from > end || !isSame(view, i, text, rows[gap + AT], length)) {
        gap = rows[gap + SIBLING];
        continue;
      }
      if (rows[gap + KIND] === END) {
        if (from < end) {
          gap = rows[gap + SIBLING];
          continue;
        }
        into.word1 = rows[gap + WORD1];
        into.word2 = rows[gap + WORD2];
        parameters.length = count;
        return true;
      }
      let to = from;
      let flags = 0;
      // four at a time, and without a branch for where it ends among them, which processors guess wrong half the time
      for (; to + 4 <= end; to += 4) {
        const word = view.getInt32(to, true);
        const classes = CLASS[word & 0xff] | CLASS[word >>> 8 & 0xff] << 8 | CLASS[word >>> 16 & 0xff] << 16 |
          CLASS[word >>> 24] << 24;
        const found = classes & ALL_ENDS;
        if (found === 0) {
          flags |= classes;
          continue;
        }
        const before = (31 - Math.clz32(found & -found)) >> 3;
        flags |= classes & ~(-1 << (before << 3));
        to += before;
        break;
      }
      flags |= flags >>> 16;
      flags = (flags | flags >>> 8) & 0xff;
      for (let byte = CLASS[bytes[to]]; (byte & ENDS) === 0; byte = CLASS[bytes[++to]]) flags |= byte;
      if ((flags & MASKED) === 0 || count >= limit || !isParameter(bytes, from, to, flags)) {
        gap = rows[gap + SIBLING];
        continue;
      }
      i = bytes[to - 1] === COLON ? to - 1 : to;
      starts[count] = from;
      ends[count] = i;
      name[count++] = 0;
      gap = rows[gap + CHILD];
    }
    return false;
  }

  /** Whether the layout of a shape is to be kept: it came before, and was not looked at in vain too often. */
  #isDue({ word1 }: ShapeHash): boolean {
    if (this.missed === this.#missedMax) this.#forget();
    const slot = word1 & (SEEN_SLOTS - 1);
    if (this.#seen[slot] !== word1) {
      this.#seen[slot] = word1;
      this.#looks[slot] = 0;
      return false;
    }
    if (this.#looks[slot] === LOOKS_MAX) return false;
    this.#looks[slot]++;
    return true;
  }

  /** Keeps the layout of a message whose parameters are those from `first` on, if it is one that can be followed. */
  #learn(
    bytes: Uint8Array,
    start: number,
    end: number,
    { word1, word2 }: ShapeHash,
    parameters: ParameterList,
    first: number,
  ): void {
    const { start: starts, end: ends, length: last, limit } = parameters;
    if (last >= limit) return;
    const view = this.#view.of(bytes);
    let gap = rootOf(bytes[start]);
    let at = start;
    for (let k = first; k <= last; k++) {
      const to = k < last ? starts[k] : end;
      if (!isOfWords(bytes, at, to) || k < last && !isToken(bytes, start, to, ends[k])) return;
      gap = this.#tree.take(gap, view, at, to, k < last ? PARAMETER : END);
      if (gap === 0) {
        if (this.#missedMax === 0) this.#missedMax = this.missed + MISSED_MAX;
        return;
      }
      at = ends[k];
    }
    const { rows } = this.#tree;
    rows[gap + WORD1] = word1;
    rows[gap + WORD2] = word2;
  }

  #forget(): void {
    this.#tree.clear();
    this.#looks.fill(0);
    this.#missedMax = 0;
  }
}

/** Messages begin with any byte, and those that begin with one have a tree of their own; numbers share one. */
function rootOf(byte: number): number {
  return GapTree.root((CLASS[byte] & MASKED) === 0 ? byte : 0);
}

/** Whether nothing of a gap could be masked. */
function isOfWords(bytes: Uint8Array, start: number, end: number): boolean {
  for (let i = start; i < end; i++) if ((CLASS[bytes[i]] & MASKED) !== 0) return false;
  return true;
}

/** Whether a parameter is a token, maybe with a colon behind it, and is masked as one. */
function isToken(bytes: Uint8Array, messageStart: number, start: number, parameterEnd: number): boolean {
  const end = bytes[parameterEnd] === COLON ? parameterEnd + 1 : parameterEnd;
  if (start > messageStart && (CLASS[bytes[start - 1]] & ENDS) === 0 || (CLASS[bytes[end]] & ENDS) === 0) return false;
  let flags = 0;
  for (let i = start; i < end; i++) flags |= CLASS[bytes[i]];
  return (flags & (MASKED | ENDS)) !== 0 && (flags & ENDS) === 0 && isParameter(bytes, start, end, flags);
}
