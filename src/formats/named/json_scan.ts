/**
 * Walks over the bytes of a JSON object (RFC 8259) once and hands its named values over, without making a string or
 * an object. It checks the structure: brackets, commas, colons, the ends of strings; so a line that was cut is no JSON.
 * It is lenient within strings and numbers, as the writers of logs are.
 *
 * Plain loops, because this is the whole cost of JSON lines (bench/formats_bench.ts, group "formats").
 */
import { NAME_HASH } from "./json_names.ts";

const QUOTE = 0x22;
const COMMA = 0x2c;
const MINUS = 0x2d;
const COLON = 0x3a;
const OPEN_ARRAY = 0x5b;
const BACKSLASH = 0x5c;
const CLOSE_ARRAY = 0x5d;
const OPEN_OBJECT = 0x7b;
const CLOSE_OBJECT = 0x7d;

const PRIME = 0x01000193;
const DOT = 0x2e;
/** Objects and arrays within one another, at most; a line with more is not read as JSON. */
const DEPTH_MAX = 64;
/** Base of names within arrays: they have no path. */
const IN_ARRAY = 0;

/** Where each open object's names begin their hash, and which levels are arrays. */
const bases = new Int32Array(DEPTH_MAX + 1);
const isArray = new Uint8Array(DEPTH_MAX + 1);

/** What takes the values: each with the hash of its name, how deep it lies, and where it stands, without its quotes. */
export interface ValueTaker {
  offer(name: number, depth: number, bytes: Uint8Array, start: number, end: number, isText: boolean): void;
}

/** Hands every string, number, true, false to `values`. False when bytes[start, end) are not one whole JSON object. */
export function scanJsonObject(bytes: Uint8Array, start: number, end: number, values: ValueTaker): boolean {
  let i = skipSpace(bytes, start, end);
  if (i >= end || bytes[i] !== OPEN_OBJECT) return false;
  let depth = 1;
  bases[1] = NAME_HASH;
  isArray[1] = 0;
  let base: number = NAME_HASH;
  let hash = 0;
  let inArray = false;
  i = skipSpace(bytes, i + 1, end);
  let isOpen = true; // just after an opening bracket, where the closing one may follow
  for (;;) {
    if (i >= end) return false;
    // ---- the end of an empty object or array, or a name
    if (isOpen && bytes[i] === (inArray ? CLOSE_ARRAY : CLOSE_OBJECT)) {
      i++;
      depth--;
    } else {
      if (!inArray) {
        if (bytes[i] !== QUOTE) return false;
        hash = base;
        let byte = 0;
        for (i++; i < end && (byte = bytes[i]) !== QUOTE; i++) {
          hash = Math.imul(hash ^ (byte | 32), PRIME);
          if (byte === BACKSLASH) i++;
        }
        i = skipSpace(bytes, i + 1, end);
        if (i >= end || bytes[i] !== COLON) return false;
        i = skipSpace(bytes, i + 1, end);
        if (i >= end) return false;
      }
      // ---- a value
      const first = bytes[i];
      if (first === QUOTE) {
        const from = ++i;
        for (; i < end; i++) {
          const byte = bytes[i];
          if (byte === QUOTE) break;
          if (byte === BACKSLASH) i++;
        }
        if (i >= end) return false;
        if (base !== IN_ARRAY && !inArray) values.offer(hash, depth - 1, bytes, from, i, true);
        i++;
      } else if (first === OPEN_OBJECT || first === OPEN_ARRAY) {
        if (depth === DEPTH_MAX) return false;
        depth++;
        bases[depth] = first === OPEN_ARRAY || inArray || base === IN_ARRAY
          ? IN_ARRAY
          : Math.imul(hash ^ (DOT | 32), PRIME);
        isArray[depth] = first === OPEN_ARRAY ? 1 : 0;
        base = bases[depth];
        inArray = first === OPEN_ARRAY;
        isOpen = true;
        i = skipSpace(bytes, i + 1, end);
        continue;
      } else {
        const from = i;
        i = endOfScalar(bytes, i, end);
        if (i < 0) return false;
        if (base !== IN_ARRAY && !inArray) values.offer(hash, depth - 1, bytes, from, i, false);
      }
    }
    // ---- what follows a value
    isOpen = false;
    for (;;) {
      i = skipSpace(bytes, i, end);
      if (depth === 0) return i === end;
      base = bases[depth];
      inArray = isArray[depth] === 1;
      if (i >= end || bytes[i] !== (inArray ? CLOSE_ARRAY : CLOSE_OBJECT)) break;
      i++;
      depth--;
    }
    if (i >= end || bytes[i] !== COMMA) return false;
    i = skipSpace(bytes, i + 1, end);
  }
}

/** Where the string ends whose first byte after the quote is at `start`: its closing quote, or -1. */
export function endOfString(bytes: Uint8Array, start: number, end: number): number {
  let i = start;
  while (i < end && bytes[i] !== QUOTE) i += bytes[i] === BACKSLASH ? 2 : 1;
  return i < end ? i : -1;
}

function skipSpace(bytes: Uint8Array, pos: number, end: number): number {
  let i = pos;
  while (i < end && (bytes[i] === 32 || bytes[i] === 9 || bytes[i] === 13)) i++;
  return i;
}

/** Where a number, true, false or null ends; -1 for anything else. */
export function endOfScalar(bytes: Uint8Array, pos: number, end: number): number {
  const first = bytes[pos];
  if (first === 0x74) return endOfWord(bytes, pos, end, TRUE);
  if (first === 0x66) return endOfWord(bytes, pos, end, FALSE);
  if (first === 0x6e) return endOfWord(bytes, pos, end, NULL);
  if (first !== MINUS && ((first - 48) >>> 0) > 9) return -1;
  let i = pos + 1;
  while (i < end) {
    const byte = bytes[i];
    if (((byte - 48) >>> 0) > 9 && byte !== DOT && (byte | 32) !== 0x65 && byte !== MINUS && byte !== 0x2b) break;
    i++;
  }
  return i === pos + 1 && first === MINUS ? -1 : i;
}

const TRUE = new TextEncoder().encode("true");
const FALSE = new TextEncoder().encode("false");
const NULL = new TextEncoder().encode("null");

function endOfWord(bytes: Uint8Array, pos: number, end: number, word: Uint8Array): number {
  if (pos + word.length > end) return -1;
  for (let i = 0; i < word.length; i++) if (bytes[pos + i] !== word[i]) return -1;
  return pos + word.length;
}
