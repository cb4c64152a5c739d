/**
 * What is exported of the history: each kind of row as an object with the field names of events, in snake_case. The
 * last two are files that the seed, the program that Oddline replaces, kept on its disk.
 */
import type { Database } from "../../store/database.ts";
import { componentOf } from "../../core/component.ts";
import { timeText } from "../../core/time/time_text.ts";
import {
  anomalyRows,
  countRows,
  feedbackRows,
  type HistoryFilter,
  metricRows,
  runRows,
  templateRows,
} from "../../store/queries.ts";
import type { Row } from "../../store/rows.ts";

export const EXPORT_KINDS = [
  "anomalies",
  "runs",
  "counts",
  "metrics",
  "templates",
  "feedback",
  "anomaly_history",
  "performance_metrics",
] as const;
/** What can be exported. */
export type ExportKind = typeof EXPORT_KINDS[number];

/** A row as it is exported. */
export type Exported = Readonly<Record<string, unknown>>;

interface Kind {
  readonly rows: (database: Database, filter: HistoryFilter) => Iterable<Row>;
  readonly exported: (row: Row, asked: Asked) => Exported;
}

/** Which rows are wanted, and what only their machine knows. */
export interface Asked {
  readonly filter: HistoryFilter;
  /** The numbers of the runs that are known to be going on. */
  readonly running: ReadonlySet<number>;
}

/** The rows of a kind, as they are exported. */
export function* exportedRows(database: Database, kind: ExportKind, asked: Asked): Iterable<Exported> {
  const { rows, exported } = KINDS[kind];
  for (const row of rows(database, asked.filter)) yield exported(row, asked);
}

const KINDS: Readonly<Record<ExportKind, Kind>> = {
  anomalies: { rows: anomalyRows, exported: exportedAnomaly },
  runs: { rows: runRows, exported: (row, { running }) => exportedRun(row, running) },
  counts: {
    rows: countRows,
    exported: (row) => ({
      run: row.run,
      start: row.start_minute === -1 ? null : timeOf(Number(row.start_minute) * 60_000),
      minutes: row.minutes,
      source: row.source_name,
      template_id: row.template_id,
      lines: row.lines,
    }),
  },
  metrics: {
    rows: metricRows,
    exported: ({ number: _number, time_ms, ...others }) => ({ time: timeOf(time_ms), ...others }),
  },
  templates: {
    rows: templateRows,
    exported: ({ id, text, example, merged_into, lines }) => ({
      template_id: id,
      template: text,
      lines,
      merged_into,
      example,
    }),
  },
  feedback: {
    rows: feedbackRows,
    exported: (row) => ({ path: row.path, removed: timeOf(row.removed_ms), ...JSON.parse(String(row.mark)) }),
  },
  anomaly_history: { rows: anomalyRows, exported: seedAnomaly },
  performance_metrics: { rows: metricRows, exported: seedMetric },
};

/**
 * A run; `goes_on_from` is the first of those whose checkpoint it went on from. One that has not ended and is not known
 * to be running was killed, or keeps no state.
 */
export function exportedRun(row: Row, running: ReadonlySet<number>): Exported {
  return {
    run: row.number,
    id: row.id,
    goes_on_from: row.chain === row.number ? null : row.chain,
    command: row.command,
    files: JSON.parse(String(row.files)),
    pid: row.pid,
    workers: row.workers,
    started: timeOf(row.started_ms),
    updated: timeOf(row.updated_ms),
    ended: timeOf(row.ended_ms),
    running: running.has(Number(row.number)),
    lines: row.lines,
    bytes: row.bytes,
    anomalies: row.anomalies,
    flagged_lines: row.flagged_lines,
    truncated_lines: row.truncated_lines,
    invalid_utf8: row.invalid_utf8,
    first_time: timeOf(row.first_time_ms),
    last_time: timeOf(row.last_time_ms),
    lost_rows: row.lost_rows,
  };
}

/** An anomaly: the event, with what became of it and the lines around it. */
export function exportedAnomaly(row: Row): Exported {
  return {
    type: "anomaly",
    id: row.id,
    time: timeOf(row.time_ms),
    source: row.source_name,
    line: row.line,
    offset: row.offset,
    detector: row.detector,
    score: row.score,
    severity: row.severity,
    template_id: row.template_id,
    template: row.template_text,
    message: row.message,
    ...(row.session === null ? {} : { session: row.session }),
    reason: row.reason,
    evidence: JSON.parse(String(row.evidence)),
    count: row.count,
    last_time: timeOf(row.last_time_ms),
    closed: row.closed === 1,
    ...(row.continuation === null ? {} : { continuation: JSON.parse(String(row.continuation)) }),
    context: contextOf(row),
    run: row.run,
    recorded: timeOf(row.seen_ms),
  };
}

/** A line around an anomaly, or the odd one itself. */
export interface StoredLine {
  readonly line: number;
  readonly time: string | null;
  readonly severity: number;
  readonly text: string;
}

/** The lines around an anomaly. */
export function contextOf(row: Row): StoredLine[] {
  const lines = row.context === null ? [] : JSON.parse(String(row.context)) as Row[];
  return lines.map(({ line, time_ms, severity, text }) => ({
    line: Number(line),
    time: timeOf(time_ms),
    severity: Number(severity),
    text: String(text),
  }));
}

/** `anomaly_history.json` of the seed: {timestamp, score, log, component, recommendation}. */
function seedAnomaly(row: Row): Exported {
  const message = String(row.message);
  const { recommendation } = JSON.parse(String(row.evidence)) as { recommendation?: unknown };
  return {
    timestamp: timeOf(row.time_ms ?? row.seen_ms),
    score: row.score,
    log: message,
    component: componentOf(message, String(row.source_name)),
    recommendation: typeof recommendation === "string" ? recommendation : "",
  };
}

/** `performance_metrics.json` of the seed; its goroutines are workers here. */
function seedMetric(row: Row): Exported {
  return {
    timestamp: timeOf(row.time_ms),
    processing_rate: row.lines_per_second,
    memory_usage_mb: Math.round(Number(row.rss_bytes) / 1e4) / 100,
    anomaly_count: row.anomalies,
    goroutine_count: row.workers,
  };
}

function timeOf(ms: unknown): string | null {
  return ms === null ? null : timeText(Number(ms));
}
