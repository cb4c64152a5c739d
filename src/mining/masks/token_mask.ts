/**
 * What remains of one token once its parameters are masked. A token here holds no blank and no delimiter, but may hold
 * colons, slashes, dots. It is looked at only when it holds a digit, a slash, a backslash or an at sign.
 *
 * `eth0` keeps its letters (`eth<*>`), since they may tell events apart; what begins with a digit, looks like hex, or
 * has several digit groups (`blk_-160`, `0x1f`, `550e8400-e29b-…`) is a parameter as a whole, as are paths, URLs,
 * e-mail addresses, dotted numbers, MAC and IPv6 addresses. Works on bytes, since it runs for most lines
 * (bench/mining_bench.ts).
 */
import * as byteClass from "./byte_class.ts";

// V8 looks an import up at every use, and folds only what is of this file
const { CLASS, DIGIT, ENDS, HIGH, LETTER, MARK, SLASH } = byteClass;

/** The byte that stands for a parameter in a shape. */
export const MASK = 1;
/**
 * The byte that stands, while a shape is found, for what a mask of the user's has taken; in the shape it is a `MASK`.
 */
export const NAMED_MASK = 2;
/** Longer tokens are parameters as a whole. */
const TOKEN_BYTES_MAX = 512;

export const COLON = 58;
const DOT = 46;
const AT = 64;
const QUESTION = 63;

/**
 * Whether a token with a digit or a slash is a parameter at first sight, as nearly all are: it is made of digits and
 * signs alone, its first digit begins a part of it, or it begins with a slash. `flags` are the classes of its bytes.
 */
export function isParameter(bytes: Uint8Array, start: number, end: number, flags: number): boolean {
  if ((flags & (DIGIT | LETTER | HIGH)) === DIGIT) return true;
  if ((flags & MARK) !== 0) return false;
  const first = bytes[start];
  if ((flags & SLASH) !== 0) return CLASS[first] === SLASH && first !== AT && end - start > 1;
  let i = start;
  while (CLASS[bytes[i]] !== DIGIT) i++;
  if (i === start) return true;
  const before = bytes[i - 1];
  return (CLASS[before] & LETTER) === 0 && !(before === DOT && bytes[i - 2] === DOT);
}

/** A masked token: bytes in a scratch buffer. */
export class MaskedToken {
  readonly bytes = new Uint8Array(TOKEN_BYTES_MAX * 2);
  length = 0;
  /** Where the token ends in the message: a URL goes on over delimiters. */
  end = 0;
  /** Whether it may go on over the delimiter behind it, so that its mask depends on more than its own bytes. */
  mayGoOn = false;
  /** Where the words with masks begin and end, from the token's beginning, in turn; and how many numbers these are. */
  readonly ranges = new Uint32Array(TOKEN_BYTES_MAX * 2);
  count = 0;
  #start = 0;

  /** Masks the token from `start` to `end` of a message that goes on until `limit`. */
  mask(bytes: Uint8Array, start: number, end: number, limit: number): void {
    this.end = end;
    this.length = this.count = 0;
    this.#start = start;
    if (end - start > TOKEN_BYTES_MAX) return this.#putMask(start, end);
    let colons = 0;
    let colon = start;
    let flags = 0;
    let dots = 0;
    let questions = 0;
    for (let i = start; i < end; i++) {
      const byte = bytes[i];
      flags |= CLASS[byte];
      if (byte === COLON) {
        colons++;
        colon = i;
      } else if (byte === DOT) dots++;
      else if (byte === QUESTION) questions++;
    }
    const hasSlash = (flags & SLASH) !== 0;
    this.mayGoOn = questions > 0 || colons > 0 && hasSlash && isUrl(bytes, start, end);
    if (!hasSlash && dots + questions === 0 && colons < 2) {
      // names of letters, digits and dashes, with a colon between them at most: nothing else is to be looked for
      if (colon > start) this.#name(bytes, start, colon);
      if (colons > 0) this.#put(COLON);
      if (end > colon + colons) this.#name(bytes, colon + colons, end);
      return;
    }
    if (colons === 0) return this.#part(bytes, start, end, limit);
    if (isUrl(bytes, start, end)) {
      this.end = urlEnd(bytes, end, limit);
      return this.#putMask(start, this.end);
    }
    if (colons >= 2 && isAddress(bytes, start, end, colons)) return this.#putMask(start, end);
    // an address before a colon that is none of its own
    if (colons >= 3 && bytes[end - 1] === COLON && isAddress(bytes, start, end - 1, colons - 1)) {
      this.#putMask(start, end - 1);
      return this.#put(COLON);
    }
    let from = start;
    for (let i = start; i <= end; i++) {
      if (i < end && bytes[i] !== COLON) continue;
      if (i > from) this.#part(bytes, from, i, i === end ? limit : i);
      if (i < end) this.#put(COLON);
      from = i + 1;
    }
  }

  /** A stretch without colons; dots at its end stay, and so do words before an ellipsis (`Retrying...3`). */
  #part(bytes: Uint8Array, start: number, end: number, limit: number): void {
    let last = end;
    while (last > start && bytes[last - 1] === DOT) last--;
    let from = start;
    for (let i = start + 1; i + 1 < last; i++) {
      if (bytes[i] !== DOT || bytes[i + 1] !== DOT || (CLASS[bytes[i - 1]] & LETTER) === 0) continue;
      this.#word(bytes, start, i, i);
      this.#put(DOT);
      this.#put(DOT);
      while (i < last && bytes[i] === DOT) i++;
      from = i;
      break;
    }
    if (last > from) this.#word(bytes, from, last, last === end ? limit : last);
    for (let i = last; i < end && i < last + 2; i++) this.#put(DOT);
  }

  #word(bytes: Uint8Array, start: number, end: number, limit: number): void {
    if (isPathOrAddress(bytes, start, end)) {
      if (!hasQuestionMark(bytes, start, end)) return this.#putMask(start, end);
      this.end = Math.max(this.end, urlEnd(bytes, end, limit));
      return this.#putMask(start, this.end);
    }
    this.#name(bytes, start, end);
  }

  #name(bytes: Uint8Array, start: number, end: number): void {
    const { length, count } = this;
    if (!this.#runs(bytes, start, end)) {
      this.length = length;
      this.count = count;
      this.#putMask(start, end);
    }
  }

  /** Copies the word with digits replaced; false when it is a parameter as a whole. */
  #runs(bytes: Uint8Array, start: number, end: number): boolean {
    let mixed = 0;
    let i = start;
    while (i < end) {
      const kind = CLASS[bytes[i]];
      if ((kind & (LETTER | DIGIT)) === 0) {
        this.#put(bytes[i++]);
        continue;
      }
      const runStart = i;
      let groups = 0;
      let isHex = true;
      let before = 0;
      for (; i < end; i++) {
        const byte = bytes[i];
        const now = CLASS[byte] & (LETTER | DIGIT);
        if (now === 0) break;
        if (now === DIGIT) {
          if (i === runStart) return false;
          if (before !== DIGIT) {
            groups++;
            this.#putMask(start, end);
          }
        } else {
          if ((byte | 32) > 102) isHex = false;
          this.#put(byte);
        }
        before = now;
      }
      if (groups === 0) continue;
      if (groups > 1 || isHex && i - runStart >= 4 || ++mixed > 1) return false;
    }
    return true;
  }

  #putMask(start: number, end: number): void {
    this.ranges[this.count++] = start - this.#start;
    this.ranges[this.count++] = end - this.#start;
    this.#put(MASK);
  }

  #put(byte: number): void {
    this.bytes[this.length++] = byte;
  }
}

/** A path (begins with a slash, or has two), a number with two dots, or an e-mail address. */
function isPathOrAddress(bytes: Uint8Array, start: number, end: number): boolean {
  if (CLASS[bytes[start]] === SLASH && bytes[start] !== AT && end - start > 1) return true;
  let slashes = 0;
  let dots = 0;
  let digits = 0;
  for (let i = start; i < end; i++) {
    const byte = bytes[i];
    const kind = CLASS[byte];
    if (kind === SLASH) {
      if (byte !== AT) slashes++;
      else if (i > start && i + 1 < end && (CLASS[bytes[i - 1]] & LETTER) !== 0) return true;
    } else if (kind === DIGIT) digits++;
    else if (byte === DOT) {
      if (bytes[i + 1] === DOT && i + 1 < end) dots = -9;
      dots++;
    }
  }
  return slashes >= 2 || dots >= 2 && digits > 0;
}

/** A time, a MAC or an IPv6 address: parts of hex digits between colons, all but one at most, and a digit somewhere. */
function isAddress(bytes: Uint8Array, start: number, end: number, colons: number): boolean {
  let plain = 0;
  let digits = 0;
  let isPlain = true;
  let from = start;
  for (let i = start; i <= end; i++) {
    const byte = i < end ? bytes[i] : COLON;
    if (byte === COLON) {
      if (i > from && isPlain) plain++;
      from = i + 1;
      isPlain = true;
    } else if ((CLASS[byte] & DIGIT) !== 0) digits++;
    else if ((CLASS[byte] & LETTER) !== 0 && (byte | 32) > 102) isPlain = false;
  }
  return digits > 0 && plain >= Math.max(2, colons);
}

/** By a loop, since `includes` and `subarray` are slow on shared memory. */
function hasQuestionMark(bytes: Uint8Array, start: number, end: number): boolean {
  for (let i = start; i < end; i++) if (bytes[i] === QUESTION) return true;
  return false;
}

function isUrl(bytes: Uint8Array, start: number, end: number): boolean {
  for (let i = start + 1; i + 2 < end; i++) {
    if (bytes[i] === COLON && bytes[i + 1] === 47 && bytes[i + 2] === 47) return true;
  }
  return false;
}

/** Where a URL ends: at a blank, a quote or a closing bracket. */
function urlEnd(bytes: Uint8Array, from: number, limit: number): number {
  let i = from;
  while (i < limit && !(CLASS[bytes[i]] & ENDS && isUrlEnd(bytes[i]))) i++;
  return i;
}

function isUrlEnd(byte: number): boolean {
  // = ; , | { } go on; anything else that ends a token ends the URL
  return byte !== 61 && byte !== 59 && byte !== 44 && byte !== 124 && byte !== 123 && byte !== 125;
}
