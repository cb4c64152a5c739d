/**
 * What a detector is: something that looks at the events of a batch in the order of the input, learns from them, and
 * says which are odd. Adding one is a new file and a row in mod.ts.
 *
 * A detector never reads the clock, a file, or another detector, and what it says of a line depends only on the lines
 * up to it, never on where a batch was cut.
 */
import type { DetectorId, Evidence } from "../core/anomaly.ts";
import type { RedactText } from "../core/text/redact.ts";
import type { Batch } from "../core/lines/batch.ts";
import type { LineFeatures } from "../features/lines.ts";
import type { ForestModel } from "../forest/model.ts";
import type { RuleSpec } from "./rule_spec.ts";

/** The lines of a batch as detectors see them: columns with one entry a line. */
export interface EventBatch {
  /** Name of the source that the lines are of. */
  readonly source: string;
  /** Where the lines stand in it. */
  readonly origin: Origin;
  /** What the worker has found in them: their bytes, their messages, their parameters. */
  readonly columns: Batch;
  readonly lines: number;
  /** Template index; that of its event for a line that continues one. */
  readonly template: Int32Array;
  /** 1 where a line continues the event before it. */
  readonly continuation: Uint8Array;
  /** Event time in ms since the epoch, NaN where there is none. */
  readonly time: Float64Array;
  /** The latest event time up to each line: the source's clock. NaN until there was one. */
  readonly clock: Float64Array;
  /** OpenTelemetry severity number. */
  readonly severity: Uint8Array;
  /** What is known of shapes, by the worker's id of them (`columns.shape`). */
  readonly shapes: BatchShapes;
  /** Lines whose template was made at them; its index may have meant another before. */
  readonly bornLine: Int32Array;
  readonly born: number;
  /** Templates that turned out to be one, ordered by the line that showed it. */
  readonly merges: readonly LineMerge[];
  /**
   * By parameter (index into the parameter columns): which place of which template it fills, as a dense number that
   * stays with the place; -1 where none is kept, and below that (`identifierSlot`) where what fills it names something
   * and measures nothing. Places of a template that is merged away go on as those of the other.
   */
  readonly parameterSlot: Int32Array;
  /** Such numbers that nothing has any more: from the line on they may be another place's. Ordered by line. */
  readonly dropped: readonly LineDropped[];
  /** The name of the field that a parameter is the value of; "" for one in the message. */
  fieldName(parameter: number): string;
  /** The field that levels were taken from, where lines have no level of their own (a status); "" for none. */
  readonly levelField: string;
  /** Matches of user rules: line and rule index, ordered by line. */
  readonly hitLine: Uint32Array;
  readonly hitRule: Uint32Array;
  readonly hits: number;
  /** Lines of all sources before this batch. */
  readonly linesBefore: number;
  /** Text of a template by index, after the batch; see `textAt`. */
  readonly templateText: readonly string[];
  /** Templates whose text grew more general, ordered by the line that made it so. */
  readonly textChanges: readonly LineTextChange[];
  /** How each line differs from what its source normally does. */
  readonly features: LineFeatures;
  /** How rare a model finds it; absent where there is none. */
  readonly forest?: ForestScores;
}

/** Columns by the id of a shape. */
export interface BatchShapes {
  /** The two words of its hash. */
  readonly hash1: Int32Array;
  readonly hash2: Int32Array;
  /**
   * A number that stays with the shape and is −1 at first. It is there for the keyword detector, which looks
   * at a shape's words once.
   */
  readonly note: Int16Array;
}

/** A batch as it was learnt from, before its features are known. */
export type LearntBatch = Omit<EventBatch, "features" | "forest">;

/** What the Isolation Forest in force says of the lines of a batch. Valid until the next batch. */
export interface ForestScores {
  /**
   * How rare each line's features were among the rows of the training, in decades
   * (forest/calibration.ts); NaN: not scored.
   */
  readonly decades: Float32Array;
  /** The model that judged a line. */
  modelAt(line: number): ForestModel;
}

/** Where the lines of a batch stand. */
export interface Origin {
  /** The stream's, for the ids of anomalies. */
  readonly identity: string;
  /** Number of the batch's first line in its stream, from 1. */
  readonly line: number;
  /** Offset in the stream of the batch's byte 0. */
  readonly offset: number;
  /** They can be read again there, so that nobody needs to keep them; absent for no. */
  readonly canReadAgain?: boolean;
}

/** A line from which on numbers of places (`parameterSlot`) may mean others than before. */
export interface LineDropped {
  readonly line: number;
  readonly slots: readonly number[];
}

/** A line that made a template's text more general, and the text until then. */
export interface LineTextChange {
  readonly line: number;
  readonly index: number;
  readonly before: string;
}

/** The text of a template as it was at a line, which does not depend on what came later in the batch. */
export function textAt(
  { templateText, textChanges }: Pick<EventBatch, "templateText" | "textChanges">,
  index: number,
  line: number,
): string {
  for (const change of textChanges) if (change.index === index && change.line > line) return change.before;
  return templateText[index];
}

/** A line that showed two templates to be one; what was kept under `from` belongs to `into` from then on. */
export interface LineMerge {
  readonly line: number;
  readonly from: number;
  readonly into: number;
  readonly fromId: string;
  readonly intoId: string;
  readonly text: string;
}

/** Why a line is odd. */
export interface Explanation {
  /** One sentence. */
  readonly reason: string;
  readonly evidence: Evidence;
  /** What to look at next. */
  readonly recommendation?: string;
}

/**
 * Takes verdicts. `a` and `b` are the numbers that the explanation needs, as they were at that line. What is optional
 * here is there in the pipeline; a detector asks with `?.` so that it can be tried with less.
 */
export interface VerdictSink {
  give(line: number, score: number, a: number, b: number): void;
  /**
   * The verdict just given to a line covers the lines of its template and source before it, from this event time (ms)
   * on, as far as the judge remembers lines (`VERDICT_DELAY`): they get its score, and count in its anomaly.
   */
  cover?(line: number, sinceMs: number): void;
  /** A verdict on a group of lines, known at this line of the batch. */
  giveSession?(line: number, verdict: SessionVerdict): void;
  /** Session verdicts are asked for: `noteSessionLine` and `endSession` are worth calling. */
  readonly wantsSessions?: boolean;
  /**
   * The verdict on this line is the highest so far of those on the session's lines: its anomaly
   * is the session's as well.
   */
  noteSessionLine?(line: number, session: string): void;
  /** A session is over at this line of the batch. Said once of each, also of those that nothing is odd about. */
  endSession?(line: number, end: SessionEnd): void;
  /**
   * The lines of the batch that the detectors before this one gave a score to, in order. To be read before giving more.
   */
  judgedLines?(): Int32Array;
  /** The highest score that the detectors before this one gave the line; 0 where none did. */
  scoreAt?(line: number): number;
  /** Which of them gave it; undefined where none did. */
  detectorAt?(line: number): DetectorId | undefined;
}

/** What is odd about a group of lines, and the line that made it so, which may have been read long before. */
export interface SessionVerdict {
  /** What names the group, as it stands in the lines: `blk_-1608`. */
  readonly session: string;
  readonly score: number;
  /** The source of that line, where it is not the batch's. */
  readonly source?: string;
  /** The stream of that line, its number there, and its own offset. */
  readonly origin: Origin;
  /** Lines of all sources before it: the batch's `linesBefore` then, and the line's index. */
  readonly linesBefore: number;
  /** Its event time, ms; NaN where it has none. */
  readonly time: number;
  /** The index of its template by now; -1 where that is no longer known. */
  readonly template: number;
  /** Its text, perhaps cut; undefined where it was not kept. */
  readonly message: string | undefined;
  /** The text of its template. */
  readonly templateText: string;
  /** Verdicts with the same group are one incident: the kind of oddness and what it is about. */
  readonly group: string;
  readonly explanation: Explanation;
}

/** The whole verdict on a session that is over: its own, or the highest on its lines. */
export interface SessionEnd {
  readonly session: string;
  /** 0 where nothing was odd. */
  readonly score: number;
  /** Whose score it is; absent where nothing was odd. */
  readonly detector?: DetectorId;
}

/**
 * A detector that keeps something by template index follows the index: at a line of `born` it means a new template and
 * nothing that was kept under it holds, and from the line of a merge on what was kept under `from` belongs to `into`.
 * Between those it does not change its meaning. What the feature pass keeps (features/) need not be kept again.
 */
export interface Detector {
  readonly id: DetectorId;
  /** Looks at all lines of a batch; gives a score in 0..1 to those that are odd at all. */
  observe(batch: EventBatch, verdicts: VerdictSink): void;
  /**
   * The input is over: ends what is still open, in the order in which it began, with 0 for the line. Only of session
   * verdicts and ends; not called when a run will go on from what is saved.
   */
  finish?(verdicts: VerdictSink): void;
  /** The sentence for a verdict it gave, from the two numbers it gave with it. */
  explain(a: number, b: number): Explanation;
  /**
   * What it has learnt, as plain JSON, with texts of lines as `redact` leaves them; undefined when it learns nothing.
   */
  save?(redact?: RedactText): unknown;
  /** Takes up what `save` gave; false where that is another version's, and learnt anew. */
  restore?(saved: unknown): void | false;
}

/** What detectors are made from. */
export interface DetectorSettings {
  readonly rules: readonly RuleSpec[];
  readonly keywords: ReadonlyMap<string, number>;
  /** What names the sessions: a field, or a prefix such as `blk_`. Absent: it is found. */
  readonly groupBy?: string;
  /** The score from which on what a detector gives is told of (default .9). */
  readonly flagsFrom?: (detector: DetectorId) => number;
}
