/** What a run did, as the `summary` event says it. */
import type { Summary } from "../core/anomaly.ts";
import { severityName } from "../core/severity.ts";
import { timeText } from "../core/time_text.ts";
import type { Pipeline } from "./pipeline.ts";

export interface RunFacts {
  readonly seconds: number;
  readonly rssBytesMax: number;
  readonly workers: number;
  /** Flagged lines that marks held back. */
  readonly suppressed: number;
}

export function summarize(pipeline: Pipeline, { seconds, rssBytesMax, workers, suppressed }: RunFacts): Summary {
  const { totals, miner, judge, learner, pool } = pipeline;
  const byLevel: Record<string, number> = {};
  for (const [severity, lines] of learner.bySeverity.entries()) {
    if (lines > 0) byLevel[severityName(severity)] = (byLevel[severityName(severity)] ?? 0) + lines;
  }
  return {
    type: "summary",
    lines: totals.lines,
    bytes: totals.bytes,
    seconds,
    lines_per_second: Math.round(totals.lines / Math.max(seconds, 1e-6)),
    templates: miner.size,
    anomalies: totals.anomalies,
    by_detector: { ...judge.byDetector },
    truncated_lines: totals.truncatedLines,
    invalid_utf8: totals.invalidUtf8,
    dropped: 0,
    rss_bytes_max: rssBytesMax,
    continuation_lines: totals.continuationLines,
    flagged_lines: totals.flaggedLines,
    suppressed,
    past_lines: totals.pastLines,
    by_level: byLevel,
    sources: [...pipeline.sources.values()].map(({ name, spec, lines, bytes, matched }) => ({
      source: name,
      format: spec?.name ?? "none",
      lines,
      bytes,
      matched: lines === 0 ? 0 : matched / lines,
    })),
    workers,
    worker_restarts: pool.restarts,
    first_time: timeText(totals.firstTime),
    last_time: timeText(totals.lastTime),
  };
}
