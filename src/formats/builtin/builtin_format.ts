/** What a format that is known by name consists of, as data: how it is read, and lines of it with what they say. */
import type { PatternSpec, StructuredSpec } from "../format.ts";

/** A line of a format, and what it says. */
export interface FormatSample {
  readonly line: string;
  /** ISO 8601; null where the line has no date. Read in UTC, in a stream that was last written at SAMPLE_REFERENCE. */
  readonly time: string | null;
  readonly severity: number;
  readonly message: string;
}

/** A format and how it is recognised. */
export interface BuiltinFormat {
  readonly spec: PatternSpec | StructuredSpec;
  /** How many of the patterns, from the first, tell that a stream is of this format; the others take what is left. */
  readonly voting?: number;
  readonly samples: readonly FormatSample[];
}

/** When the streams that samples stand for were last written: dates without a year are the latest before it. */
export const SAMPLE_REFERENCE = Date.UTC(2024, 5, 30);
