/**
 * The truth about a log, as `generate --truth` writes it and `evaluate` reads it: NDJSON, one record a line. Of the
 * lines only those that are odd are listed, so that the truth of a large log stays small; `meta` says how many there
 * are, and all that are not listed are normal. Fields are only ever added.
 */

/** What the log is; the last one of a file stands (a log that is still growing has one without `lines` first). */
export interface TruthMeta {
  readonly kind: "meta";
  /** Physical lines of the log; absent while it grows. */
  readonly lines?: number;
  /** Seed, format and the like: how to make the log again. */
  readonly [setting: string]: unknown;
}

/** One physical line. */
export interface TruthLine {
  readonly kind: "line";
  /** 1-based. */
  readonly line: number;
  readonly anomaly: 0 | 1;
  /** Why, if it belongs to no incident: "error" for an error of the background. */
  readonly reason?: string;
  /** The incident that it belongs to. */
  readonly incident?: string;
  /**
   * In a log of several files: the file's name, and the line's number there (over its rotations). `line` is then its
   * number in the order in which all lines were written.
   */
  readonly source?: string;
  readonly source_line?: number;
}

/** Whether a session (of a generated log: a request, by its trace id) is odd; unlike lines, all of them are listed. */
export interface TruthSession {
  readonly kind: "session";
  readonly session: string;
  readonly anomaly: 0 | 1;
}

/** Something that broke, told over several lines. */
export interface TruthIncident {
  readonly kind: "incident";
  readonly id: string;
  readonly scenario: string;
  /** Event times of its first and last line, RFC 3339 in UTC. */
  readonly start: string;
  readonly end: string;
  readonly severity: "warning" | "critical";
  /** Its first and last line, 1-based; lines between them may belong to others. */
  readonly lines: readonly [first: number, last: number];
  /** How many lines are its own. */
  readonly count: number;
  /**
   * What was not written from start to end: a service, or a kind of line. What says so at a line from the first to the
   * last has found the incident, which may have no line of its own.
   */
  readonly silent?: string;
}

/** One line of a truth file. */
export type TruthRecord = TruthMeta | TruthLine | TruthSession | TruthIncident;
