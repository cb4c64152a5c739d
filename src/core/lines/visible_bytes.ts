/**
 * What one sees of a line that is coloured for a terminal: its bytes without the sequences that set colours (SGR,
 * ECMA-48 8.3.117, such as `ESC [ 1 ; 31 m`), and where each of them stands in the line.
 */
import type { ParameterList } from "./parameters.ts";

const ESCAPE = 0x1b;
const BRACKET = 0x5b;
const SGR = 0x6d;
/** Erasing the rest of the line, which `grep --color` does behind each colour. */
const ERASE_LINE = 0x4b;

/** A copy of one line after another; valid until the next. */
export class VisibleBytes {
  bytes = new Uint8Array(4096);
  length = 0;
  /** Where each byte of the copy stands in the raw line; one more for its end. */
  #raw = new Uint32Array(4097);

  /** Copies what is visible of bytes[start, end); false where that is all of it, and nothing was copied. */
  take(bytes: Uint8Array, start: number, end: number): boolean {
    if (!isColoured(bytes, start, end)) return false;
    if (this.bytes.length < end - start) {
      this.bytes = new Uint8Array(2 * (end - start));
      this.#raw = new Uint32Array(2 * (end - start) + 1);
    }
    const raw = this.#raw;
    let length = 0;
    for (let i = start; i < end;) {
      const next = bytes[i] === ESCAPE ? sequenceEnd(bytes, i, end) : i;
      if (next > i) {
        i = next;
        continue;
      }
      raw[length] = i;
      this.bytes[length++] = bytes[i++];
    }
    raw[length] = end;
    this.length = length;
    return true;
  }

  /** Where a stretch of the copy begins in the raw line. */
  rawStart(from: number): number {
    return this.#raw[from];
  }

  /** Where it ends there: before what stands behind its last byte. */
  rawEnd(from: number, to: number): number {
    return to > from ? this.#raw[to - 1] + 1 : this.#raw[from];
  }

  /** Says of parameters from `first` on, which were found in the copy, where they stand in the raw line. */
  toRaw({ start, end, length }: ParameterList, first: number): void {
    for (let k = first; k < length; k++) {
      const from = start[k];
      start[k] = this.rawStart(from);
      end[k] = this.rawEnd(from, end[k]);
    }
  }
}

/** Whether a line sets colours. */
export function isColoured(bytes: Uint8Array, start: number, end: number): boolean {
  for (let i = start; i < end; i++) if (bytes[i] === ESCAPE && sequenceEnd(bytes, i, end) > i) return true;
  return false;
}

/** Where the sequence that begins at `at` ends; `at` when none does. */
export function sequenceEnd(bytes: Uint8Array, at: number, end: number): number {
  if (bytes[at] !== ESCAPE || bytes[at + 1] !== BRACKET) return at;
  let i = at + 2;
  // digits, ":" and ";"
  while (i < end && bytes[i] >= 0x30 && bytes[i] <= 0x3b) i++;
  return i < end && (bytes[i] === SGR || bytes[i] === ERASE_LINE) ? i + 1 : at;
}
