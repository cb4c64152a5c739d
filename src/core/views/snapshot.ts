/**
 * What the dashboard, the web page and the metrics know of a run: one picture of it, taken at one moment between two
 * batches. They know nothing else; how it came about is the pipeline's.
 *
 * Lists that can be long (lines, templates, anomalies) are given as what can be asked, so that a picture costs what is
 * looked at and not what there is. What is asked of a snapshot holds until the next one is taken.
 */
import type { AnomalyList } from "./anomaly_view.ts";
import type { ComparisonView } from "./comparison_view.ts";
import type { HealthView } from "./health_view.ts";
import type { LogList } from "./log_list.ts";
import type { TemplateList } from "./template_view.ts";

/** A picture of a run. */
export interface Snapshot {
  /** Grows with each picture. */
  readonly sequence: number;
  /** The wall clock when it was taken, and when the run began, ms. */
  readonly nowMs: number;
  readonly startedMs: number;
  /** When the run stopped, ms, from whose end this one goes on; NaN where it begins by itself. */
  readonly resumedMs: number;
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
  /** Of them those that were there before the first run: they were learnt from and not judged. */
  readonly learntLines: number;
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
