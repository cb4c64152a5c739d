/**
 * Whether a line only gives the value of a register or a switch, as the dumps do that kernels, runtimes and firmware
 * write after a fault: `RIP: 0x00007f3a`, `fault address: 0x1c`, `write protect enable......1`. Each is written at the
 * level of the fault, and a fault has dozens of them.
 *
 * Told by their form alone: a name of a few words without digits or signs of a sentence, and then a hexadecimal number
 * after a colon or an equals sign, or any short value after a row of dots.
 */

const DOT = 0x2e;
const SPACE = 0x20;
/** Longest name, in bytes, and shortest row of dots. */
const NAME_BYTES_MAX = 64;
const DOTS_MIN = 4;
const VALUE_BYTES_MAX = 24;

/** Whether the message in `bytes` from `start` to `end` is a register's name and value. */
export function isDetailLine(bytes: Uint8Array, start: number, end: number): boolean {
  while (end > start && bytes[end - 1] === SPACE) end--;
  const value = valueStart(bytes, start, end);
  if (value === end || end - value > VALUE_BYTES_MAX) return false;
  let at = value;
  while (at > start && bytes[at - 1] === SPACE) at--;
  let dots = 0;
  while (at > start && bytes[at - 1] === DOT) {
    at--;
    dots++;
  }
  if (dots >= DOTS_MIN) return at > start && at - start <= NAME_BYTES_MAX;
  const isAssigned = at > start && (bytes[at - 1] === 0x3a || bytes[at - 1] === 0x3d);
  return isAssigned && isHexadecimal(bytes, value, end) && isName(bytes, start, at - 1);
}

/** Where the last word begins that neither a space nor a row of dots divides. */
function valueStart(bytes: Uint8Array, start: number, end: number): number {
  let at = end;
  while (at > start && bytes[at - 1] !== SPACE && bytes[at - 1] !== DOT) at--;
  return at;
}

function isHexadecimal(bytes: Uint8Array, start: number, end: number): boolean {
  return end - start > 2 && bytes[start] === 0x30 && (bytes[start + 1] | 0x20) === 0x78;
}

function isName(bytes: Uint8Array, start: number, end: number): boolean {
  if (end <= start || end - start > NAME_BYTES_MAX) return false;
  for (let i = start; i < end; i++) {
    const letter = bytes[i] | 0x20;
    if (bytes[i] !== SPACE && !(letter >= 0x61 && letter <= 0x7a)) return false;
  }
  return true;
}
