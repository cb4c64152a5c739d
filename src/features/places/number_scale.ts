/**
 * The scale on which the numbers of a place are taken: logarithmic in both directions, sign(v)·log2(1+|v|), since what
 * logs measure spans magnitudes. Near 0 it is linear: seconds of which most numbers are a small part would all lie
 * close together, so a place with such numbers has a finer unit.
 */
import { bentLog2Of, bentPowerOf } from "../log2.ts";

const MAGNITUDE_MAX = 200;
/** Numbers of a place after which, and before which, its unit is chosen. */
export const UNIT_FROM = 64;
export const UNIT_UNTIL = 128;
/** Units that the centre has at least, where a finer one is chosen. */
const UNITS = 8;
const FRACTION_MIN = 1e-9;

/** A number, in units of its place, on the scale. */
export function scaled(value: number): number {
  const magnitude = Math.min(MAGNITUDE_MAX, bentLog2Of(1 + (value < 0 ? -value : value)));
  return value < 0 ? -magnitude : magnitude;
}

/** The number of units that lies there on the scale. */
export function unscaled(x: number): number {
  return x < 0 ? 1 - bentPowerOf(-x) : bentPowerOf(x) - 1;
}

/**
 * How many times finer than 1 a unit is to be, by the centre of the numbers and one of them: counts are no fractions.
 */
export function finenessFor(centre: number, value: number): number {
  const size = Math.abs(centre);
  if (Number.isInteger(value) || !(size < 1)) return 1;
  return 2 ** Math.ceil(Math.log2(UNITS / Math.max(FRACTION_MIN, size)));
}
