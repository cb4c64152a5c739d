/**
 * Cuts the beginning of a line into tokens with a class, for learning a header: a whole timestamp is one token, text
 * in brackets is one, a bar is one of its own. Runs over the sample of a stream once; since streams may be thousands,
 * what a token is, is found once for all lines that have the same.
 */
import { Buffer } from "node:buffer";
import { type Clock, MISSING } from "../times/clock.ts";
import { severityOfBytes } from "../level.ts";
import type { LineRange } from "./sample.ts";
import { kindAt, readTimestamp, TIMESTAMP_KINDS, timestampKindIndex } from "../times/timestamp.ts";
import { isScientificAt } from "../times/timestamp_epoch.ts";
import { parts } from "../times/timestamp_parts.ts";

const { isDigit, isWordByte, skipBlanks } = parts;

export interface HeaderToken {
  readonly class: "time" | "level" | "number" | "separator" | "brackets" | "tag" | "word";
  readonly text: string;
  /** Brackets, quotes and punctuation around a time, a level, or bracketed text: "[" and "]:". */
  readonly prefix: string;
  readonly suffix: string;
  /** Of a time: its kind, or "date" for a date alone; "" for other classes. */
  readonly timeKind: string;
  /** A time that is an instant: it names its zone, or counts from the epoch. */
  readonly isZoned: boolean;
  readonly blanksAfter: number;
  /** The next token follows without a blank. */
  readonly isGlued: boolean;
}

/** What a token is, wherever it stands. */
type Kind = Omit<HeaderToken, "blanksAfter" | "isGlued" | "text">;
type Cut = Kind & { readonly end: number };

const BRACKETS_BYTES_MAX = 160;
const TOKEN_BYTES_MAX = 400;
const BAR = 0x7c;
const DOT = 0x2e;
const OPEN = 0x5b;
const CLOSE = 0x5d;
const UPTIME = timestampKindIndex("uptime") as number;
const CLOCK = timestampKindIndex("clock") as number;
/** Seconds, milliseconds, microseconds, nanoseconds. */
const EPOCH_DIGITS = new Set([10, 13, 16, 19]);
const CLOSING: Readonly<Record<string, string>> = { "[": "]", "(": ")", "<": ">", '"': '"' };
const NOTHING = { prefix: "", suffix: "", timeKind: "", isZoned: false } as const;
const A_BAR: Kind = { class: "separator", ...NOTHING };
const DATE =
  /^(\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[-/.]\d{1,2}[-/.]\d{4}|\d{1,2}[-/](Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[-/]\d{2,4}|20\d{6})[,;:]?$/;

export class HeaderTokenizer {
  readonly #bytes: Uint8Array;
  readonly #clock: Clock;
  readonly #most: number;
  /** The sample, one character for each byte: enough to look at punctuation and digits. */
  readonly #text: string;
  readonly #kinds = new Map<string, Kind>();

  /** Of the lines of a sample; `most` is the number of tokens to cut. */
  constructor(sample: Uint8Array, clock: Clock, most: number) {
    this.#bytes = sample;
    this.#clock = clock;
    this.#most = most;
    this.#text = Buffer.from(sample.buffer, sample.byteOffset, sample.length).toString("latin1");
  }

  tokensOf({ start, end }: LineRange): HeaderToken[] {
    const bytes = this.#bytes;
    const tokens: HeaderToken[] = [];
    let bar = BAR;
    for (let i = skipBlanks(bytes, start, end); i < end && tokens.length < this.#most;) {
      const time = cutTime(bytes, i, end, this.#clock);
      const tokenEnd = time === undefined ? endOfToken(bytes, i, end, bar) : time.end;
      const text = this.#text.slice(i, Math.min(tokenEnd, i + TOKEN_BYTES_MAX));
      const kind = time ?? (bytes[i] === bar ? A_BAR : this.#kindOf(text));
      // a time with a comma directly behind and between words: the commas stand for bars in this line
      if (time !== undefined && tokenEnd + 1 < end && isComma(bytes[tokenEnd])) bar = bytes[tokenEnd];
      const next = skipBlanks(bytes, tokenEnd, end);
      const { class: name, prefix, suffix, timeKind, isZoned } = kind;
      const isGlued = next === tokenEnd && next < end;
      tokens.push({ class: name, text, prefix, suffix, timeKind, isZoned, blanksAfter: next - tokenEnd, isGlued });
      i = next;
    }
    return tokens;
  }

  #kindOf(text: string): Kind {
    let kind = this.#kinds.get(text);
    if (kind === undefined) this.#kinds.set(text, kind = kindOf(text));
    return kind;
  }
}

/** A timestamp, maybe in brackets or quotes, maybe with punctuation behind. */
function cutTime(bytes: Uint8Array, pos: number, end: number, clock: Clock): Cut | undefined {
  const open = String.fromCharCode(bytes[pos]);
  const close = CLOSING[open];
  const at = close === undefined ? pos : skipBlanks(bytes, pos + 1, end);
  const kind = timeKindAt(bytes, at, end, close !== undefined, clock);
  if (kind < 0) return undefined;
  let i = readTimestamp(kind, bytes, at, end, clock);
  if (i < 0) return undefined;
  const name = TIMESTAMP_KINDS[kind].name;
  // nine digits may be any number, and so may a count with letters around
  const isCount = name === "epoch" && !isScientificAt(bytes, at, end);
  if (isCount && !EPOCH_DIGITS.has(digitsAt(bytes, at, i))) return undefined;
  const isZoned = clock.isAbsolute ? !Number.isNaN(clock.absoluteMs) : clock.offsetMinutes !== MISSING.zone;
  let suffix = "";
  if (close !== undefined) {
    i = skipBlanks(bytes, i, end);
    if (i >= end || bytes[i] !== close.charCodeAt(0)) return undefined;
    suffix = close;
    i++;
  }
  while (i < end && ",;:".includes(String.fromCharCode(bytes[i])) && suffix.length < 3) {
    if (isComma(bytes[i]) && i + 1 < end && bytes[i + 1] > 32) break;
    suffix += String.fromCharCode(bytes[i++]);
  }
  if (i < end && (isWordByte(bytes[i]) || bytes[i] === DOT) && suffix === "") return undefined;
  return { class: "time", timeKind: name, isZoned, prefix: close === undefined ? "" : open, suffix, end: i };
}

function digitsAt(bytes: Uint8Array, start: number, end: number): number {
  let i = start;
  while (i < end && isDigit(bytes[i])) i++;
  return i - start;
}

function timeKindAt(bytes: Uint8Array, pos: number, end: number, isBracketed: boolean, clock: Clock): number {
  const kind = kindAt(bytes, pos, end);
  if (kind >= 0 && readTimestamp(kind, bytes, pos, end, clock) >= 0) return kind;
  if (readTimestamp(CLOCK, bytes, pos, end, clock) >= 0) return CLOCK;
  return isBracketed && readTimestamp(UPTIME, bytes, pos, end, clock) >= 0 ? UPTIME : -1;
}

function isComma(byte: number): boolean {
  return byte === 0x2c || byte === 0x3b;
}

function kindOf(text: string): Kind {
  const level = levelOf(text);
  if (level !== undefined) return level;
  if (DATE.test(text)) return { class: "time", ...NOTHING, timeKind: "date" };
  if (text[0] === "[") {
    const close = text.lastIndexOf("]");
    return { class: "brackets", ...NOTHING, prefix: "[", suffix: text.slice(close < 0 ? text.length : close) };
  }
  if (/^[-+#]?\d+,?$/.test(text)) return { class: "number", ...NOTHING };
  if (!/[\p{L}\p{N}]/u.test(text)) return A_BAR;
  const isTag = text.length > 1 && (text.endsWith(":") || (text.endsWith("]") && !text.includes("[")));
  return { class: isTag ? "tag" : "word", ...NOTHING };
}

/** A level's word or letter, with brackets, quotes and punctuation around. */
function levelOf(text: string): Kind | undefined {
  const match = /^([[(<"]*)\s*([A-Za-z]+)\s*([\])>":,;]*)$/.exec(text);
  if (match === null) return undefined;
  const [, prefix, word, suffix] = match;
  const bytes = Uint8Array.from(word, (letter) => letter.charCodeAt(0));
  return severityOfBytes(bytes, 0, bytes.length) === 0 ? undefined : { class: "level", ...NOTHING, prefix, suffix };
}

/**
 * Up to a blank or a bar, which is a token of its own; text in brackets up to its closing one where another bracket
 * follows directly.
 */
function endOfToken(bytes: Uint8Array, pos: number, end: number, bar: number): number {
  let i = pos;
  if (bytes[pos] === bar) return pos + 1;
  if (bytes[pos] === OPEN) {
    const stop = Math.min(end, pos + BRACKETS_BYTES_MAX);
    for (let depth = 0, j = pos; j < stop; j++) {
      if (bytes[j] === OPEN) depth++;
      else if (bytes[j] === CLOSE && --depth === 0) {
        i = j + 1;
        if (i < end && bytes[i] === OPEN) return i;
        break;
      }
    }
  }
  while (i < end && bytes[i] !== 32 && bytes[i] !== 9 && bytes[i] !== bar) i++;
  return Math.max(i, pos + 1);
}
