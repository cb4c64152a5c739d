/**
 * Levels in the bytes of a line: words ("WARN", "Information", whatever their case) and single letters, as Android's
 * logcat and glog write them. Words are found by their hash, so that no string is made.
 */
import { SEVERITY, SEVERITY_WORDS, severityFromWord } from "../core/severity.ts";

const WORD_BYTES_MAX = Math.max(...SEVERITY_WORDS.map((word) => word.length));

const FIRST_HASH = 0x811c9dc5 | 0;
const PRIME = 0x01000193;
const SLOTS = 256;
const hashOfSlot = new Int32Array(SLOTS);
const severityOfSlot = new Uint8Array(SLOTS);
for (const word of SEVERITY_WORDS) {
  const hash = wordHash(word);
  let slot = hash & (SLOTS - 1);
  while (severityOfSlot[slot] !== 0) slot = (slot + 1) & (SLOTS - 1);
  hashOfSlot[slot] = hash;
  severityOfSlot[slot] = severityFromWord(word);
}

/** Severity of single letters: V D I W E F as in logcat, T N C as in others; 0 for the rest. */
const severityOfLetter = new Uint8Array(256);
for (
  const [letter, severity] of Object.entries({
    T: SEVERITY.trace,
    V: SEVERITY.trace,
    D: SEVERITY.debug,
    I: SEVERITY.info,
    N: SEVERITY.notice,
    W: SEVERITY.warn,
    E: SEVERITY.error,
    C: SEVERITY.critical,
    F: SEVERITY.fatal,
  })
) severityOfLetter[letter.charCodeAt(0)] = severity;

/** Syslog's severities 0 (emergency) to 7 (debug), RFC 5424 section 6.2.1. */
const SEVERITY_OF_SYSLOG = Uint8Array.of(
  SEVERITY.fatal,
  SEVERITY.fatal,
  SEVERITY.critical,
  SEVERITY.error,
  SEVERITY.warn,
  SEVERITY.notice,
  SEVERITY.info,
  SEVERITY.debug,
);

/** The severity that bytes[start, end) name as a word, or as one letter in upper case; 0 when they do not. */
export function severityOfBytes(bytes: Uint8Array, start: number, end: number): number {
  const found = readLevelWord(bytes, start, end);
  return found >> 8 === end - start ? found & 0xff : 0;
}

/** The letters at `start` as a level: how many they are, times 256, and the severity that they name; 0 for none. */
export function readLevelWord(bytes: Uint8Array, start: number, end: number): number {
  const stop = start + WORD_BYTES_MAX + 1 < end ? start + WORD_BYTES_MAX + 1 : end;
  let hash = FIRST_HASH;
  let i = start;
  for (; i < stop; i++) {
    const lower = bytes[i] | 32;
    if (((lower - 97) >>> 0) >= 26) break;
    hash = Math.imul(hash ^ lower, PRIME);
  }
  const length = i - start;
  if (length === 1) {
    const severity = severityOfLetter[bytes[start]];
    return severity === 0 ? 0 : 256 | severity;
  }
  hash = finished(hash, length);
  for (let slot = hash & (SLOTS - 1); severityOfSlot[slot] !== 0; slot = (slot + 1) & (SLOTS - 1)) {
    if (hashOfSlot[slot] === hash) return length << 8 | severityOfSlot[slot];
  }
  return 0;
}

/** Words that are levels in MySQL and MariaDB alone: elsewhere they are words, and names of components. */
const MYSQL_WORDS: readonly (readonly [word: Uint8Array, severity: number])[] = [
  [new TextEncoder().encode("Note"), SEVERITY.info],
  [new TextEncoder().encode("System"), SEVERITY.notice],
];

/** How levels are written, by the names that patterns give to it. */
export const LEVEL_TYPES: ReadonlyMap<string, number> = new Map([
  ["", 0], // a word or a letter
  ["mysql", 1],
  ["letter", 2],
  ["redis", 3],
  ["syslog", 4],
]);

/** The level of a type at `start`: the bytes that it takes, times 256, and the severity that it names; 0 for none. */
export function readLevelOfType(type: number, bytes: Uint8Array, start: number, end: number): number {
  switch (type) {
    case 0:
      return readLevelWord(bytes, start, end);
    case 1:
      return readMysqlLevel(bytes, start, end);
    case 2:
      return ofOneByte(severityOfLetter[bytes[start]]);
    case 3:
      return ofOneByte(severityOfRedisMark(bytes[start]));
    default:
      return ofOneByte(bytes[start] >= 0x30 && bytes[start] < 0x38 ? severityOfSyslog(bytes[start] - 0x30) : 0);
  }
}

/** Whether levels of a type are words, which end where their letters do. */
export function isLevelWord(type: number): boolean {
  return type < 2;
}

function ofOneByte(severity: number): number {
  return severity === 0 ? 0 : 256 | severity;
}

/** The same as `readLevelWord` for MySQL's error log. */
function readMysqlLevel(bytes: Uint8Array, start: number, end: number): number {
  const length = endOfLetters(bytes, start, end) - start;
  for (const [word, severity] of MYSQL_WORDS) {
    if (word.length === length && word.every((byte, index) => bytes[start + index] === byte)) {
      return length << 8 | severity;
    }
  }
  return readLevelWord(bytes, start, end);
}

/** The severity of redis' marks: "." debug, "-" verbose, "*" notice, "#" warning; 0 for other bytes. */
function severityOfRedisMark(byte: number): number {
  if (byte === 0x2e) return SEVERITY.debug;
  if (byte === 0x2d) return SEVERITY.info;
  if (byte === 0x2a) return SEVERITY.notice;
  return byte === 0x23 ? SEVERITY.warn : 0;
}

/** The severity of a syslog priority (facility × 8 + severity) or of a bare syslog severity. */
export function severityOfSyslog(priority: number): number {
  return SEVERITY_OF_SYSLOG[priority & 7];
}

/** Where the run of ASCII letters that begins at `start` ends. */
export function endOfLetters(bytes: Uint8Array, start: number, end: number): number {
  let i = start;
  while (i < end && (((bytes[i] | 32) - 97) >>> 0) < 26) i++;
  return i;
}

function finished(hash: number, length: number): number {
  return hash ^ (hash >>> 15) ^ length;
}

/** FNV-1a over the bytes with the case bit set, then the length: what `readLevelWord` computes. */
function wordHash(word: string): number {
  let hash = FIRST_HASH;
  for (const byte of new TextEncoder().encode(word)) hash = Math.imul(hash ^ (byte | 32), PRIME);
  return finished(hash, word.length);
}
