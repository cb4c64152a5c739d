/** What a run of the pipeline is given. All times, files and randomness come in here: nothing below reads a clock. */
import type { DetectorId, EventSink } from "../core/anomaly.ts";
import type { FormatSpec, PatternSpec } from "../formats/format.ts";
import type { MaskSpec } from "../mining/custom_masks.ts";
import type { TemplateMiner } from "../mining/template_miner.ts";
import type { StreamState } from "./stream_state.ts";
import type { Source } from "../sources/source.ts";
import type { RuleSpec } from "../detectors/rule_spec.ts";

/** When a line belongs to the event before it. Patterns are JavaScript regular expressions over the line's text. */
export interface MultilineOptions {
  /** Join stack traces and indented lines without being told (default true). */
  readonly auto: boolean;
  /** A line that matches begins an event; lines that do not match continue it. */
  readonly haltBefore?: string;
  /** A line that matches continues the event before it. */
  readonly continueThrough?: string;
  /** Lines that an event may have at most; more begin a new one. */
  readonly linesMax: number;
}

/** All that a pipeline is made from. */
export interface PipelineOptions {
  readonly source: Source;
  readonly sink: EventSink;
  /** At least 1. */
  readonly workers: number;
  /** IANA name, for times without a zone. */
  readonly timeZone: string;
  /** A line is flagged from this score on. */
  readonly alertThreshold: number;
  /** Event time without a line after which an incident is closed. */
  readonly groupWindowMs: number;
  /** Lines longer than this are cut (the source cuts them; the parser needs to know for its buffers). */
  readonly lineBytesMax: number;
  readonly multiline: MultilineOptions;
  readonly rules: readonly RuleSpec[];
  /** The user's own masks. */
  readonly masks?: readonly MaskSpec[];
  /** Detectors that are on. */
  readonly detectors: ReadonlySet<string>;
  /** The user's own formats, tried before the built-in ones. */
  readonly formats: readonly PatternSpec[];
  /** Reads every line with this format instead of detecting one. */
  readonly format?: FormatSpec;
  /** Events before this time (ms since the epoch) are learnt from, but not alerted. */
  readonly sinceMs?: number;
  /** A stream is not read beyond its first event after this time (ms). */
  readonly untilMs?: number;
  /** Bytes of a batch: what is cut differently must come out the same (for tests). */
  readonly batchBytes?: number;
  /** Wall clock for following: gives events without a time their arrival. Absent when scanning. */
  readonly now?: () => number;
  /** Statistics of parameters are made of all lines, not of a sample. */
  readonly allParameters?: boolean;
  /** Words that make a line odd, with their scores. */
  readonly keywords: ReadonlyMap<string, number>;
  /** Called for each stretch of lines once it is judged, in input order. */
  readonly onLines?: (lines: JudgedLines) => void;
  /** Called for each line that is flagged, also where its incident is known already and nothing is printed. */
  readonly onFlagged?: (flagged: FlaggedLine) => void;
  /** Told of what went wrong without ending the run. */
  readonly onWarning?: (message: string) => void;
  /** Another worker file, for tests of what happens when workers die. */
  readonly workerUrl?: URL;
  /** Called about once a batch, for a progress line. */
  readonly onProgress?: (progress: Progress) => void;
}

/** A line at or above the alert threshold. Its text is made only when asked for, and only during the call. */
export interface FlaggedLine {
  readonly source: string;
  readonly line: number;
  readonly detector: DetectorId;
  /** Event time in ms since the epoch, NaN where there is none. */
  readonly timeMs: number;
  text(): string;
}

/** Lines that were judged, with the template index of each at reading time. */
export interface JudgedLines {
  readonly lines: number;
  readonly template: Int32Array;
  readonly miner: TemplateMiner;
  readonly state: StreamState;
}

/** How far a run is. */
export interface Progress {
  readonly lines: number;
  readonly bytes: number;
  readonly anomalies: number;
}
