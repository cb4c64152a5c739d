/**
 * Levels in the bytes of a line: words ("WARN", "Information", whatever their case) and single letters, as Android's
 * logcat and glog write them. Words are found by their hash, so that no string is made.
 */
import { SEVERITY, SEVERITY_WORDS, severityFromWord } from "../core/severity.ts";

const WORD_BYTES_MAX = Math.max(...SEVERITY_WORDS.map((word) => word.length));

const SLOTS = 256;
const hashOfSlot = new Int32Array(SLOTS);
const severityOfSlot = new Uint8Array(SLOTS);
for (const word of SEVERITY_WORDS) {
  const bytes = new TextEncoder().encode(word);
  const hash = wordHash(bytes, 0, bytes.length);
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
  const length = end - start;
  if (length < 3) return length === 1 ? severityOfLetter[bytes[start]] : 0;
  if (length > WORD_BYTES_MAX) return 0;
  const hash = wordHash(bytes, start, end);
  for (let slot = hash & (SLOTS - 1); severityOfSlot[slot] !== 0; slot = (slot + 1) & (SLOTS - 1)) {
    if (hashOfSlot[slot] === hash) return severityOfSlot[slot];
  }
  return 0;
}

/** The severity of one of the letters T V D I N W E C F; 0 for other bytes. */
export function severityOfLetterByte(byte: number): number {
  return severityOfLetter[byte];
}

/** The severity of redis' marks: "." debug, "-" verbose, "*" notice, "#" warning; 0 for other bytes. */
export function severityOfRedisMark(byte: number): number {
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

/** FNV-1a over the bytes with the case bit set, then the length. */
function wordHash(bytes: Uint8Array, start: number, end: number): number {
  let hash = 0x811c9dc5 | 0;
  for (let i = start; i < end; i++) hash = Math.imul(hash ^ (bytes[i] | 32), 0x01000193);
  return hash ^ (hash >>> 15) ^ (end - start);
}
