/**
 * Lines that are coloured for a terminal, as many programs write them into files too: sequences that set colours (SGR,
 * ECMA-48 8.3.117, such as `ESC [ 1 ; 31 m`) stand between the parts of a header and within them.
 *
 * The line is copied without them into a scratch buffer and read there in its own format. What is found is a
 * stretch of the raw line as well, from its first visible byte to its last: that stretch, sequences within and all,
 * is the message.
 */
import type { LineAttribute, LineFields, LineParser } from "./format.ts";

const ESCAPE = 0x1b;
const BRACKET = 0x5b;
const SGR = 0x6d;
/** Erasing the rest of the line, which `grep --color` does behind each colour. */
const ERASE_LINE = 0x4b;

export class ColouredParser implements LineParser {
  readonly #inner: LineParser;
  #scratch = new Uint8Array(4096);
  /** Where each byte of the scratch buffer stands in the raw line; one more for its end. */
  #raw = new Uint32Array(4097);

  constructor(inner: LineParser) {
    this.#inner = inner;
  }

  parse(bytes: Uint8Array, start: number, end: number, into: LineFields): boolean {
    if (!isColoured(bytes, start, end)) return this.#inner.parse(bytes, start, end, into);
    const { parameters } = into;
    const first = parameters.length;
    const length = this.#strip(bytes, start, end);
    const matched = this.#inner.parse(this.#scratch, 0, length, into);
    for (let k = first; k < parameters.length; k++) {
      const from = parameters.start[k];
      parameters.start[k] = this.#raw[from];
      parameters.end[k] = this.#rawEnd(from, parameters.end[k]);
    }
    const from = into.messageStart;
    into.messageStart = this.#raw[from];
    into.messageEnd = this.#rawEnd(from, into.messageEnd);
    return matched;
  }

  attributes(bytes: Uint8Array, start: number, end: number): LineAttribute[] {
    return this.#inner.attributes(this.#scratch, 0, this.#strip(bytes, start, end));
  }

  /** The line without colours, as a copy. */
  plainText(bytes: Uint8Array, start: number, end: number): Uint8Array {
    return this.#scratch.slice(0, this.#strip(bytes, start, end));
  }

  /** Where a stretch of the scratch buffer ends in the raw line: before what stands behind its last byte. */
  #rawEnd(from: number, to: number): number {
    return to > from ? this.#raw[to - 1] + 1 : this.#raw[from];
  }

  /** Copies what is visible; returns its length. */
  #strip(bytes: Uint8Array, start: number, end: number): number {
    if (this.#scratch.length < end - start) {
      this.#scratch = new Uint8Array(2 * (end - start));
      this.#raw = new Uint32Array(2 * (end - start) + 1);
    }
    const scratch = this.#scratch;
    const raw = this.#raw;
    let length = 0;
    for (let i = start; i < end;) {
      const next = bytes[i] === ESCAPE ? sequenceEnd(bytes, i, end) : i;
      if (next > i) {
        i = next;
        continue;
      }
      raw[length] = i;
      scratch[length++] = bytes[i++];
    }
    raw[length] = end;
    return length;
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
