/** How well formats fit the lines of a sample, and which of them fits best. */
import { LineFields, type LineParser, type PatternSpec, type StructuredSpec } from "../format.ts";
import type { Sample } from "./sample.ts";

/** A format that is neither wrapped nor mixed. */
export type OwnSpec = PatternSpec | StructuredSpec;

/** What a format makes of lines, as shares of them. */
export interface Fit {
  readonly matched: number;
  readonly timed: number;
  readonly levelled: number;
  /** Lines with a message that is not empty. */
  readonly worded: number;
  /** The first and the last of their times, ms; infinite where there is none. */
  readonly firstMs: number;
  readonly lastMs: number;
}

/** A format that the lines may be of. */
export interface Candidate {
  readonly spec: OwnSpec;
  readonly fit: Fit;
}

/** By how much one format must fit better than another to be preferred, in shares of the lines. */
export const MARGIN = 0.01;

/** What a parser makes of a sample's lines; NaN where there are none. */
export function fitOf(parser: LineParser, { bytes, lines }: Sample): Fit {
  const fields = new LineFields();
  let matched = 0;
  let timed = 0;
  let levelled = 0;
  let worded = 0;
  let firstMs = Infinity;
  let lastMs = -Infinity;
  for (const { start, end } of lines) {
    if (!parser.parse(bytes, start, end, fields)) continue;
    matched++;
    if (!Number.isNaN(fields.time)) {
      timed++;
      firstMs = Math.min(firstMs, fields.time);
      lastMs = Math.max(lastMs, fields.time);
    }
    if (fields.severity !== 0) levelled++;
    if (fields.messageEnd > fields.messageStart) worded++;
  }
  const all = lines.length;
  return {
    matched: matched / all,
    timed: timed / all,
    levelled: levelled / all,
    worded: worded / all,
    firstMs,
    lastMs,
  };
}

/** The candidate that takes most lines; the first of equals. */
export function bestOf(candidates: readonly Candidate[]): Candidate | undefined {
  let best: Candidate | undefined;
  for (const candidate of candidates) {
    if (best === undefined || candidate.fit.matched > best.fit.matched + MARGIN) best = candidate;
  }
  return best;
}
