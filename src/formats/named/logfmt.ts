/**
 * logfmt: `ts=2024-02-29T10:11:12Z level=info msg="it is done" took=12ms`, as Heroku, Go's slog and logrus and the
 * Grafana family write it. A line is of it when it begins with key=value and most of its words are such pairs.
 */
import { decodeText } from "../../core/lines/text.ts";
import { type LineAttribute, LineFields, type LineParser, type ParseContext } from "../format.ts";
import { COMMON_NAMES, hashName, NAME_HASH, NameTable } from "./json_names.ts";
import { endOfString } from "./json_scan.ts";
import { NamedValues } from "./named_values.ts";
import { setPlain } from "../plain.ts";
import { parts } from "../times/timestamp_parts.ts";

const { skipBlanks } = parts;

const EQUALS = 0x3d;
const QUOTE = 0x22;
const PRIME = 0x01000193;
const PAIRS_MIN = 2;

type Visit = (name: string, value: string) => void;

export class LogfmtParser implements LineParser {
  readonly #values: NamedValues;

  readonly #fields = new LineFields();

  constructor(context: ParseContext) {
    this.#values = new NamedValues(new NameTable(COMMON_NAMES), context);
  }

  parse(bytes: Uint8Array, start: number, end: number, into: LineFields): boolean {
    const values = this.#values;
    values.reset(into.parameters);
    if (!scanPairs(bytes, start, end, values) || !(values.hasLevel || values.hasTime || values.hasMessage)) {
      setPlain(start, end, into);
      return false;
    }
    values.write(start, end, into);
    return true;
  }

  attributes(bytes: Uint8Array, start: number, end: number): LineAttribute[] {
    if (!this.parse(bytes, start, end, this.#fields)) return [];
    const attributes: LineAttribute[] = [];
    const messageName = this.#values.messageName;
    scanPairs(bytes, start, end, undefined, (name, value) => {
      if (messageName === 0 || hashName(name) !== messageName) attributes.push({ name, value });
    });
    return attributes;
  }
}

/** Hands each pair to `values` and, on the slow path, to `visit`. False when the line is not made of pairs. */
function scanPairs(bytes: Uint8Array, start: number, end: number, values?: NamedValues, visit?: Visit): boolean {
  let pairs = 0;
  let words = 0;
  let i = skipBlanks(bytes, start, end);
  while (i < end) {
    const nameAt = i;
    let hash: number = NAME_HASH;
    while (i < end && isNameByte(bytes[i])) hash = Math.imul(hash ^ (bytes[i++] | 32), PRIME);
    if (i > nameAt && i < end && bytes[i] === EQUALS) {
      const nameEnd = i++;
      const isQuoted = i < end && bytes[i] === QUOTE;
      const valueAt = isQuoted ? i + 1 : i;
      if (isQuoted) i = endOfString(bytes, valueAt, end);
      else while (i < end && bytes[i] > 32) i++;
      if (i < 0) return false;
      values?.offer(hash, 0, bytes, valueAt, i, true);
      visit?.(decodeText(bytes, nameAt, nameEnd), decodeText(bytes, valueAt, i));
      if (isQuoted) i++;
      if (i < end && bytes[i] > 32) return false;
      pairs++;
    } else {
      if (pairs === 0) return false;
      while (i < end && bytes[i] > 32) i++;
      words++;
    }
    while (i < end && bytes[i] <= 32) i++;
  }
  return pairs >= PAIRS_MIN && words <= pairs;
}

/** Letters, digits and "_-.@/:": what keys are written with. */
function isNameByte(byte: number): boolean {
  return (((byte | 32) - 97) >>> 0) < 26 || ((byte - 45) >>> 0) < 14 || byte === 0x5f || byte === 0x40;
}
