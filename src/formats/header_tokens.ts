/**
 * Cuts the beginning of a line into tokens with a class, for learning a header: a whole timestamp is one token, text
 * in brackets is one, a bar is one of its own. Slow path: runs over the sample of a stream once.
 */
import { type Clock, MISSING } from "./clock.ts";
import { severityOfBytes } from "./level.ts";
import { kindAt, readTimestamp, TIMESTAMP_KINDS, timestampKindIndex } from "./timestamp.ts";
import { parts } from "./timestamp_parts.ts";

const { isWordByte, skipBlanks } = parts;

export interface HeaderToken {
  readonly class: "time" | "level" | "number" | "separator" | "brackets" | "tag" | "word";
  readonly text: string;
  /** Brackets and punctuation around a time, a level, or bracketed text: "[" and "]:". */
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

export interface TokenizeOptions {
  readonly clock: Clock;
  /** Tokens to cut, at most. */
  readonly most: number;
}

type Cut = Omit<HeaderToken, "blanksAfter" | "isGlued" | "text"> & { readonly end: number };

const BRACKETS_BYTES_MAX = 160;
const TOKEN_BYTES_MAX = 400;
const BAR = 0x7c;
const DOT = 0x2e;
const OPEN = 0x5b;
const CLOSE = 0x5d;
const UPTIME = timestampKindIndex("uptime") as number;
const CLOCK = timestampKindIndex("clock") as number;
const CLOSING: Readonly<Record<string, string>> = { "[": "]", "(": ")", "<": ">" };
const NOTHING = { prefix: "", suffix: "", timeKind: "", isZoned: false } as const;
const DATE =
  /^(\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[-/.]\d{1,2}[-/.]\d{4}|\d{1,2}[-/](Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[-/]\d{2,4}|20\d{6})[,;:]?$/;

export function tokenizeHeader(bytes: Uint8Array, start: number, end: number, options: TokenizeOptions): HeaderToken[] {
  const tokens: HeaderToken[] = [];
  let bar = BAR;
  for (let i = skipBlanks(bytes, start, end); i < end && tokens.length < options.most;) {
    const cut = cutTime(bytes, i, end, options.clock) ?? cutToken(bytes, i, end, bar);
    // a time with a comma directly behind and between words: the commas stand for bars in this line
    if (cut.class === "time" && cut.end + 1 < end && isComma(bytes[cut.end])) bar = bytes[cut.end];
    const next = skipBlanks(bytes, cut.end, end);
    const { end: tokenEnd, ...token } = cut;
    const blanksAfter = next - tokenEnd;
    tokens.push({ ...token, text: textOf(bytes, i, tokenEnd), blanksAfter, isGlued: blanksAfter === 0 && next < end });
    i = next;
  }
  return tokens;
}

/** A timestamp, maybe in brackets, maybe with punctuation behind. */
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
  if (name === "epoch" && !/^\d{10}(\D|$)|^\d{13}(\D|$)|^\d{16}(\D|$)|^\d{19}(\D|$)/.test(textOf(bytes, at, i))) {
    return undefined;
  }
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

function timeKindAt(bytes: Uint8Array, pos: number, end: number, isBracketed: boolean, clock: Clock): number {
  const kind = kindAt(bytes, pos, end);
  if (kind >= 0 && readTimestamp(kind, bytes, pos, end, clock) >= 0) return kind;
  if (readTimestamp(CLOCK, bytes, pos, end, clock) >= 0) return CLOCK;
  return isBracketed && readTimestamp(UPTIME, bytes, pos, end, clock) >= 0 ? UPTIME : -1;
}

function isComma(byte: number): boolean {
  return byte === 0x2c || byte === 0x3b;
}

function cutToken(bytes: Uint8Array, pos: number, end: number, bar: number): Cut {
  if (bytes[pos] === bar) return { class: "separator", ...NOTHING, end: pos + 1 };
  const tokenEnd = endOfToken(bytes, pos, end, bar);
  const text = textOf(bytes, pos, tokenEnd);
  const level = cutLevel(bytes, pos, tokenEnd, text);
  if (level !== undefined) return { ...level, end: tokenEnd };
  if (DATE.test(text)) return { class: "time", ...NOTHING, timeKind: "date", end: tokenEnd };
  if (text[0] === "[") {
    const close = text.lastIndexOf("]");
    return {
      class: "brackets",
      ...NOTHING,
      prefix: "[",
      suffix: text.slice(close < 0 ? text.length : close),
      end: tokenEnd,
    };
  }
  if (/^[-+#]?\d+,?$/.test(text)) return { class: "number", ...NOTHING, end: tokenEnd };
  if (!/[\p{L}\p{N}]/u.test(text)) return { class: "separator", ...NOTHING, end: tokenEnd };
  const isTag = text.length > 1 && (text.endsWith(":") || (text.endsWith("]") && !text.includes("[")));
  return { class: isTag ? "tag" : "word", ...NOTHING, end: tokenEnd };
}

/** A level's word or letter, with brackets and punctuation around. */
function cutLevel(bytes: Uint8Array, pos: number, end: number, text: string): Omit<Cut, "end"> | undefined {
  const match = /^([[(<]*)\s*([A-Za-z]+)\s*([\])>:,;]*)$/.exec(text);
  if (match === null) return undefined;
  const [, prefix, word, suffix] = match;
  const at = pos + text.indexOf(word);
  if (at + word.length > end || severityOfBytes(bytes, at, at + word.length) === 0) return undefined;
  return { class: "level", ...NOTHING, prefix, suffix };
}

/** Up to a blank or a bar; text in brackets up to its closing one where another bracket follows directly. */
function endOfToken(bytes: Uint8Array, pos: number, end: number, bar: number): number {
  let i = pos;
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

/** Bytes as text, one character each: enough to look at punctuation and digits. */
function textOf(bytes: Uint8Array, start: number, end: number): string {
  let text = "";
  for (let i = start; i < end && i < start + TOKEN_BYTES_MAX; i++) text += String.fromCharCode(bytes[i]);
  return text;
}
