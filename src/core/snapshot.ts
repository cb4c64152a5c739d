/**
 * What the dashboard, the web page and the metrics know of a run: one picture of it, taken at one moment between two
 * batches. They know nothing else; how it came about is the pipeline's.
 *
 * Lists that can be long (lines, templates, anomalies) are given as what can be asked, so that a picture costs what is
 * looked at and not what there is. What is asked of a snapshot holds until the next one is taken.
 */
import type { AnomalyEvent, DetectorId } from "./anomaly.ts";
import type { HealthView } from "./health_view.ts";

/** Levels as charts show them: none, trace, debug, info, warn, error, fatal. */
export const LEVEL_BANDS = ["none", "trace", "debug", "info", "warn", "error", "fatal"] as const;

/** The band of a severity number (core/severity.ts). */
export function bandOf(severity: number): number {
  return Math.min(LEVEL_BANDS.length - 1, (severity + 3) >> 2);
}

/** A picture of a run. */
export interface Snapshot {
  /** Grows with each picture. */
  readonly sequence: number;
  /** The wall clock when it was taken, and when the run began, ms. */
  readonly nowMs: number;
  readonly startedMs: number;
  /** The newest event time of all sources, ms; NaN before the first. */
  readonly clockMs: number;
  /** Not begun yet, reading what is there, waiting for more, or at the end of the input. */
  readonly phase: "starting" | "reading" | "following" | "ended";
  readonly totals: SnapshotTotals;
  readonly linesPerSecond: number;
  readonly bytesPerSecond: number;
  /** From this score on a line is flagged. */
  readonly alertThreshold: number;
  readonly sources: readonly SourceView[];
  readonly timeline: Timeline;
  /** What the buckets of all trends and of the heat stand for. */
  readonly axis: TrendAxis;
  /** What was odd over time, the most remarkable rows first: templates, and sources that fell silent. */
  readonly heat: readonly HeatRow[];
  readonly anomalies: AnomalyList;
  readonly templates: TemplateList;
  readonly logs: LogList;
  readonly health: HealthView;
  readonly comparison: ComparisonView;
}

/** What has been counted so far. */
export interface SnapshotTotals {
  readonly lines: number;
  readonly bytes: number;
  readonly anomalies: number;
  readonly flaggedLines: number;
  readonly truncatedLines: number;
  readonly invalidUtf8: number;
  readonly suppressed: number;
  /** Lines that were dropped: always 0, since a slow pipeline holds back its sources. */
  readonly dropped: 0;
}

/** One source. */
export interface SourceView {
  readonly name: string;
  readonly format: string;
  readonly state: "reading" | "following" | "silent" | "ended" | "failed";
  readonly lines: number;
  readonly bytes: number;
  readonly linesPerSecond: number;
  /** Share of its lines that were of its format, 0..1. */
  readonly matched: number;
  /** Its newest event time, ms; NaN before the first. */
  readonly lastTimeMs: number;
  /** From when a line was read to when it was judged, ms; NaN where that is not known. */
  readonly lagMs: number;
  /** Offset up to which its newest file was read. */
  readonly offset: number;
  readonly rotations: number;
  /** What went wrong last; "" for nothing. */
  readonly error: string;
  /** Lines in each bucket of the axis. */
  readonly trend: ArrayLike<number>;
  readonly anomalies: number;
}

/** Buckets of event time, coarser than the timeline's, over the whole run. */
export interface TrendAxis {
  /** NaN before the first event. */
  readonly startMs: number;
  readonly bucketMs: number;
  readonly buckets: number;
}

/** Counts over event time: buckets of equal width, the oldest first. */
export interface Timeline {
  /** Event time at which the first bucket begins, ms; NaN before the first event. */
  readonly startMs: number;
  /** Width of a bucket, ms: it doubles when a run has become longer than there are buckets. */
  readonly bucketMs: number;
  readonly buckets: number;
  /** Lines of a band of levels, by bucket. A view, to be read at once. */
  linesOf(band: number): ArrayLike<number>;
  /** Flagged lines in a bucket. */
  flagged(bucket: number): number;
}

/** How odd something was over time. */
export interface HeatRow {
  readonly label: string;
  readonly source: string;
  /** The id of its template; undefined for a source as a whole. */
  readonly template: string | undefined;
  /** Highest score in each bucket of the axis, 0 where nothing was odd. */
  readonly scores: ArrayLike<number>;
}

/** A line of an anomaly's context. */
export interface ContextLine {
  readonly source: string;
  readonly line: number;
  readonly timeMs: number;
  readonly severity: number;
  readonly text: string;
  /** Where its message begins in the text. */
  readonly messageStart: number;
  /** The line that is odd itself. */
  readonly isOdd: boolean;
}

/** What part a feature has in a score. */
export interface ScorePart {
  readonly label: string;
  /** 0..1; the parts of one anomaly add up to 1. */
  readonly share: number;
}

/** What users did about an anomaly. */
export type AnomalyMark = "new" | "acknowledged" | "normal" | "muted";

/** An anomaly, and what became of it. */
export interface AnomalyView {
  readonly event: AnomalyEvent;
  /** Event time of its first line, ms; NaN where it has none. */
  readonly timeMs: number;
  /** As far as it has gone on. */
  readonly count: number;
  readonly score: number;
  readonly lastTimeMs: number;
  readonly closed: boolean;
  readonly severity: number;
  readonly mark: AnomalyMark;
  /** Lines before and after it, as far as there were any when it was last looked at. */
  readonly context: readonly ContextLine[];
  readonly parts: readonly ScorePart[];
  readonly recommendation: string;
  /** Lines of its template in each bucket of the axis. */
  readonly trend: ArrayLike<number>;
  /** Anomalies of the same template and detector before it in this run, as far as they are remembered. */
  readonly before: number;
  /** The session that its verdict is on, or that its line belongs to; undefined where there is none. */
  readonly session: SessionView | undefined;
  /** It was found by an earlier run, and is known from the history. */
  readonly isPast: boolean;
}

/** Lines that belong together by what they name, such as a request. */
export interface SessionView {
  readonly name: string;
  /** Of its lines that are still kept a few of the first, and of those after them a few of the last. */
  readonly first: readonly ContextLine[];
  readonly last: readonly ContextLine[];
  /** How many are kept in all, as far as was looked. */
  readonly count: number;
}

/** The anomalies of a run that are still known, oldest first. */
export interface AnomalyList {
  readonly length: number;
  /** Anomalies that are not known any more: those before the first, and in a flood others between. */
  readonly forgotten: number;
  /** Pairs of a source and a template whose anomalies count as if there had been none `before`. */
  readonly kindsForgotten: number;
  at(index: number): AnomalyView;
}

/** One template. */
export interface TemplateView {
  readonly id: string;
  readonly text: string;
  readonly example: string;
  readonly count: number;
  readonly linesPerSecond: number;
  readonly firstTimeMs: number;
  readonly lastTimeMs: number;
  /** Lines by band of levels. */
  readonly levels: ArrayLike<number>;
  /** −log2 of its share of all lines. */
  readonly rarityBits: number;
  readonly anomalies: number;
  /** Lines in each bucket of the axis; empty where too many templates have a trend. */
  readonly trend: ArrayLike<number>;
  readonly parameters: readonly ParameterView[];
}

/** What stands at one place of a template. */
export interface ParameterView {
  readonly label: string;
  readonly type: "number" | "word";
  readonly count: number;
  readonly cardinality: number;
  /** Of numbers: the least, the median, 95 % and 99 %, the largest. */
  readonly quantiles: readonly number[];
  readonly top: readonly { readonly value: string; readonly count: number }[];
  /** All of this is of a sample of the template's lines. */
  readonly isSample: boolean;
}

/** The templates that live, in the order of their birth. */
export interface TemplateList {
  readonly length: number;
  at(index: number): TemplateView;
  byId(id: string): TemplateView | undefined;
}

/** A line as the log view shows it. */
export interface LogLine {
  readonly source: string;
  readonly line: number;
  readonly timeMs: number;
  readonly severity: number;
  readonly text: string;
  /** Id of its template, as it was when the line was read. */
  readonly template: string;
  readonly score: number;
  /** The anomaly that it belongs to; "" for none. */
  readonly anomaly: string;
  readonly isContinuation: boolean;
  /** Where its message begins in the text, in UTF-16 units: before it stand its time, level and the like. */
  readonly messageStart: number;
  /** Parts of the text that vary, as offsets in UTF-16 units, ordered. */
  readonly parameters: readonly (readonly [start: number, end: number])[];
}

/** The newest lines of all sources. Numbers count from the first line of the run, as they were read. */
export interface LogList {
  /** Number of the oldest line that is kept, and of the line after the newest. */
  readonly first: number;
  readonly next: number;
  at(number: number): LogLine;
  /** The lines of all sources merged by event time. */
  readonly order: LogOrder;
}

/** Lines by event time: places from 0, the oldest, on. */
export interface LogOrder {
  /** Whether that is the order in which they were read. */
  readonly isAsRead: boolean;
  readonly length: number;
  /** The number of the line at a place. */
  at(place: number): number;
  /** The place of a line, or of the next after it. */
  placeOf(number: number): number;
  /** Below 0 where line `a` stands before line `b`. */
  compare(a: number, b: number): number;
}

/** What rules and what was learnt have found. */
export interface ComparisonView {
  readonly rulesLines: number;
  readonly learntLines: number;
  readonly bothLines: number;
  /** What each detector has told of first: its anomalies, and the lines of those. */
  readonly detectors: readonly { readonly id: DetectorId; readonly anomalies: number; readonly lines: number }[];
  /** Against the truth, where it is known (demo). */
  readonly truth: readonly TruthView[];
  /** The incidents that are over, where they are known. */
  readonly incidents: readonly IncidentView[];
}

/** How many incidents were found, where it is known which there are. */
export interface TruthView {
  readonly judge: "rules" | "ml" | "hybrid";
  readonly found: number;
  readonly missed: number;
  /** Anomalies that were of an incident or of an odd line, and those that were not. */
  readonly trueAlarms: number;
  readonly falseAlarms: number;
}

/** A known incident, and who found it first. */
export interface IncidentView {
  readonly name: string;
  readonly startMs: number;
  readonly endMs: number;
  /** Undefined where it was missed. */
  readonly detector: DetectorId | undefined;
  /** How many lines, and how much event time, after its first line; NaN where that is not known. */
  readonly afterLines: number;
  readonly afterMs: number;
}
