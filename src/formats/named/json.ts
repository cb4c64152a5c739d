/**
 * JSON lines: one object a line, with time, level and message under the names that loggers use (json_names.ts), at the
 * top or nested. An object without a message is its own message. Also journald's export (`journalctl -o json`), where
 * a message may be written as bytes.
 */
import { decodeText } from "../../core/lines/text.ts";
import type { LineAttribute, LineFields, LineParser, ParseContext } from "../format.ts";
import { writeMessageAsText } from "./byte_text.ts";
import { JsonLayouts } from "./json_layouts.ts";
import { COMMON_NAMES, hashName, NameTable } from "./json_names.ts";
import { NamedValues } from "./named_values.ts";
import { setPlain } from "../plain.ts";

/** Attributes of a line, at most; the rest of a larger object is left out. */
const ATTRIBUTES_MAX = 256;

export class JsonParser implements LineParser {
  readonly #values: NamedValues;
  readonly #layouts: JsonLayouts;

  constructor(context: ParseContext) {
    this.#values = new NamedValues(new NameTable(COMMON_NAMES), context);
    this.#layouts = new JsonLayouts(this.#values);
  }

  parse(bytes: Uint8Array, start: number, end: number, into: LineFields): boolean {
    this.#values.reset(into.parameters);
    if (!this.#read(bytes, start, end)) {
      setPlain(start, end, into);
      return false;
    }
    this.#values.write(start, end, into);
    return true;
  }

  attributes(bytes: Uint8Array, start: number, end: number): LineAttribute[] {
    this.#values.reset();
    if (!this.#read(bytes, start, end)) return [];
    const attributes: LineAttribute[] = [];
    flatten(parseObject(decodeText(bytes, start, end)), "", attributes);
    const messageName = this.#values.messageName;
    return attributes.filter(({ name }) => messageName === 0 || hashName(name) !== messageName);
  }

  #read(bytes: Uint8Array, start: number, end: number): boolean {
    if (!this.#layouts.read(bytes, start, end)) return false;
    if (this.#values.hasMessage || !this.#layouts.mayHaveArray || !writeMessageAsText(bytes, start, end)) return true;
    this.#values.restart();
    return this.#layouts.read(bytes, start, end);
  }
}

/** The object that a text holds; control characters in strings, which JSON forbids, are taken as blanks. */
export function parseObject(text: string): unknown {
  try {
    // deno-lint-ignore no-control-regex
    return JSON.parse(text.replace(/[\x00-\x1f]/g, " "));
  } catch {
    return {};
  }
}

/** Nested fields get their path as name; an array is kept as its JSON text. */
function flatten(value: unknown, path: string, into: LineAttribute[]): void {
  if (into.length >= ATTRIBUTES_MAX) return;
  if (typeof value === "object" && value !== null && !Array.isArray(value)) {
    for (const [name, inner] of Object.entries(value)) flatten(inner, path === "" ? name : `${path}.${name}`, into);
    return;
  }
  if (path === "") return;
  const isScalar = value === null || ["string", "number", "boolean"].includes(typeof value);
  into.push({ name: path, value: isScalar ? value as LineAttribute["value"] : JSON.stringify(value) });
}
