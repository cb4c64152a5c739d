/**
 * The level that a message itself begins with, for formats whose header has no place for one, such as syslog in files:
 * "ERROR …", "[error] …", "<warn> …", "level=error …". In small letters it needs brackets or its name: "error:
 * …" is what sshd says of whatever a client does wrong, and "alert" may be any word of a sentence. The message
 * stays as it is.
 */
import { SEVERITY } from "../core/severity.ts";
import { decodeText } from "../core/lines/text.ts";
import type { FormatSpec } from "./format.ts";
import { readLevelWord } from "./level.ts";
import { parts } from "./times/timestamp_parts.ts";

const { isWordByte } = parts;

/** Levels that at the beginning of a message can be nothing else. */
const WORDS: ReadonlySet<string> = new Set(
  ["TRACE", "DEBUG", "INFO", "NOTICE", "WARN", "WARNING", "ERR", "ERROR", "CRIT", "CRITICAL", "FATAL"],
);
/** Closing brackets by their opening ones; 0 for other bytes. */
const closingOf = new Uint8Array(256);
for (const [open, close] of ["[]", "<>", "()"]) closingOf[open.charCodeAt(0)] = close.charCodeAt(0);
const encoder = new TextEncoder();
const KEYS = ["level=", "severity=", "lvl="].map((key) => encoder.encode(key));
const QUOTE = 0x22;
const EQUALS = 0x3d;
const LAST_CAPITAL = 0x5a;
/** What a level, its bracket or its key begins with: most messages are done with after a look at this. */
const mayBegin = new Uint8Array(256);
for (const word of [...WORDS, "[", "<", "(", "level", "severity"]) mayBegin[word.charCodeAt(0)] = 1;

/** Whether a format's header has a program's tag and no level. */
export function mayHaveLevelInMessage(spec: FormatSpec): boolean {
  if ("inner" in spec) return mayHaveLevelInMessage(spec.inner);
  return spec.kind === "pattern" && spec.patterns.some((pattern) => pattern.includes("{tag}")) &&
    !spec.patterns.some((pattern) => /\{(?:level|pri)\b/.test(pattern));
}

/** The severity that the message at bytes[start, end) begins with; 0 for none. */
export function levelOfMessage(bytes: Uint8Array, start: number, end: number): number {
  if (start >= end || mayBegin[bytes[start]] === 0) return SEVERITY.none;
  const close = closingOf[bytes[start]];
  if (close !== 0) return levelUpTo(bytes, start + 1, end, close);
  return bytes[start] > LAST_CAPITAL ? levelOfKey(bytes, start, end) : levelInCapitals(bytes, start, end);
}

function levelInCapitals(bytes: Uint8Array, start: number, end: number): number {
  // "Failed", "Accepted": most messages that begin with a capital have no second one
  if (bytes[start + 1] > LAST_CAPITAL) return SEVERITY.none;
  const found = readLevelWord(bytes, start, end);
  const stop = start + lengthOf(found);
  if (found === 0 || stop < end && isWordByte(bytes[stop])) return SEVERITY.none;
  return WORDS.has(decodeText(bytes, start, stop)) ? severityOf(found) : SEVERITY.none;
}

function levelOfKey(bytes: Uint8Array, start: number, end: number): number {
  for (let k = 0; k < KEYS.length; k++) {
    const key = KEYS[k];
    const at = start + key.length;
    if (bytes[at - 1] !== EQUALS || !key.every((byte, index) => bytes[start + index] === byte)) continue;
    return bytes[at] === QUOTE ? levelUpTo(bytes, at + 1, end, QUOTE) : severityOf(readLevelWord(bytes, at, end));
  }
  return SEVERITY.none;
}

/** The severity of a word that ends where this byte stands. */
function levelUpTo(bytes: Uint8Array, start: number, end: number, close: number): number {
  const found = readLevelWord(bytes, start, end);
  const stop = start + lengthOf(found);
  const isWhole = found !== 0 && stop < end && bytes[stop] === close;
  return isWhole && WORDS.has(decodeText(bytes, start, stop).toUpperCase()) ? severityOf(found) : SEVERITY.none;
}

/** Of what `readLevelWord` returns. */
function severityOf(found: number): number {
  return found & 0xff;
}

function lengthOf(found: number): number {
  return found >> 8;
}
