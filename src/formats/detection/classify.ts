/**
 * What a line without a header looks like, so that lines of one event can be joined: stack traces of Java, Python, Go
 * and Node, indented continuations, closing brackets. Looks at the first bytes of a line only; called for lines that
 * the format did not take, and for those that begin with a blank.
 */
import { endOfLetters } from "../level.ts";
import { parts } from "../times/timestamp_parts.ts";

const { isBlank, isDigit, isWordByte, skipBlanks } = parts;

/** Kinds of lines; they fit into four bits. The last two are set by patterns of the user's own, never found here. */
export const LINE_KIND = {
  other: 0,
  blank: 1,
  indented: 2,
  /** "Traceback (most recent call last):" */
  pythonTraceback: 3,
  /** "java.lang.IllegalStateException: closed", "ValueError: bad", "KeyboardInterrupt" */
  exceptionLine: 4,
  /** "Caused by: …", "Suppressed: …", "During handling of the above exception, …" */
  causedBy: 5,
  /** "panic: …", "fatal error: …" */
  goPanic: 6,
  /** "goroutine 1 [running]:" */
  goroutine: 7,
  /** "main.foo(0x1234)", "created by main.start" */
  goFrame: 8,
  /** "... 12 more" */
  more: 9,
  /** "}", "]);" */
  closing: 10,
  userStart: 11,
  userContinuation: 12,
} as const;

export type LineKind = typeof LINE_KIND[keyof typeof LINE_KIND];

/** The longest name of an exception that is looked at. */
const NAME_BYTES_MAX = 200;
const DOT = 0x2e;
const COLON = 0x3a;
const encoder = new TextEncoder();

const STARTS: readonly (readonly [Uint8Array, LineKind])[] = ([
  ["Traceback (most recent call last)", LINE_KIND.pythonTraceback],
  ["Caused by: ", LINE_KIND.causedBy],
  ["Suppressed: ", LINE_KIND.causedBy],
  ["During handling of the above exception", LINE_KIND.causedBy],
  ["The above exception was the direct cause", LINE_KIND.causedBy],
  ["panic: ", LINE_KIND.goPanic],
  ["fatal error: ", LINE_KIND.goPanic],
  ["created by ", LINE_KIND.goFrame],
  ["[signal SIG", LINE_KIND.goFrame],
  ["exit status ", LINE_KIND.goFrame],
] as const).map(([text, kind]) => [encoder.encode(text), kind]);

const EXCEPTION_ENDS: readonly Uint8Array[] = [
  ...["Error", "Exception", "Warning", "Interrupt", "Exit", "Throwable", "Failure", "Iteration"],
].map((text) => encoder.encode(text));
/**
 * What ends the name of an error that is as often written to standard error, below whatever line came before, as logged
 * with the line that it stands below: it is taken for itself, lest it goes unseen below a calm one.
 */
const VIRTUAL_MACHINE_END = encoder.encode("OutOfMemoryError");

export function classifyLine(bytes: Uint8Array, start: number, end: number): LineKind {
  const first = skipBlanks(bytes, start, end);
  if (first >= end || (first + 1 === end && bytes[first] === 13)) return LINE_KIND.blank;
  if (startsMore(bytes, first, end)) return LINE_KIND.more;
  if (first > start) return startsClause(bytes, first, end) ? LINE_KIND.causedBy : LINE_KIND.indented;
  // nothing below begins with a digit, as many lines of logs do
  if (isDigit(bytes[start])) return LINE_KIND.other;
  for (let i = 0; i < STARTS.length; i++) {
    if (startsWith(bytes, start, end, STARTS[i][0])) return STARTS[i][1];
  }
  if (isClosing(bytes, start, end)) return LINE_KIND.closing;
  if (isGoroutine(bytes, start, end)) return LINE_KIND.goroutine;
  return namedKind(bytes, start, end);
}

/** An exception, or a frame of Go's: both begin with a dotted name. */
function namedKind(bytes: Uint8Array, start: number, end: number): LineKind {
  const stop = start + NAME_BYTES_MAX < end ? start + NAME_BYTES_MAX : end;
  if (endOfLetters(bytes, start, stop) === start && bytes[start] !== 0x5f) return LINE_KIND.other;
  let i = start;
  let lastDot = start;
  let dots = 0;
  for (; i < stop && isNameByte(bytes[i]); i++) {
    if (bytes[i] === DOT) {
      lastDot = i + 1;
      dots++;
    }
  }
  const isWhole = i === end || (bytes[i] === 13 && i + 1 === end);
  if (isWhole || bytes[i] === COLON && (i + 1 === end || bytes[i + 1] <= 32)) {
    return isExceptionName(bytes, lastDot, i) ? LINE_KIND.exceptionLine : LINE_KIND.other;
  }
  const isCall = dots > 0 && i < end && (bytes[i] === 0x28 || bytes[i] === 0x5b) && end > i + 1;
  return isCall && lastByte(bytes, i, end) === 0x29 && goArguments(bytes, i, end) ? LINE_KIND.goFrame : LINE_KIND.other;
}

/** Go prints arguments as numbers, "...", braces and "?": no blanks but after commas, no words. */
function goArguments(bytes: Uint8Array, open: number, end: number): boolean {
  for (let i = open + 1; i < end; i++) if (isBlank(bytes[i]) && bytes[i - 1] !== 0x2c) return false;
  return true;
}

function isExceptionName(bytes: Uint8Array, start: number, end: number): boolean {
  for (let k = 0; k < EXCEPTION_ENDS.length; k++) {
    if (endsWith(bytes, start, end, EXCEPTION_ENDS[k])) return !endsWith(bytes, start, end, VIRTUAL_MACHINE_END);
  }
  return false;
}

/** "Caused by: " and "Suppressed: ", which Java indents within nested causes. */
function startsClause(bytes: Uint8Array, start: number, end: number): boolean {
  return startsWith(bytes, start, end, STARTS[1][0]) || startsWith(bytes, start, end, STARTS[2][0]);
}

function startsMore(bytes: Uint8Array, start: number, end: number): boolean {
  if (start + 5 > end || bytes[start] !== DOT || bytes[start + 1] !== DOT || bytes[start + 2] !== DOT) return false;
  return bytes[start + 3] === 32 && isDigit(bytes[start + 4]);
}

/** Closing brackets alone, with ";" and "," at most. */
function isClosing(bytes: Uint8Array, start: number, end: number): boolean {
  const first = bytes[start];
  if (first !== 0x7d && first !== 0x5d && first !== 0x29) return false;
  for (let i = start; i < end && i < start + 8; i++) {
    const byte = bytes[i];
    const isBracket = byte === 0x7d || byte === 0x5d || byte === 0x29;
    if (!isBracket && byte !== 0x3b && byte !== 0x2c && byte !== 13 && byte !== 32) return false;
  }
  return end - start <= 8;
}

/** "goroutine 12 [chan receive]:" */
function isGoroutine(bytes: Uint8Array, start: number, end: number): boolean {
  return startsWith(bytes, start, end, GOROUTINE) && start + 10 < end && isDigit(bytes[start + 10]);
}

const GOROUTINE = encoder.encode("goroutine ");

function lastByte(bytes: Uint8Array, start: number, end: number): number {
  let i = end - 1;
  while (i > start && (isBlank(bytes[i]) || bytes[i] === 13)) i--;
  return bytes[i];
}

function isNameByte(byte: number): boolean {
  return isWordByte(byte) || byte === DOT || byte === 0x24 || byte === 0x2f || byte === 0x2d;
}

function endsWith(bytes: Uint8Array, start: number, end: number, word: Uint8Array): boolean {
  return end - start >= word.length && startsWith(bytes, end - word.length, end, word);
}

function startsWith(bytes: Uint8Array, start: number, end: number, word: Uint8Array): boolean {
  if (start + word.length > end) return false;
  for (let i = 0; i < word.length; i++) if (bytes[start + i] !== word[i]) return false;
  return true;
}
