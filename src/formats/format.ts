/**
 * What a format is: plain data that says how a line is read (`FormatSpec`, which can be sent to a worker), and the
 * parser that is made from it, which finds time, level and message in a line's bytes without making an
 * object or a string.
 */
import { ParameterList } from "../core/lines/parameters.ts";

/**
 * What a parser found in one line. One instance is reused for every line: each call overwrites all of it.
 * Positions are byte offsets into the buffer that was given to `parse`.
 */
export class LineFields {
  /** Takes the fields that the line names, but time, level and message. */
  readonly parameters: ParameterList;
  /** Event time in milliseconds since the epoch (UTC, may have a fraction); NaN where the line has none. */
  time = NaN;
  /** OpenTelemetry severity number, 0 where the line has none. */
  severity = 0;
  /** First byte of the message: what templates are mined from. */
  messageStart = 0;
  /** The byte after the message. */
  messageEnd = 0;
  /** The message is made of fields, which `parameters` took by their names: nothing in it is a parameter once more. */
  isMessageOfFields = false;

  constructor(parameters = new ParameterList()) {
    this.parameters = parameters;
  }
}

/** A named value of a line, cut out only when a line is shown, or a rule asks for it. */
export interface LineAttribute {
  readonly name: string;
  readonly value: string | number | boolean | null;
}

/** Reads lines of one format. Made once per stream and worker, so it may keep small caches, but no state of the log. */
export interface LineParser {
  /**
   * Reads the line at `start` up to `end` (exclusive: no line feed, no carriage return). Returns false when the line is
   * not of this format; then `into` holds a plain line: no time, no severity, the whole line as message. Never throws.
   * A message that is written as the numbers of its bytes is written over as text (named/byte_text.ts).
   */
  parse(bytes: Uint8Array, start: number, end: number, into: LineFields): boolean;
  /**
   * All named fields of the line but the message, for display and for rules; slow path. Empty when it does not match.
   */
  attributes(bytes: Uint8Array, start: number, end: number): LineAttribute[];
}

/** What a parser must know that the line does not say. */
export interface ParseContext {
  /** IANA name of the zone of times that name none, such as "Europe/Berlin" or "UTC". */
  readonly timeZone: string;
  /** Dates without a year are the latest ones not after this (milliseconds since the epoch). */
  referenceMs: number;
}

/** A pattern of literal text and fields, such as `[{time}] [{level}] [{component}] {message}`. */
export interface PatternSpec {
  readonly kind: "pattern";
  /** The format's name as shown to the user: "seed", "glog", "columns" for a learnt header, or the user's own. */
  readonly name: string;
  /**
   * Tried in this order for every line, whatever the line before was: what a line means must not depend on others,
   * which another worker may have read. pattern.ts describes the language.
   */
  readonly patterns: readonly string[];
}

/** Formats whose structure a pattern cannot say, each read by its own parser. */
export interface StructuredSpec {
  readonly kind: "json" | "logfmt" | "clf" | "plain";
  readonly name: string;
}

/** Text of which nothing is known: what lines are of that no format takes. */
export const PLAIN: StructuredSpec = { kind: "plain", name: "plain" };

/** Lines of one format wrapped into another, such as a container runtime's, or coloured, or all indented. */
export interface WrappedSpec {
  readonly kind: "cri" | "docker" | "coloured" | "indented";
  readonly name: string;
  readonly inner: FormatSpec;
}

/** Lines of several formats in one stream, that of most of them first. */
export interface MixedSpec {
  readonly kind: "mixed";
  readonly name: string;
  readonly parts: readonly (PatternSpec | StructuredSpec)[];
}

/** Lines of one format behind the header of another. */
export interface HeadedSpec {
  readonly kind: "headed";
  readonly name: string;
  readonly head: PatternSpec;
  readonly inner: FormatSpec;
}

/** How the lines of a stream are read. Plain data: it is sent to workers and saved in checkpoints. */
export type FormatSpec = PatternSpec | StructuredSpec | MixedSpec | HeadedSpec | WrappedSpec;

/** The field whose value the levels of a format's lines follow, since they have no level of their own; "" for none. */
export function levelFieldOf(spec: FormatSpec): string {
  if ("inner" in spec) return levelFieldOf(spec.inner);
  const parts = spec.kind === "mixed" ? spec.parts : [spec];
  return parts.some(({ kind }) => kind === "clf") ? "status" : "";
}
