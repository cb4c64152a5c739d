/**
 * Collects time, level and message from the named values of a line, whatever order they come in: JSON and logfmt hand
 * each value over as a stretch of bytes. A value that does not parse (a "time" of "12ms") leaves the role to others.
 */
import { decodeText } from "../../core/lines/text.ts";
import { ParameterList } from "../../core/lines/parameters.ts";
import { SEVERITY } from "../../core/severity.ts";
import { Clock } from "../times/clock.ts";
import type { LineFields, ParseContext } from "../format.ts";
import { type NameTable, rankOf, ROLE, roleOf, SCALE, scaleOf } from "./json_names.ts";
import { readLevelWord, severityOfSyslog } from "../level.ts";
import { readTimestamp, timestampKindIndex } from "../times/timestamp.ts";
import { parts } from "../times/timestamp_parts.ts";

const { countDigits, digitsValue, skipBlanks } = parts;
// constants of this file, which the engine folds (timestamp_parts.ts)
const { time: TIME, level: LEVEL, message: MESSAGE } = ROLE;

const ANY = timestampKindIndex("any") as number;
/** First byte of null, which says nothing. */
const NULL = 0x6e;
const NO_PARAMETERS = new ParameterList();
const NO_RANK = 1 << 20;
/** A nested field ranks behind every field at the top. */
const RANKS_PER_LEVEL = 1 << 10;

/** OpenTelemetry's numbers for levels in tens, as pino and bunyan count. */
const SEVERITY_OF_TENS = Uint8Array.of(
  0,
  SEVERITY.trace,
  SEVERITY.debug,
  SEVERITY.info,
  SEVERITY.warn,
  SEVERITY.error,
  SEVERITY.fatal,
);

export class NamedValues {
  readonly #names: NameTable;
  readonly #clock: Clock;
  #time = NaN;
  #severity = 0;
  #messageStart = 0;
  #messageEnd = 0;
  #timeRank = NO_RANK;
  #levelRank = NO_RANK;
  #messageRank = NO_RANK;
  /** Hash of the name that the message stood under; 0 when there was none. */
  messageName = 0;
  /** Takes the values whose names have no role. */
  #parameters = NO_PARAMETERS;
  /** How many it held before the line. */
  #first = 0;

  constructor(names: NameTable, context: ParseContext) {
    this.#names = names;
    this.#clock = new Clock(context);
  }

  get hasTime(): boolean {
    return this.#timeRank !== NO_RANK;
  }

  get hasLevel(): boolean {
    return this.#levelRank !== NO_RANK;
  }

  get hasMessage(): boolean {
    return this.#messageRank !== NO_RANK;
  }

  /** Begins a line, whose other values go into `parameters`. */
  reset(parameters = NO_PARAMETERS): void {
    this.#parameters = parameters;
    this.#first = parameters.length;
    this.#forget();
  }

  /** Begins the line anew. */
  restart(): void {
    this.#parameters.length = this.#first;
    this.#forget();
  }

  #forget(): void {
    this.#time = NaN;
    this.#severity = 0;
    this.#timeRank = NO_RANK;
    this.#levelRank = NO_RANK;
    this.#messageRank = NO_RANK;
    this.messageName = 0;
  }

  /** Takes the value at bytes[start, end), without its quotes, of the name with this hash. */
  offer(nameHash: number, depth: number, bytes: Uint8Array, start: number, end: number, isText: boolean): void {
    this.take(this.#names.find(nameHash), nameHash, depth, bytes, start, end, isText);
  }

  /** What a name with this hash stands for, for `take`. */
  entryOf(nameHash: number): number {
    return this.#names.find(nameHash);
  }

  /** The same as `offer` where it is known what the name stands for. */
  take(
    entry: number,
    nameHash: number,
    depth: number,
    bytes: Uint8Array,
    start: number,
    end: number,
    isText: boolean,
  ): void {
    if (entry === 0) {
      if (isText || bytes[start] !== NULL) this.#parameters.addField(nameHash, start, end);
      return;
    }
    const rank = rankOf(entry) + depth * RANKS_PER_LEVEL;
    switch (roleOf(entry)) {
      case TIME:
        if (rank < this.#timeRank && this.#readTime(bytes, start, end)) this.#timeRank = rank;
        break;
      case LEVEL:
        if (rank < this.#levelRank && this.#readLevel(bytes, start, end, scaleOf(entry))) this.#levelRank = rank;
        break;
      case MESSAGE:
        if (start === end) break;
        if (!isText || rank >= this.#messageRank) {
          this.#parameters.addField(nameHash, start, end);
          break;
        }
        if (this.hasMessage) {
          this.#parameters.addField(this.messageName, this.#messageStart, this.#messageEnd);
        }
        this.#messageRank = rank;
        this.#messageStart = start;
        this.#messageEnd = end;
        this.messageName = nameHash;
        break;
    }
  }

  /** Writes what was found; without a message, the whole line is it. */
  write(start: number, end: number, into: LineFields): void {
    into.time = this.#time;
    into.severity = this.#severity;
    into.messageStart = this.hasMessage ? this.#messageStart : start;
    into.messageEnd = this.hasMessage ? this.#messageEnd : end;
    into.isMessageOfFields = !this.hasMessage;
  }

  #readTime(bytes: Uint8Array, start: number, end: number): boolean {
    const next = readTimestamp(ANY, bytes, start, end, this.#clock);
    if (next === end) this.#time = this.#clock.toMs();
    else {
      const ms = end - start < 32 ? scientificMs(bytes, start, end) : NaN;
      if (Number.isNaN(ms)) return false;
      this.#time = ms;
    }
    return true;
  }

  #readLevel(bytes: Uint8Array, start: number, end: number, scale: number): boolean {
    const from = skipBlanks(bytes, start, end);
    const severity = readLevelWord(bytes, from, end) & 0xff;
    const found = severity !== 0 ? severity : severityOfNumber(bytes, from, end, scale);
    if (found !== 0) this.#severity = found;
    return found !== 0;
  }
}

/** "1.7092014721e9" in seconds, as Go's zap writes times; NaN for other text. */
function scientificMs(bytes: Uint8Array, start: number, end: number): number {
  if (countDigits(bytes, start, end, 1) === 0) return NaN;
  const text = decodeText(bytes, start, end);
  if (!/^\d(\.\d+)?[eE]\+?\d+$/.test(text)) return NaN;
  const value = Number(text);
  return value > 6e8 && value < 4.2e9 ? value * 1000 : value > 6e11 && value < 4.2e12 ? value : NaN;
}

function severityOfNumber(bytes: Uint8Array, start: number, end: number, scale: number): number {
  const digits = countDigits(bytes, start, end, 3);
  if (digits === 0 || digits > 2) return 0;
  const level = digitsValue(bytes, start, digits);
  switch (scale) {
    case SCALE.otel:
      return level <= 24 ? level : 0;
    case SCALE.syslog:
      return level < 8 ? severityOfSyslog(level) : 0;
    case SCALE.python:
      return level > 0 && level <= 50 ? SEVERITY_OF_TENS[Math.ceil(level / 10) + 1] : 0;
    default:
      if (level < 8) return severityOfSyslog(level);
      return level >= 10 && level < 70 ? SEVERITY_OF_TENS[Math.floor(level / 10)] : 0;
  }
}
