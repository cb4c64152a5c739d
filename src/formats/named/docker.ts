/**
 * Lines of Docker's json-file driver: `{"log":"text\n","stream":"stdout","time":"2024-02-29T10:11:12.123456789Z"}`.
 *
 * The inner text is unescaped into a scratch buffer and read there in its own format. Since unescaping keeps the
 * order, the message found in it is a stretch of the raw text as well: that stretch, escapes and all, is the message.
 */
import { decodeText } from "../../core/lines/text.ts";
import type { ParameterList } from "../../core/lines/parameters.ts";
import type { LineAttribute, LineFields, LineParser, ParseContext } from "../format.ts";
import { LineFields as Fields } from "../format.ts";
import { JsonLayouts } from "./json_layouts.ts";
import { NameTable } from "./json_names.ts";
import { parseObject } from "./json.ts";
import { NamedValues } from "./named_values.ts";
import { setPlain } from "../plain.ts";
import { endOfUnescaped, rawPosition, unescapeInto } from "./unescape.ts";

const DOCKER_NAMES = { time: ["time"], level: [], message: ["log"] };

export class DockerParser implements LineParser {
  readonly #inner: LineParser;
  readonly #values: NamedValues;
  readonly #layouts: JsonLayouts;
  readonly #outer = new Fields();
  #scratch = new Uint8Array(4096);

  constructor(inner: LineParser, context: ParseContext) {
    this.#inner = inner;
    this.#values = new NamedValues(new NameTable(DOCKER_NAMES), context);
    this.#layouts = new JsonLayouts(this.#values);
  }

  parse(bytes: Uint8Array, start: number, end: number, into: LineFields): boolean {
    const { parameters } = into;
    const length = this.#unescape(bytes, start, end, parameters);
    if (length < 0) {
      setPlain(start, end, into);
      return false;
    }
    const innerFirst = parameters.length;
    this.#inner.parse(this.#scratch, 0, length, into);
    const { time, messageStart, messageEnd } = this.#outer;
    this.#toRaw(bytes, parameters, innerFirst);
    const first = rawPosition(bytes, messageStart, messageEnd, into.messageStart);
    into.messageEnd = rawPosition(bytes, first, messageEnd, into.messageEnd - into.messageStart);
    into.messageStart = first;
    if (!Number.isNaN(time)) into.time = time;
    return true;
  }

  attributes(bytes: Uint8Array, start: number, end: number): LineAttribute[] {
    const length = this.#unescape(bytes, start, end);
    if (length < 0) return [];
    const object = parseObject(decodeText(bytes, start, end)) as Record<string, unknown>;
    const outer = Object.entries(object)
      .filter(([name, value]) => name !== "log" && name !== "time" && typeof value === "string")
      .map(([name, value]) => ({ name, value: value as string }));
    return [...outer, ...this.#inner.attributes(this.#scratch, 0, length)];
  }

  /** The inner text of a line as a copy; undefined when it is no line of Docker's. */
  innerText(bytes: Uint8Array, start: number, end: number): Uint8Array | undefined {
    const length = this.#unescape(bytes, start, end);
    return length < 0 ? undefined : this.#scratch.slice(0, length);
  }

  /** Parameters from `first` on stand in the scratch buffer, in order: says where they stand in the raw text. */
  #toRaw(bytes: Uint8Array, { start, end, length }: ParameterList, first: number): void {
    const { messageStart, messageEnd } = this.#outer;
    let raw = messageStart;
    let at = 0;
    for (let k = first; k < length; k++) {
      // what was displaced as the message may stand before others
      if (start[k] < at) raw = messageStart, at = 0;
      const [from, to] = [start[k], end[k]];
      start[k] = rawPosition(bytes, raw, messageEnd, from - at);
      end[k] = raw = rawPosition(bytes, start[k], messageEnd, to - from);
      at = to;
    }
  }

  /** Puts the inner text without its line feed into the scratch buffer; returns its length, -1 when there is none. */
  #unescape(bytes: Uint8Array, start: number, end: number, parameters?: ParameterList): number {
    const values = this.#values;
    values.reset(parameters);
    if (!this.#layouts.read(bytes, start, end) || !values.hasMessage || !values.hasTime) return -1;
    values.write(start, end, this.#outer);
    const { messageStart, messageEnd } = this.#outer;
    if (this.#scratch.length < messageEnd - messageStart) {
      this.#scratch = new Uint8Array(2 * (messageEnd - messageStart));
    }
    return endOfUnescaped(this.#scratch, unescapeInto(bytes, messageStart, messageEnd, this.#scratch));
  }
}
