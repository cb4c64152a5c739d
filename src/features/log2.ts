/**
 * The binary logarithm for the hot path: exponent and mantissa taken from the number's bits, the mantissa's logarithm
 * from a table. Exact for powers of two, else too low by .0015 at most; several times faster than `Math.log2`, and the
 * same on every machine.
 *
 * Written so short that V8 puts it in wherever it is used (75 bytes of its code, of functions that take or give numbers
 * with a fraction), and without calls: else each result would be an object on the heap, four of them for a line.
 */

/** By the ten bits of a number behind its highest. */
const TABLE = Float64Array.from({ length: 1024 }, (_, k) => Math.log2(1 + k / 1024));
const { clz32 } = Math;
const number = new Float64Array(1);
const words = new Uint32Array(number.buffer);
/** Where the word with sign and exponent lies: it differs with the machine's byte order. */
const HIGH = new Uint8Array(Uint32Array.of(1).buffer)[0] === 1 ? 1 : 0;
const LOW = 1 - HIGH;

/** log2 of a positive number; of 0 it is −1023. */
export function log2Of(value: number): number {
  number[0] = value;
  const high = words[HIGH];
  return (high >>> 20) - 1023 + TABLE[high >>> 10 & 1023];
}

/** The same of a whole number from 1 on, such as a count, without a way through memory. */
export function log2OfCount(count: number): number {
  let top = 31;
  if (count > 0x7fffffff) {
    // what is left has all bits that are read
    count /= 0x200000;
    top = 52;
  }
  const zeros = clz32(count);
  return top - zeros + TABLE[(count << zeros) >>> 21 & 1023];
}

/**
 * A line from power to power of two where the logarithm bends a little: never wrong by more than .09, but it tells any
 * two numbers apart, and which is the greater.
 */
export function bentLog2Of(value: number): number {
  number[0] = value;
  const high = words[HIGH];
  return (high >>> 20) - 1023 + (high & 0xfffff) * 2 ** -20 + words[LOW] * 2 ** -52;
}

/** The number whose bent logarithm this is. */
export function bentPowerOf(log: number): number {
  const exponent = Math.floor(log);
  return 2 ** exponent * (1 + log - exponent);
}
