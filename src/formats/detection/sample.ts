/** The lines of a sample that say something of its format. */
import { classifyLine, LINE_KIND } from "./classify.ts";
import { parts } from "../times/timestamp_parts.ts";

const { isDigit, skipBlanks } = parts;

export interface LineRange {
  readonly start: number;
  /** The byte after the line's text, without line feed and carriage return. */
  readonly end: number;
}

/** Lines that are looked at, at most. */
const LINES_MAX = 400;
const LINE_FEED = 10;
const CARRIAGE_RETURN = 13;

/** The first lines of a sample, without a byte order mark and without blank ones. */
export function sampleLines(sample: Uint8Array): LineRange[] {
  const lines: LineRange[] = [];
  const hasMark = sample[0] === 0xef && sample[1] === 0xbb && sample[2] === 0xbf;
  for (let start = hasMark ? 3 : 0; start < sample.length && lines.length < LINES_MAX;) {
    const feed = sample.indexOf(LINE_FEED, start);
    const next = feed < 0 ? sample.length : feed;
    const end = next > start && sample[next - 1] === CARRIAGE_RETURN ? next - 1 : next;
    if (classifyLine(sample, start, end) !== LINE_KIND.blank) lines.push({ start, end });
    start = next + 1;
  }
  return lines;
}

/** The lines that may begin an event: without continuations and stack traces, unless there is nothing else. */
export function votingLines(sample: Uint8Array, lines: readonly LineRange[]): readonly LineRange[] {
  const padded = lines.filter(({ start, end }) => isPadded(sample, start, end));
  if (2 * padded.length >= lines.length) return lines;
  const voting = lines.filter(({ start, end }) => classifyLine(sample, start, end) === LINE_KIND.other);
  return voting.length > 0 ? voting : lines;
}

/** A number or a bracket after blanks is a padded column, not a continuation. */
function isPadded(sample: Uint8Array, start: number, end: number): boolean {
  const first = skipBlanks(sample, start, end);
  return first > start && first < end && (isDigit(sample[first]) || sample[first] === 0x5b);
}
