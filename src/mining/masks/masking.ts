/**
 * Masking: which parts of a message are parameters, and the hash of what remains, its *shape*.
 *
 * Messages are cut at blanks and delimiters; of each token its parameters are masked (token_mask.ts); everything else,
 * delimiters included, is the shape. Runs of blanks count as one. `hashShape` does this on bytes for every line
 * (bench/mining_bench.ts), `shapeText` writes the shape out for those few that are new. All that the miner decides, it
 * decides on the shape's text: so lines with the same hash cannot be told apart later, and need be looked at once.
 *
 * What is masked is handed over as the line's parameters, one for each mask in the shape, in their order: the token, or
 * of a token with colons the part (`took:12ms` gives `12ms`); of a part that is masked but for its letters all of it
 * (`eth0`), since it is the whole that names something. Dots and the like behind it are no part of it.
 */
import { ParameterList } from "../../core/lines/parameters.ts";
import { VisibleBytes } from "../../core/lines/visible_bytes.ts";
import * as byteClass from "./byte_class.ts";
import * as tokenMask from "./token_mask.ts";

// V8 looks an import up at every use, and folds only what is of this file
const { BLANK, CLASS, DIGIT, ENDS, HIGH, LETTER, SLASH } = byteClass;
const { COLON, isParameter, MASK, MaskedToken } = tokenMask;
const FNV_BASIS = 0x811c9dc5 | 0;
const FNV_PRIME = 0x01000193;
const HASH_OF_MASK = Math.imul(FNV_BASIS ^ MASK, FNV_PRIME);
const HASH_OF_MASK_AND_COLON = Math.imul(HASH_OF_MASK ^ COLON, FNV_PRIME);
/** Where a word ends, or may turn out to be a parameter. */
const STOPS = DIGIT | SLASH | ENDS;
const LINE_FEED = 10;
/** Bytes of a shape's text, at most: what the miner looks at. */
const SHAPE_BYTES_MAX = 4096;

/** What stands in a template where a parameter stood. */
export const WILDCARD = "<*>";
/** The same in a shape's text: one character that no text has. */
export const MASK_CHARACTER = String.fromCharCode(MASK);
/** What a mask of the user's has taken, before it becomes a mask like any other. */
export const NAMED_MASK_CHARACTER = String.fromCharCode(tokenMask.NAMED_MASK);

const masked = new MaskedToken();
const visible = new VisibleBytes();

/** The hash of a message's shape, 64 bits in two words, overwritten by every `hashShape`. */
export class ShapeHash {
  word1 = 0;
  word2 = 0;
}

/** For those who need no parameters. */
const NO_PARAMETERS = new ParameterList();

/**
 * Hashes the shape of the message in `bytes` from `start` to `end`, and hands over what is masked. About 1 ns a byte.
 * The byte behind a message nearly always ends a word, as a line feed does; else one is put there meanwhile.
 */
export function hashShape(
  bytes: Uint8Array,
  start: number,
  end: number,
  into: ShapeHash,
  parameters = NO_PARAMETERS,
): void {
  if (end >= bytes.length) {
    const longer = new Uint8Array(end + 1);
    longer.set(bytes);
    longer[end] = LINE_FEED;
    return hashEnded(longer, start, end, into, parameters);
  }
  const behind = bytes[end];
  if ((CLASS[behind] & ENDS) !== 0) return hashEnded(bytes, start, end, into, parameters);
  bytes[end] = LINE_FEED;
  hashEnded(bytes, start, end, into, parameters);
  bytes[end] = behind;
}

/** The same where the byte behind the message ends a word: no loop over a word need ask for the end of the message. */
function hashEnded(
  bytes: Uint8Array,
  start: number,
  end: number,
  into: ShapeHash,
  parameters: ParameterList,
): void {
  const { start: starts, end: ends, limit, length: first } = parameters;
  let count = first;
  let word1 = FNV_BASIS;
  let word2 = 0x1234567;
  let i = start;
  while (i < end) {
    const tokenStart = i;
    let flags = 0;
    let token = FNV_BASIS;
    let byte = bytes[i];
    let kind = CLASS[byte];
    while ((kind & STOPS) === 0) {
      flags |= kind;
      token = Math.imul(token ^ byte, FNV_PRIME);
      byte = bytes[++i];
      kind = CLASS[byte];
    }
    if ((kind & ENDS) === 0) {
      // a parameter, nearly always: what it is made of need not be hashed
      do {
        flags |= kind;
        byte = bytes[++i];
        kind = CLASS[byte];
      } while ((kind & ENDS) === 0);
      if ((flags & (DIGIT | LETTER | HIGH)) === DIGIT || isParameter(bytes, tokenStart, i, flags)) {
        // what follows an address tends to be a reason: `10.0.0.1: Connection refused`
        const hasColon = bytes[i - 1] === COLON;
        token = hasColon ? HASH_OF_MASK_AND_COLON : HASH_OF_MASK;
        if (count < limit) {
          starts[count] = tokenStart;
          ends[count++] = hasColon ? i - 1 : i;
        }
      } else {
        token = maskedHash(bytes, tokenStart, i, end);
        for (let k = 0; k < masked.count && count < limit; k += 2) {
          starts[count] = tokenStart + masked.ranges[k];
          ends[count++] = tokenStart + masked.ranges[k + 1];
        }
        if (masked.end !== i) {
          i = masked.end;
          byte = bytes[i];
          kind = CLASS[byte];
        }
      }
    }
    if (i !== tokenStart) {
      word1 = Math.imul(word1 ^ token, 0x85ebca6b);
      word1 ^= word1 >>> 13;
      word2 = Math.imul(word2 ^ token, 0xc2b2ae35);
      word2 ^= word2 >>> 16;
      if (i >= end) break;
    }
    if (kind === BLANK) {
      byte = 32;
      while (i + 1 < end && CLASS[bytes[i + 1]] === BLANK) i++;
    }
    word1 = Math.imul(word1 ^ byte, FNV_PRIME);
    word2 = (Math.imul(word2 ^ byte, FNV_PRIME) + 1) | 0;
    i++;
  }
  into.word1 = word1;
  into.word2 = word2;
  const { name } = parameters;
  for (let k = first; k < count; k++) name[k] = 0;
  parameters.length = count;
}

function rawHash(bytes: Uint8Array, start: number, end: number): number {
  let hash = FNV_BASIS;
  for (let i = start; i < end; i++) hash = Math.imul(hash ^ bytes[i], FNV_PRIME);
  return hash;
}

/** Names of nodes and the like come again and again: what a token was masked to is remembered by its bytes. */
const MEMO_SLOTS = 1 << 13;
const MEMO_BYTES = 32;
const memoBytes = new Uint8Array(MEMO_SLOTS * MEMO_BYTES);
const memoLength = new Uint8Array(MEMO_SLOTS);
const memoHash = new Int32Array(MEMO_SLOTS);
/** Where its masks stand in it, and the number of what says so. */
const MEMO_RANGES = 8;
const memoRanges = new Uint8Array(MEMO_SLOTS * MEMO_RANGES);
const memoCount = new Uint8Array(MEMO_SLOTS);

/** The hash of a token once it is masked; `masked.end` says where it ends. */
function maskedHash(bytes: Uint8Array, start: number, end: number, limit: number): number {
  const length = end - start;
  const raw = rawHash(bytes, start, end);
  const slot = (raw ^ (raw >>> 16)) & (MEMO_SLOTS - 1);
  const at = slot * MEMO_BYTES;
  if (memoLength[slot] === length) {
    let i = 0;
    while (i < length && memoBytes[at + i] === bytes[start + i]) i++;
    if (i === length) {
      masked.end = end;
      const count = masked.count = memoCount[slot];
      for (let k = 0; k < count; k++) masked.ranges[k] = memoRanges[slot * MEMO_RANGES + k];
      return memoHash[slot];
    }
  }
  masked.mask(bytes, start, end, limit);
  const hash = rawHash(masked.bytes, 0, masked.length);
  if (length <= MEMO_BYTES && masked.count <= MEMO_RANGES && !masked.mayGoOn) {
    for (let i = 0; i < length; i++) memoBytes[at + i] = bytes[start + i];
    memoLength[slot] = length;
    memoHash[slot] = hash;
    memoCount[slot] = masked.count;
    for (let k = 0; k < masked.count; k++) memoRanges[slot * MEMO_RANGES + k] = masked.ranges[k];
  }
  return hash;
}

const decoder = new TextDecoder();
/** The shape whose text is made. A delimiter may come behind the last byte that counts. */
const shapeBytes = new Uint8Array(SHAPE_BYTES_MAX + 1);

/** The shape of a message as text, with `MASK_CHARACTER` for each parameter. Slow path: called once per shape. */
export function shapeText(bytes: Uint8Array, start: number, end: number): string {
  return visible.take(bytes, start, end)
    ? visibleShapeText(visible.bytes, 0, visible.length)
    : visibleShapeText(bytes, start, end);
}

function visibleShapeText(bytes: Uint8Array, start: number, end: number): string {
  const out = shapeBytes;
  let length = 0;
  let i = start;
  while (i < end && length < SHAPE_BYTES_MAX) {
    const tokenStart = i;
    let flags = 0;
    while (i < end && (CLASS[bytes[i]] & ENDS) === 0) flags |= CLASS[bytes[i++]];
    if (i !== tokenStart) {
      if ((flags & (DIGIT | SLASH)) === 0) {
        for (let k = tokenStart; k < i && length < SHAPE_BYTES_MAX; k++) out[length++] = bytes[k];
      } else if (isParameter(bytes, tokenStart, i, flags)) {
        out[length++] = MASK;
        if (bytes[i - 1] === COLON) out[length++] = COLON;
      } else {
        masked.mask(bytes, tokenStart, i, end);
        for (let k = 0; k < masked.length && length < SHAPE_BYTES_MAX; k++) out[length++] = masked.bytes[k];
        i = masked.end;
      }
      if (i === end) break;
    }
    if (CLASS[bytes[i]] === BLANK) {
      while (i + 1 < end && CLASS[bytes[i + 1]] === BLANK) i++;
      out[length++] = 32;
    } else {
      out[length++] = bytes[i];
    }
    i++;
  }
  return decoder.decode(out.subarray(0, Math.min(length, SHAPE_BYTES_MAX)));
}
