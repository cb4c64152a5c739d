/**
 * Lines of two or three formats in one stream, as a container's output is: a web server's requests and its own messages,
 * an application's JSON and the log of the machine that it runs in. Each line is read by the first format that takes it.
 */
import type { LineAttribute, LineFields, LineParser } from "./format.ts";

export class MixedParser implements LineParser {
  readonly #parts: readonly LineParser[];

  /** The parsers of the formats, one at least; that of most lines comes first. */
  constructor(parts: readonly LineParser[]) {
    this.#parts = parts;
  }

  parse(bytes: Uint8Array, start: number, end: number, into: LineFields): boolean {
    const { parameters } = into;
    const before = parameters.length;
    for (const part of this.#parts) {
      parameters.length = before;
      if (part.parse(bytes, start, end, into)) return true;
    }
    return false;
  }

  attributes(bytes: Uint8Array, start: number, end: number): LineAttribute[] {
    for (const part of this.#parts) {
      const attributes = part.attributes(bytes, start, end);
      if (attributes.length > 0) return attributes;
    }
    return [];
  }
}
