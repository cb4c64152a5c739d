/** A sample of a stream: the lines that say something of its format. */
import { classifyLine, LINE_KIND } from "./classify.ts";
import { parts } from "../times/timestamp_parts.ts";

const { isDigit, skipBlanks } = parts;

export interface LineRange {
  readonly start: number;
  /** The byte after the line's text, without line feed and carriage return. */
  readonly end: number;
}

/** Bytes, and where the lines stand in them that are looked at. */
export interface Sample {
  readonly bytes: Uint8Array;
  readonly lines: readonly LineRange[];
}

/** Lines that are looked at, at most. */
const LINES_MAX = 400;
const LINE_FEED = 10;
const CARRIAGE_RETURN = 13;

/**
 * The first lines of bytes that may begin an event: without a byte order mark, blank lines, continuations and stack
 * traces; these count where there is nothing else.
 */
export function sampleOf(bytes: Uint8Array): Sample {
  const lines: LineRange[] = [];
  const hasMark = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
  for (let start = hasMark ? 3 : 0; start < bytes.length && lines.length < LINES_MAX;) {
    const feed = bytes.indexOf(LINE_FEED, start);
    const next = feed < 0 ? bytes.length : feed;
    const end = next > start && bytes[next - 1] === CARRIAGE_RETURN ? next - 1 : next;
    if (classifyLine(bytes, start, end) !== LINE_KIND.blank) lines.push({ start, end });
    start = next + 1;
  }
  return { bytes, lines: withoutContinuations(bytes, lines) };
}

/** The texts as the lines of a sample. */
export function sampleOfTexts(texts: readonly Uint8Array[]): Sample {
  const joined = new Uint8Array(texts.reduce((length, text) => length + text.length + 1, 0));
  let at = 0;
  for (const text of texts) {
    joined.set(text, at);
    joined[at + text.length] = LINE_FEED;
    at += text.length + 1;
  }
  return sampleOf(joined);
}

function withoutContinuations(bytes: Uint8Array, lines: readonly LineRange[]): readonly LineRange[] {
  const padded = lines.filter(({ start, end }) => isPadded(bytes, start, end));
  if (2 * padded.length >= lines.length) return lines;
  const first = lines.filter(({ start, end }) => classifyLine(bytes, start, end) === LINE_KIND.other);
  return first.length > 0 ? first : lines;
}

/** A number or a bracket after blanks is a padded column, not a continuation. */
function isPadded(bytes: Uint8Array, start: number, end: number): boolean {
  const first = skipBlanks(bytes, start, end);
  return first > start && first < end && (isDigit(bytes[first]) || bytes[first] === 0x5b);
}
