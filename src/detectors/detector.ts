/**
 * What a detector is: something that looks at the events of a batch in the order of the input, learns from them, and says
 * which are odd. Adding one is a new file and a row in mod.ts.
 *
 * A detector never reads the clock, a file, or another detector, and what it says of a line depends only on the lines up
 * to it, never on where a batch was cut.
 */
import type { DetectorId, Evidence } from "../core/anomaly.ts";
import type { RuleSpec } from "./rule_spec.ts";

/** The lines of a batch as detectors see them: columns with one entry a line. */
export interface EventBatch {
  /** Name of the source that the lines are of. */
  readonly source: string;
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
  /** Lines whose template was made at them. */
  readonly bornLine: Int32Array;
  readonly born: number;
  /** Templates that turned out to be one, ordered by the line that showed it. */
  readonly merges: readonly LineMerge[];
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
}

/** A line that made a template's text more general, and the text until then. */
export interface LineTextChange {
  readonly line: number;
  readonly index: number;
  readonly before: string;
}

/** The text of a template as it was at a line, which does not depend on what came later in the batch. */
export function textAt({ templateText, textChanges }: EventBatch, index: number, line: number): string {
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

/** Takes verdicts. `a` and `b` are the numbers that the explanation needs, as they were at that line. */
export interface VerdictSink {
  give(line: number, score: number, a: number, b: number): void;
}

export interface Detector {
  readonly id: DetectorId;
  /** Looks at all lines of a batch; gives a score in 0..1 to those that are odd at all. */
  observe(batch: EventBatch, verdicts: VerdictSink): void;
  /** The sentence for a verdict it gave, from the two numbers it gave with it. */
  explain(a: number, b: number): Explanation;
  /** Template indices changed their meaning: forget what was kept under them. */
  forgetTemplates?(): void;
  /** What it has learnt, as plain JSON; undefined when it learns nothing. */
  save?(): unknown;
  /** Takes up what `save` gave. */
  restore?(saved: unknown): void;
}

/** What detectors are made from. */
export interface DetectorSettings {
  readonly rules: readonly RuleSpec[];
  readonly keywords: ReadonlyMap<string, number>;
}
