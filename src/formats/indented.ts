/**
 * Lines that are all indented, as what was printed below a heading or pasted from a page: each is read behind the
 * blanks that it begins with. Where only some are, these continue the others (pipeline/streams/multiline.ts).
 */
import type { LineAttribute, LineFields, LineParser } from "./format.ts";
import { parts } from "./times/timestamp_parts.ts";

const { skipBlanks } = parts;

export class IndentedParser implements LineParser {
  readonly #inner: LineParser;

  constructor(inner: LineParser) {
    this.#inner = inner;
  }

  parse(bytes: Uint8Array, start: number, end: number, into: LineFields): boolean {
    return this.#inner.parse(bytes, skipBlanks(bytes, start, end), end, into);
  }

  attributes(bytes: Uint8Array, start: number, end: number): LineAttribute[] {
    return this.#inner.attributes(bytes, skipBlanks(bytes, start, end), end);
  }
}
