/**
 * Lines whose message is a line of another format: JSON behind syslog's header, logfmt behind the time that a collector puts
 * before it, what the containers write behind their names. The head says what the message leaves unsaid.
 */
import { type LineAttribute, LineFields, type LineParser } from "./format.ts";

export class HeadedParser implements LineParser {
  readonly #head: LineParser;
  readonly #inner: LineParser;
  readonly #fields = new LineFields();

  constructor(head: LineParser, inner: LineParser) {
    this.#head = head;
    this.#inner = inner;
  }

  parse(bytes: Uint8Array, start: number, end: number, into: LineFields): boolean {
    if (!this.#head.parse(bytes, start, end, into)) return false;
    const { time, severity, messageStart, messageEnd, parameters } = into;
    const { length } = parameters;
    if (!this.#inner.parse(bytes, messageStart, messageEnd, into)) parameters.length = length;
    if (Number.isNaN(into.time)) into.time = time;
    if (into.severity === 0) into.severity = severity;
    return true;
  }

  attributes(bytes: Uint8Array, start: number, end: number): LineAttribute[] {
    if (!this.#head.parse(bytes, start, end, this.#fields)) return [];
    const { messageStart, messageEnd } = this.#fields;
    return [...this.#head.attributes(bytes, start, end), ...this.#inner.attributes(bytes, messageStart, messageEnd)];
  }
}
