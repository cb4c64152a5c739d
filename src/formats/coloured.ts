/**
 * Lines that are coloured for a terminal, as many programs write them into files too: sequences that set colours stand
 * between the parts of a header and within them.
 *
 * The line is copied without them (core/lines/visible_bytes.ts) and read there in its own format. What is found is a
 * stretch of the raw line as well, from its first visible byte to its last: that stretch, sequences within and all, is
 * the message.
 */
import { VisibleBytes } from "../core/lines/visible_bytes.ts";
import type { FormatSpec, LineAttribute, LineFields, LineParser } from "./format.ts";

export class ColouredParser implements LineParser {
  readonly #inner: LineParser;
  readonly #visible = new VisibleBytes();

  constructor(inner: LineParser) {
    this.#inner = inner;
  }

  parse(bytes: Uint8Array, start: number, end: number, into: LineFields): boolean {
    const visible = this.#visible;
    if (!visible.take(bytes, start, end)) return this.#inner.parse(bytes, start, end, into);
    const { parameters } = into;
    const first = parameters.length;
    const matched = this.#inner.parse(visible.bytes, 0, visible.length, into);
    visible.toRaw(parameters, first);
    const from = into.messageStart;
    into.messageStart = visible.rawStart(from);
    into.messageEnd = visible.rawEnd(from, into.messageEnd);
    return matched;
  }

  attributes(bytes: Uint8Array, start: number, end: number): LineAttribute[] {
    const visible = this.#visible;
    if (!visible.take(bytes, start, end)) return this.#inner.attributes(bytes, start, end);
    return this.#inner.attributes(visible.bytes, 0, visible.length);
  }

  /** The line without colours, as a copy. */
  plainText(bytes: Uint8Array, start: number, end: number): Uint8Array {
    const visible = this.#visible;
    return visible.take(bytes, start, end) ? visible.bytes.slice(0, visible.length) : bytes.slice(start, end);
  }
}

/** Whether lines of a format may be coloured. */
export function mayBeColoured(spec: FormatSpec): boolean {
  return spec.kind === "coloured" || "inner" in spec && mayBeColoured(spec.inner);
}
