/**
 * Masking: which tokens of a message are parameters, and the hash of what remains, its *shape*.
 *
 * Messages are cut at delimiters; a token that holds a digit, or is a path, is a parameter and becomes `<*>`; everything
 * else, delimiters included, is the shape. Runs of blanks count as one. `hashShape` does this on bytes for every line
 * (bench/mining_bench.ts), `shapeText` writes the shape out for those few that are new. Both use `isParameter`, and a
 * test holds them together: equal texts if and only if equal hashes.
 */

const DIGIT = 1;
const LETTER = 2;
const SLASH = 4;
const OTHER = 8;
const HIGH = 16;
const BLANK = 64;
const DELIMITER = 128;
/** Bits that end a token. */
const ENDS = BLANK | DELIMITER;

const CLASS = new Uint8Array(256).fill(OTHER);
for (let c = 48; c < 58; c++) CLASS[c] = DIGIT;
for (let c = 97; c < 123; c++) CLASS[c] = CLASS[c - 32] = LETTER;
for (let c = 128; c < 256; c++) CLASS[c] = HIGH;
CLASS[47] = CLASS[92] = SLASH;
for (const c of "=:,()[]\"'{}|;<>\r\n") CLASS[c.charCodeAt(0)] = DELIMITER;
CLASS[32] = CLASS[9] = BLANK;

const FNV_BASIS = 0x811c9dc5 | 0;
const FNV_PRIME = 0x01000193;
const HASH_OF_WILDCARD = 0x3c2a3e11;

/** What stands in a template where a parameter stood. */
export const WILDCARD = "<*>";

/** The hash of a message's shape, 64 bits in two words, overwritten by every `hashShape`. */
export class ShapeHash {
  word1 = 0;
  word2 = 0;
  /** The message holds bytes beyond ASCII, so its UTF-8 may be invalid. */
  beyondAscii = false;
}

/** Hashes the shape of the message in `bytes` from `start` to `end`. About 1 ns a byte. */
export function hashShape(bytes: Uint8Array, start: number, end: number, into: ShapeHash): void {
  let word1 = FNV_BASIS;
  let word2 = 0x1234567;
  let all = 0;
  let i = start;
  while (i < end) {
    const tokenStart = i;
    let flags = 0;
    let token = FNV_BASIS;
    let byte = bytes[i];
    let kind = CLASS[byte];
    while ((kind & ENDS) === 0) {
      flags |= kind;
      token = Math.imul(token ^ byte, FNV_PRIME);
      if (++i === end) break;
      byte = bytes[i];
      kind = CLASS[byte];
    }
    if (i !== tokenStart) {
      all |= flags;
      if ((flags & (DIGIT | SLASH)) !== 0 && isParameter(bytes, tokenStart, i, flags)) token = HASH_OF_WILDCARD;
      word1 = Math.imul(word1 ^ token, 0x85ebca6b);
      word1 ^= word1 >>> 13;
      word2 = Math.imul(word2 ^ token, 0xc2b2ae35);
      word2 ^= word2 >>> 16;
      if (i === end) break;
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
  into.beyondAscii = (all & HIGH) !== 0;
}

/** Whether the token (no delimiter in it) is a parameter. `flags` are the classes of its bytes. */
function isParameter(bytes: Uint8Array, start: number, end: number, flags: number): boolean {
  if ((flags & DIGIT) !== 0) return true;
  // a path: begins with a slash and goes on, or has two of them ("and/or" is a word)
  const first = bytes[start];
  if (CLASS[first] === SLASH) return end - start > 1;
  let slashes = 0;
  for (let i = start; i < end; i++) if (CLASS[bytes[i]] === SLASH) slashes++;
  return slashes >= 2;
}

const decoder = new TextDecoder();

/** The shape of a message as text, with `<*>` for each parameter. Slow path: called once per shape. */
export function shapeText(bytes: Uint8Array, start: number, end: number): string {
  const parts: string[] = [];
  let i = start;
  while (i < end) {
    const tokenStart = i;
    let flags = 0;
    while (i < end && ((CLASS[bytes[i]]) & ENDS) === 0) {
      flags |= CLASS[bytes[i++]];
    }
    if (i !== tokenStart) {
      parts.push(isParameter(bytes, tokenStart, i, flags) ? WILDCARD : decoder.decode(bytes.slice(tokenStart, i)));
      if (i === end) break;
    }
    if (CLASS[bytes[i]] === BLANK) {
      while (i + 1 < end && CLASS[bytes[i + 1]] === BLANK) i++;
      parts.push(" ");
    } else {
      parts.push(String.fromCharCode(bytes[i]));
    }
    i++;
  }
  return parts.join("");
}
