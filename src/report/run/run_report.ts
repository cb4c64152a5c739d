/**
 * A report of a run or of a range of time: what `oddline report --format json` prints, and what its page and its
 * Markdown are made of. The shape is a promise to programs: fields are only ever added, and `version` would say
 * otherwise. Names are in snake_case as they are printed; times are RFC 3339 in UTC.
 */
import type { Accuracy, Comparison } from "../../core/anomaly.ts";
import type { Exported } from "../history/history_kinds.ts";

export const REPORT_VERSION = 1;

export interface RunReport {
  readonly version: typeof REPORT_VERSION;
  /** When it was made. */
  readonly made: string | null;
  readonly scope: {
    /** The run it is about; null where it is about a range of time. */
    readonly run: number | null;
    /** The range that was asked for. */
    readonly since: string | null;
    readonly until: string | null;
    /** The event times that there are in it. */
    readonly first_time: string | null;
    readonly last_time: string | null;
  };
  readonly totals: ReportTotals;
  /** The runs of which it tells, the newest last; see `history export --kind runs`. */
  readonly runs: readonly Exported[];
  /** The anomalies that weigh most; see `history export --kind anomalies`. */
  readonly anomalies: readonly Exported[];
  /** The templates with the most lines, then those with the most anomalies. */
  readonly templates: readonly ReportTemplate[];
  readonly sources: readonly { readonly source: string; readonly lines: number; readonly anomalies: number }[];
  readonly rate: RateSeries;
  readonly heat: HeatMap;
  /** Lines by their highest score, in equal steps from 0 to 1; empty where no run has counted them. */
  readonly scores: readonly number[];
  /** How the program did, by its own clock. */
  readonly process: readonly ProcessPoint[];
}

/** Sums over what the report is about. */
export interface ReportTotals {
  readonly lines: number;
  /** Of whole runs; null for a range of time, since lines alone are counted by the minute. */
  readonly bytes: number | null;
  /** How long the runs took together, and lines in a second of that. */
  readonly seconds: number;
  readonly lines_per_second: number | null;
  readonly anomalies: number;
  /** Lines at or above the alert threshold, and their share of all lines (0..1). */
  readonly flagged_lines: number;
  readonly anomaly_rate: number;
  readonly by_severity: Readonly<Record<string, number>>;
  readonly by_detector: Readonly<Record<string, number>>;
  /** What rules flagged, what is learnt, and both; null where no run has ended that knows. */
  readonly methods: Comparison | null;
  /** How well it was judged, of the runs that knew; null where none did. */
  readonly accuracy: Accuracy | null;
  /** Flagged lines that were not told of since they were marked normal, and the marks in force: known false alarms. */
  readonly suppressed: number;
  readonly marks: number;
  readonly rss_bytes_max: number | null;
  readonly workers: number | null;
  readonly worker_restarts: number;
  readonly truncated_lines: number;
  readonly invalid_utf8: number;
  /** Rows of the history that could not be stored. */
  readonly lost_rows: number;
}

/** A template with its lines and anomalies. */
export interface ReportTemplate {
  readonly template_id: string;
  readonly template: string;
  readonly lines: number;
  readonly anomalies: number;
}

/** Lines, and the anomalies that began, in equal slices of event time. */
export interface RateSeries {
  readonly start: string | null;
  readonly slice_seconds: number;
  readonly lines: readonly number[];
  readonly critical: readonly number[];
  /** Below critical. */
  readonly warning: readonly number[];
}

/** Lines of some templates in equal slices of event time, beginning where the rate does. */
export interface HeatMap {
  readonly start: string | null;
  readonly slice_seconds: number;
  readonly templates: readonly (Omit<ReportTemplate, "lines"> & { readonly lines: readonly number[] })[];
}

/** What was measured of the program at a moment. */
export interface ProcessPoint {
  readonly time: string | null;
  readonly run: number;
  /** Read by the run until then. */
  readonly lines_total: number;
  readonly lines_per_second: number;
  readonly rss_bytes: number;
  /** Share of the time that workers were at work, and cores in use; null where it was not measured. */
  readonly worker_load: number | null;
  readonly cpu_cores: number | null;
  /** Batches on their way. */
  readonly queue: number;
  readonly anomalies: number;
  readonly flagged_lines: number | null;
}
