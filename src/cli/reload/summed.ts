/** The summary of a run that was reloaded on its way: what was counted before and after, as if nothing had happened. */
import type { Comparison, CountedTemplate, FlaggedCounts, SourceSummary, Summary } from "../../core/anomaly.ts";
import { weightOf } from "../../core/weight.ts";

/** Both together; what a run cannot add up, such as its templates, is as it was last. */
export function summed(before: Summary | undefined, after: Summary): Summary {
  if (before === undefined) return after;
  const seconds = before.seconds + after.seconds;
  const lines = before.lines + after.lines;
  const comparison = comparisonOf(before.comparison, after.comparison);
  const notKept = (before.lines_not_kept ?? 0) + (after.lines_not_kept ?? 0);
  return {
    ...after,
    lines,
    seconds,
    lines_per_second: Math.round(lines / Math.max(seconds, 1e-6)),
    bytes: before.bytes + after.bytes,
    anomalies: before.anomalies + after.anomalies,
    by_detector: addCounts(before.by_detector, after.by_detector),
    truncated_lines: before.truncated_lines + after.truncated_lines,
    invalid_utf8: before.invalid_utf8 + after.invalid_utf8,
    rss_bytes_max: Math.max(before.rss_bytes_max, after.rss_bytes_max),
    continuation_lines: before.continuation_lines + after.continuation_lines,
    flagged_lines: before.flagged_lines + after.flagged_lines,
    suppressed: before.suppressed + after.suppressed,
    recurring_lines: before.recurring_lines + after.recurring_lines,
    past_lines: before.past_lines + after.past_lines,
    earlier_lines: before.earlier_lines,
    ...(comparison && { comparison }),
    by_level: addCounts(before.by_level, after.by_level),
    sources: addSources(before.sources, after.sources),
    worker_restarts: before.worker_restarts + after.worker_restarts,
    ...(notKept > 0 && { lines_not_kept: notKept }),
    top_anomalies: [...before.top_anomalies, ...after.top_anomalies]
      .sort((x, y) => weightOf(y.score, y.count) - weightOf(x.score, x.count))
      .slice(0, Math.max(before.top_anomalies.length, after.top_anomalies.length)),
    top_templates: addTemplates(before.top_templates, after.top_templates),
    first_time: before.first_time ?? after.first_time,
    last_time: after.last_time ?? before.last_time,
  };
}

type Counts = Readonly<Record<string, number>>;

function addCounts(before: Counts, after: Counts): Record<string, number> {
  const sums: Record<string, number> = { ...before };
  for (const [name, count] of Object.entries(after)) sums[name] = (sums[name] ?? 0) + count;
  return sums;
}

function comparisonOf(before: Comparison | undefined, after: Comparison | undefined): Comparison | undefined {
  if (before === undefined || after === undefined) return before ?? after;
  const add = (x: FlaggedCounts, y: FlaggedCounts) => ({
    lines: x.lines + y.lines,
    anomalies: x.anomalies + y.anomalies,
  });
  return { rules: add(before.rules, after.rules), ml: add(before.ml, after.ml), both: add(before.both, after.both) };
}

/** As far as it is known: of those that were not among the first once, lines are missing. */
function addTemplates(before: readonly CountedTemplate[], after: readonly CountedTemplate[]): CountedTemplate[] {
  const sums = new Map(before.map((template) => [template.template_id, template]));
  for (const template of after) {
    const lines = template.lines + (sums.get(template.template_id)?.lines ?? 0);
    sums.set(template.template_id, { ...template, lines });
  }
  return [...sums.values()].sort((x, y) => y.lines - x.lines).slice(0, Math.max(before.length, after.length));
}

function addSources(before: readonly SourceSummary[], after: readonly SourceSummary[]): SourceSummary[] {
  const sums = new Map(before.map((source) => [source.source, source]));
  for (const source of after) {
    const earlier = sums.get(source.source);
    sums.set(source.source, earlier === undefined ? source : addSource(earlier, source));
  }
  return [...sums.values()];
}

function addSource(before: SourceSummary, after: SourceSummary): SourceSummary {
  const lines = before.lines + after.lines;
  const matched = (before.matched * before.lines + after.matched * after.lines) / Math.max(1, lines);
  return { ...after, lines, bytes: before.bytes + after.bytes, matched };
}
