/**
 * What Oddline says: the events of `--format ndjson`, one JSON object a line. These shapes are a promise to programs
 * that read them: fields are only ever added. Names are in snake_case as they are printed, so that
 * no mapping can be wrong.
 */

/** Every detector there is or will be; an event names one of them. */
export const DETECTORS = [
  "rule",
  "severity",
  "keyword",
  "new_template",
  "rare_template",
  "new_value",
  "level_shift",
  "spike",
  "flatline",
  "numeric_outlier",
  "sequence",
  "session",
  "isolation_forest",
] as const;

export type DetectorId = typeof DETECTORS[number];

/** The detectors that need no learning; all others are "ML". */
export const RULE_DETECTORS: ReadonlySet<DetectorId> = new Set(["rule", "severity", "keyword"]);

/** From this score on an anomaly is critical. */
export const CRITICAL_SCORE = .97;

/** `info` from .5, `warning` from the alert threshold, `critical` from .97. */
export type AnomalySeverity = "info" | "warning" | "critical";

/** The numbers behind a reason, by name. */
export type Evidence = Readonly<Record<string, unknown>>;

/** An odd line, printed when it is first seen. */
export interface AnomalyEvent {
  readonly type: "anomaly";
  readonly id: string;
  /** RFC 3339 in UTC with milliseconds, or null. */
  readonly time: string | null;
  readonly source: string;
  /** 1-based line number in the source's file. */
  readonly line: number;
  /** Offset in bytes of the line's first byte. */
  readonly offset: number;
  readonly detector: DetectorId;
  /** 0..1, high is odd. */
  readonly score: number;
  readonly severity: AnomalySeverity;
  readonly template_id: string;
  readonly template: string;
  /** The raw line; its template where that is no longer known, of which `evidence.message_of` tells. */
  readonly message: string;
  readonly session?: string;
  /** One sentence that a person understands. */
  readonly reason: string;
  readonly evidence: Evidence;
  readonly count: number;
}

/** What became of an anomaly that goes on: at most once a second of event time, the last with `closed: true`. */
export interface AnomalyUpdate {
  readonly type: "anomaly_update";
  readonly id: string;
  readonly count: number;
  readonly score: number;
  readonly last_time: string | null;
  readonly closed: boolean;
  /** All detectors that have flagged lines of it, once others than those of its first line have. */
  readonly detectors?: readonly DetectorId[];
  /** Further lines of the first line's event (a stack trace), once they are known. */
  readonly continuation?: readonly string[];
}

/** Two templates turned out to be one; the older id stands. */
export interface TemplateMerged {
  readonly type: "template_merged";
  readonly from: string;
  readonly into: string;
  readonly template: string;
}

/** What a run did, said at its end. */
export interface Summary {
  readonly type: "summary";
  readonly lines: number;
  readonly bytes: number;
  readonly seconds: number;
  readonly lines_per_second: number;
  readonly templates: number;
  readonly anomalies: number;
  readonly by_detector: Readonly<Partial<Record<DetectorId, number>>>;
  readonly truncated_lines: number;
  readonly invalid_utf8: number;
  readonly dropped: 0;
  readonly rss_bytes_max: number;
  /** Lines that continued an event (stack traces and the like); they count in `lines` too. */
  readonly continuation_lines: number;
  /** Lines that were flagged (score at or above the alert threshold), before grouping into anomalies. */
  readonly flagged_lines: number;
  /** Flagged lines that were not told of, because a mark says that they are normal (`oddline feedback`). */
  readonly suppressed: number;
  /** Flagged lines and sessions that were not told of: their kind was, and keeps coming no more often than before. */
  readonly recurring_lines: number;
  /** Lines that were only learnt from: of `--baseline`, or from before `watch` came. */
  readonly past_lines: number;
  /** Lines of its sources that runs before this one have learnt from; they count in nothing else here. */
  readonly earlier_lines: number;
  /** Rules beside ML; absent where only one of them judged. */
  readonly comparison?: Comparison;
  /** How well it was judged; absent where nobody knows what is really odd. */
  readonly accuracy?: Accuracy;
  /** Lines by severity name; "" counts lines that do not say. */
  readonly by_level: Readonly<Record<string, number>>;
  /** Sources with their detected format. */
  readonly sources: readonly SourceSummary[];
  readonly workers: number;
  /** Workers that died and were replaced. */
  readonly worker_restarts: number;
  /**
   * Anomalies of sessions whose message is their template: the line can neither be read again nor
   * was kept. Absent for none.
   */
  readonly lines_not_kept?: number;
  /** The templates with the most lines of this run, and the anomalies that weigh most (weight.ts). */
  readonly top_templates: readonly CountedTemplate[];
  readonly top_anomalies: readonly WeightyAnomaly[];
  /** First and last event time seen. */
  readonly first_time: string | null;
  readonly last_time: string | null;
  /** What the run has cost, where `--benchmark` was given. */
  readonly benchmark?: RunBenchmark;
}

/** Where the time of a run went. A figure that was not measured is absent. */
export interface RunBenchmark {
  /** Of the coordinator, in the order of the data. */
  readonly stages: readonly { readonly stage: string; readonly seconds: number }[];
  /** The coordinator had nothing to do: it waited for workers, or for input. */
  readonly waiting_seconds: number;
  /** From handing batches to workers to their answers, added up over all batches. */
  readonly parse_seconds: number;
  readonly batches: number;
  /** From the reading of a batch to the moment when the events of its last line were handed to the output. */
  readonly latency_ms?: { readonly p50: number; readonly p95: number; readonly p99: number; readonly max: number };
}

/**
 * What was flagged by rules (the detectors that need no learning), by ML (all others), and by both of them, which each
 * of the two includes. An anomaly is of a method if any of its lines is.
 */
export interface Comparison {
  readonly rules: FlaggedCounts;
  readonly ml: FlaggedCounts;
  readonly both: FlaggedCounts;
}

/** How many lines were flagged, and the anomalies that they are in. */
export interface FlaggedCounts {
  readonly lines: number;
  readonly anomalies: number;
}

/** How well rules, ML, and both together have judged, where it is known what is really odd. */
export interface Accuracy {
  /** What was judged. */
  readonly of: "line" | "session";
  readonly rules: JudgedAgainst;
  readonly ml: JudgedAgainst;
  readonly hybrid: JudgedAgainst;
}

/** Verdicts against the truth: counts, and shares (0..1) of them, null where they are not defined. */
export interface JudgedAgainst {
  readonly true_positives: number;
  readonly false_positives: number;
  readonly false_negatives: number;
  readonly true_negatives: number;
  /** Of what is normal, how much was flagged. */
  readonly false_positive_rate: number | null;
  /** Of all, how much was judged right. */
  readonly accuracy: number | null;
  /** Of what was flagged, how much is odd. */
  readonly precision: number | null;
  /** Of what is odd, how much was flagged. */
  readonly recall: number | null;
}

/** A template with the lines that it has had. */
export interface CountedTemplate {
  readonly template_id: string;
  readonly template: string;
  readonly lines: number;
}

/** An anomaly as it stood at the end of the run; see `AnomalyEvent`. */
export type WeightyAnomaly = Pick<
  AnomalyEvent,
  "id" | "time" | "source" | "line" | "detector" | "score" | "count" | "template" | "message"
>;

/** What was read of one source. */
export interface SourceSummary {
  readonly source: string;
  readonly format: string;
  readonly lines: number;
  readonly bytes: number;
  /** Share of lines (0..1) that were of the source's format. */
  readonly matched: number;
}

/** Everything that is printed. */
export type OddlineEvent = AnomalyEvent | AnomalyUpdate | TemplateMerged | Summary;

/** Takes events in order. Must not throw; must not keep the pipeline waiting. */
export type EventSink = (event: OddlineEvent) => void;
