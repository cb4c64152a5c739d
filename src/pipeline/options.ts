/** What a run of the pipeline is given. All times, files and randomness come in here: nothing below reads a clock. */
import type { Accuracy, DetectorId, EventSink } from "../core/anomaly.ts";
import type { FormatSpec, PatternSpec } from "../formats/format.ts";
import type { EventBatch } from "../detectors/mod.ts";
import type { ForestModel } from "../forest/model.ts";
import type { Suppressor } from "../feedback/mod.ts";
import type { MaskSpec } from "../mining/masks/custom_masks.ts";
import type { TemplateMiner } from "../mining/template_miner.ts";
import type { RetrainInterval } from "./forest/retraining.ts";
import type { StreamState } from "./streams/stream_state.ts";
import type { Source } from "../sources/source.ts";
import type { RuleSpec } from "../detectors/rule_spec.ts";
import type { ParameterLines } from "./parameters/parameter_slots.ts";
import type { Stopwatch } from "./totals/stopwatch.ts";
import type { MultilineOptions } from "./streams/multiline.ts";
import type { SessionRow } from "./verdicts/sessions.ts";
import type { FixedRows } from "./verdicts/fixed_rows.ts";

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
  /** How readily each flags, where it is not 1; see `scaledScore`. */
  readonly sensitivity?: ReadonlyMap<DetectorId, number>;
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
  /** Wall clock, ms: the time of events that have none, and the measure of lag. Only where files are followed. */
  readonly now?: () => number;
  /** The lines that statistics of parameters are made of: a sample by default, none where nobody reads them. */
  readonly parameterLines?: ParameterLines;
  /** Words that make a line odd, with their scores. */
  readonly keywords: ReadonlyMap<string, number>;
  /** What names the sessions of lines: a field, or a prefix such as `blk_`. Absent: it is found for each source. */
  readonly groupBy?: string;
  /** The Isolation Forest to begin with; without one its detector is silent until one was trained on the way. */
  readonly model?: ForestModel;
  /** When a new forest is trained on recent lines; absent for never. */
  readonly retrain?: RetrainInterval;
  /** Seed of the sample of lines, and of the forests that are fitted to it (default 1). */
  readonly forestSeed?: number;
  /** Lines between a training and its model's takeover (for tests). */
  readonly retrainDelayLines?: number;
  /** Somebody besides the detectors reads the lines' features: whoever samples them. */
  readonly keepFeatures?: boolean;
  /** Called for each stretch of lines once it is judged, in input order. */
  readonly onLines?: (lines: JudgedLines) => void;
  /** Called for each line that is flagged, also where its incident is known already and nothing is printed. */
  readonly onFlagged?: (flagged: FlaggedLine) => void;
  /** How well it has judged, for the summary, where somebody knows. */
  readonly accuracy?: () => Accuracy | undefined;
  /** What was marked normal: flagged lines that it holds back are counted, and not told of. */
  readonly feedback?: Suppressor;
  /**
   * What detectors keep by source is shared by all sources that this gives the same name (default: their own names).
   */
  readonly learnAs?: (source: string) => string;
  /** Called with the verdicts of lines once they will not change any more, in input order, each line once. */
  readonly onVerdicts?: (rows: FixedRows) => void;
  /** `onVerdicts` is to be given the scores of each detector too (default false). */
  readonly scoresByDetector?: boolean;
  /** Called with the verdict of each session when it ends. */
  readonly onSession?: (row: SessionRow) => void;
  /** Told of what went wrong without ending the run. */
  readonly onWarning?: (message: string) => void;
  /** Another worker file, for tests of what happens when workers die. */
  readonly workerUrl?: URL;
  /** Measures what the run costs. */
  readonly stopwatch?: Stopwatch;
  /** Called about once a batch, for a progress line. */
  readonly onProgress?: (progress: Progress) => void;
}

/**
 * A line at or above the alert threshold, or one that raised its session to it. Its text is made when it is asked for,
 * which must be during the call.
 */
export interface FlaggedLine {
  readonly source: string;
  readonly line: number;
  readonly detector: DetectorId;
  /** The highest score of the detectors that need no learning (rules), and of all others (ML). */
  readonly rulesScore: number;
  readonly mlScore: number;
  /** Event time in ms since the epoch, NaN where there is none. */
  readonly timeMs: number;
  /** A mark says that it is normal: it is not told of. */
  readonly isSuppressed: boolean;
  text(): string;
}

/** Lines that were judged, with the template index of each at reading time. */
export interface JudgedLines {
  readonly lines: number;
  readonly template: Int32Array;
  readonly miner: TemplateMiner;
  readonly state: StreamState;
  /** All that is known of them, and the highest score of each. Valid during the call. */
  readonly events: EventBatch;
  readonly scores: Float64Array;
  /** They are from before the program came, or of a baseline: learnt from, and never told of. */
  readonly past: boolean;
  /** When they were read, ms of the wall clock; NaN without one. */
  readonly readMs: number;
}

/** How far a run is. */
export interface Progress {
  readonly lines: number;
  readonly bytes: number;
  readonly anomalies: number;
}
