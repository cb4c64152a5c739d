/**
 * The Common and Combined Log Formats of web servers (Apache's mod_log_config, "%h %l %u %t \"%r\" %>s %b" and with
 * referer and user agent), also with a virtual host before and more fields behind. The message runs from the request's
 * opening quote to the end of the line; the severity follows the status.
 */
import { decodeText } from "../core/lines/text.ts";
import { hashNameText } from "../core/hash.ts";
import type { ParameterList } from "../core/lines/parameters.ts";
import { SEVERITY } from "../core/severity.ts";
import { Clock } from "./times/clock.ts";
import type { LineAttribute, LineFields, LineParser, ParseContext } from "./format.ts";
import { endOfString } from "./named/json_scan.ts";
import { setPlain } from "./plain.ts";
import { readTimestamp, timestampKindIndex } from "./times/timestamp.ts";
import { parts } from "./times/timestamp_parts.ts";

const { countDigits, digitsValue, isBlank, isDigit, skipBlanks } = parts;

const KIND = timestampKindIndex("clf") as number;
const QUOTE = 0x22;
const OPEN = 0x5b;
const CLOSE = 0x5d;
/** Words before the time: host, identity, user, and a virtual host. */
const WORDS_MIN = 3;
const WORDS_MAX = 5;
const DASH = 0x2d;

const [REMOTE_HOST, REMOTE_USER, METHOD, PATH, STATUS, SIZE, RESPONSE_TIME] = [
  "remote_host",
  "remote_user",
  "method",
  "path",
  "status",
  "size",
  "response_time",
]
  .map(hashNameText);

export class ClfParser implements LineParser {
  readonly #clock: Clock;
  #timeAt = 0;
  #hostAt = 0;
  #userAt = 0;
  #requestAt = 0;
  #requestEnd = 0;
  #status = 0;
  #statusEnd = 0;

  constructor(context: ParseContext) {
    this.#clock = new Clock(context);
  }

  parse(bytes: Uint8Array, start: number, end: number, into: LineFields): boolean {
    if (!this.#read(bytes, start, end)) {
      setPlain(start, end, into);
      return false;
    }
    const status = this.#status;
    into.time = this.#clock.toMs();
    into.severity = status >= 500 ? SEVERITY.error : status >= 400 ? SEVERITY.warn : SEVERITY.info;
    into.messageStart = this.#requestAt;
    into.messageEnd = trimmedEnd(bytes, this.#requestAt, end);
    into.isMessageOfFields = true;
    this.#giveFields(bytes, into.messageEnd, into.parameters);
    return true;
  }

  /** Hands over what `attributes` names, but for the texts that clients say of themselves. */
  #giveFields(bytes: Uint8Array, end: number, parameters: ParameterList): void {
    parameters.addField(REMOTE_HOST, this.#hostAt, endOfWord(bytes, this.#hostAt, end));
    const userEnd = endOfWord(bytes, this.#userAt, end);
    if (userEnd > this.#userAt + 1 || bytes[this.#userAt] !== DASH) {
      parameters.addField(REMOTE_USER, this.#userAt, userEnd);
    }
    const methodEnd = endOfWord(bytes, this.#requestAt + 1, this.#requestEnd);
    parameters.addField(METHOD, this.#requestAt + 1, methodEnd);
    const pathAt = skipBlanks(bytes, methodEnd, this.#requestEnd);
    parameters.addField(PATH, pathAt, endOfWord(bytes, pathAt, this.#requestEnd));
    parameters.addField(STATUS, this.#statusEnd - 3, this.#statusEnd);
    const sizeAt = skipBlanks(bytes, this.#statusEnd, end);
    const sizeEnd = endOfWord(bytes, sizeAt, end);
    if (isDigit(bytes[sizeAt])) parameters.addField(SIZE, sizeAt, sizeEnd);
    let lastAt = end;
    while (lastAt > sizeEnd && !isBlank(bytes[lastAt - 1])) lastAt--;
    if (lastAt > sizeEnd && isDigit(bytes[lastAt])) parameters.addField(RESPONSE_TIME, lastAt, end);
  }

  attributes(bytes: Uint8Array, start: number, end: number): LineAttribute[] {
    if (!this.#read(bytes, start, end)) return [];
    const words = decodeText(bytes, start, this.#timeAt).trim().split(/\s+/);
    const [method = "", path = "", protocol = ""] = decodeText(bytes, this.#requestAt + 1, this.#requestEnd).split(" ");
    const rest = decodeText(bytes, this.#statusEnd, end);
    const [, size, referer, userAgent, more] = /^\s*(\S+)?(?:\s+"((?:[^"\\]|\\.)*)")?(?:\s+"((?:[^"\\]|\\.)*)")?(.*)$/
      .exec(rest) ?? [];
    const texts: readonly (readonly [string, string | undefined])[] = [
      ["virtual_host", words.length > WORDS_MIN ? words[0] : undefined],
      ["remote_host", words.at(-3)],
      ["remote_user", words.at(-1)],
      ["method", method],
      ["path", path],
      ["protocol", protocol],
      ["referer", referer],
      ["user_agent", userAgent],
      ["response_time", /^\s+(\d+(?:\.\d+)?)\s*$/.exec(more ?? "")?.[1]],
    ];
    const attributes: LineAttribute[] = texts
      .filter(([, value]) => value !== undefined && value !== "" && value !== "-")
      .map(([name, value]) => ({ name, value: value as string }));
    attributes.push({ name: "status", value: this.#status });
    if (size !== undefined && /^\d+$/.test(size)) attributes.push({ name: "size", value: Number(size) });
    return attributes;
  }

  #read(bytes: Uint8Array, start: number, end: number): boolean {
    let i = skipBlanks(bytes, start, end);
    let identityAt = i;
    this.#userAt = i;
    for (let words = 0;; words++) {
      if (i >= end || words > WORDS_MAX) return false;
      if (bytes[i] === OPEN && words >= WORDS_MIN) break;
      this.#hostAt = identityAt;
      identityAt = this.#userAt;
      this.#userAt = i;
      while (i < end && !isBlank(bytes[i])) i++;
      i = skipBlanks(bytes, i, end);
    }
    this.#timeAt = i;
    i = readTimestamp(KIND, bytes, i + 1, end, this.#clock);
    if (i < 0 || i >= end || bytes[i] !== CLOSE) return false;
    i = skipBlanks(bytes, i + 1, end);
    if (i >= end || bytes[i] !== QUOTE) return false;
    this.#requestAt = i;
    i = endOfString(bytes, i + 1, end);
    if (i < 0) return false;
    this.#requestEnd = i;
    i = skipBlanks(bytes, i + 1, end);
    if (countDigits(bytes, i, end, 4) !== 3) return false;
    this.#status = digitsValue(bytes, i, 3);
    this.#statusEnd = i + 3;
    return i + 3 === end || isBlank(bytes[i + 3]) || bytes[i + 3] === 13;
  }
}

/** The first byte after `pos` that is a blank, or the end. */
function endOfWord(bytes: Uint8Array, pos: number, end: number): number {
  let i = pos;
  while (i < end && !isBlank(bytes[i])) i++;
  return i;
}

function trimmedEnd(bytes: Uint8Array, start: number, end: number): number {
  let stop = end;
  while (stop > start && bytes[stop - 1] <= 32) stop--;
  return stop;
}
