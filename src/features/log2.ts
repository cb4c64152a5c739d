/**
 * The binary logarithm for the hot path: exponent and mantissa taken from the number's bits, the mantissa's logarithm
 * from a table. Exact for powers of two, else too low by .0015 at most; several times faster than `Math.log2`, and the
 * same on every machine.
 */

const TABLE_BITS = 10;
const TABLE = Float64Array.from({ length: 1 << TABLE_BITS }, (_, k) => Math.log2(1 + k / (1 << TABLE_BITS)));
const number = new Float64Array(1);
const words = new Uint32Array(number.buffer);
/** Where the word with sign and exponent lies: it differs with the machine's byte order. */
const HIGH = new Uint8Array(Uint32Array.of(1).buffer)[0] === 1 ? 1 : 0;

/** log2 of a positive number; of 0 it is −1023. */
export function log2Of(value: number): number {
  number[0] = value;
  const high = words[HIGH];
  return (high >>> 20) - 1023 + TABLE[(high >>> (20 - TABLE_BITS)) & ((1 << TABLE_BITS) - 1)];
}

/** The same of a whole number from 1 on, such as a count, without a way through memory. */
export function log2OfCount(count: number): number {
  if (count > 0x7fffffff) return log2Of(count);
  const zeros = Math.clz32(count);
  return 31 - zeros + TABLE[(count << zeros) >>> (31 - TABLE_BITS) & ((1 << TABLE_BITS) - 1)];
}

/**
 * A line from power to power of two where the logarithm bends a little: never wrong by more than .09, but it tells any
 * two numbers apart, and which is the greater.
 */
export function bentLog2Of(value: number): number {
  number[0] = value;
  const high = words[HIGH];
  return (high >>> 20) - 1023 + (high & 0xfffff) * 2 ** -20 + words[1 - HIGH] * 2 ** -52;
}

/** The number whose bent logarithm this is. */
export function bentPowerOf(log: number): number {
  const exponent = Math.floor(log);
  return 2 ** exponent * (1 + log - exponent);
}
