/** What a run did, as the `summary` event says it. */
import { type Accuracy, type CountedTemplate, RULE_DETECTORS, type Summary } from "../../core/anomaly.ts";
import { severityName } from "../../core/severity.ts";
import { timeText } from "../../core/time/time_text.ts";
import type { Detector } from "../../detectors/mod.ts";
import type { TemplateMiner } from "../../mining/template_miner.ts";
import type { Pool } from "../../workers/pool.ts";
import { compare } from "./comparison.ts";
import type { Elsewhere } from "../elsewhere.ts";
import type { Judge } from "../judging/judge.ts";
import type { Learner } from "../learner.ts";
import type { Stopwatch } from "./stopwatch.ts";
import type { SourceState } from "../streams/stream_state.ts";
import type { Totals } from "./totals.ts";

const TOP_TEMPLATES = 5;
const TOP_ANOMALIES = 5;

export interface RunFacts {
  readonly seconds: number;
  readonly rssBytesMax: number;
  readonly workers: number;
  /** Flagged lines that marks held back. */
  readonly suppressed: number;
  readonly stopwatch?: Stopwatch | undefined;
  readonly accuracy?: Accuracy | undefined;
}

/** What of a pipeline its summary is made of. */
export interface SummedUp {
  readonly totals: Totals;
  readonly sources: ReadonlyMap<string, SourceState>;
  readonly detectors: readonly Detector[];
  readonly miner: TemplateMiner;
  readonly learner: Learner;
  readonly judge: Judge;
  readonly elsewhere: Elsewhere;
  readonly pool: Pick<Pool, "restarts">;
}

/** The summary of what there is by now. */
export function summarize(
  pipeline: SummedUp,
  { seconds, rssBytesMax, workers, suppressed, stopwatch, accuracy }: RunFacts,
): Summary {
  const { totals, miner, judge, learner, pool, elsewhere } = pipeline;
  const templates = elsewhere.templatesHere();
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
    templates: templates.length,
    anomalies: totals.anomalies,
    by_detector: { ...judge.anomalies.byDetector },
    truncated_lines: totals.truncatedLines,
    invalid_utf8: totals.invalidUtf8,
    dropped: 0,
    rss_bytes_max: rssBytesMax,
    continuation_lines: totals.continuationLines,
    flagged_lines: totals.flaggedLines,
    suppressed,
    recurring_lines: totals.recurringLines,
    past_lines: totals.pastLines,
    earlier_lines: elsewhere.earlierLines,
    ...(hasBothMethods(pipeline) &&
      { comparison: compare({ lines: judge.passed.tally, anomalies: judge.anomalies.tally }) }),
    ...(accuracy && { accuracy }),
    by_level: byLevel,
    sources: [...pipeline.sources.values()].filter((source) => !elsewhere.hasSource(source)).map((
      { name, spec, lines, bytes, matched },
    ) => ({
      source: name,
      format: spec?.name ?? "none",
      lines,
      bytes,
      matched: lines === 0 ? 0 : matched / lines,
    })),
    top_templates: topTemplates(miner, templates, elsewhere.linesBefore()),
    top_anomalies: judge.anomalies.weightiest.list(TOP_ANOMALIES),
    workers,
    worker_restarts: pool.restarts,
    ...(judge.linesNotKept > 0 && { lines_not_kept: judge.linesNotKept }),
    first_time: timeText(totals.firstTime),
    last_time: timeText(totals.lastTime),
    ...(stopwatch && { benchmark: stopwatch.report() }),
  };
}

/** Those with the most lines of this run; of equals the older one. */
function topTemplates(
  { table: { ids, texts, count } }: TemplateMiner,
  indices: readonly number[],
  before: ReadonlyMap<number, number>,
): CountedTemplate[] {
  const read = indices.map((index) => ({ index, lines: count[index] - (before.get(index) ?? 0) }));
  return read.filter(({ lines }) => lines > 0).sort((x, y) => y.lines - x.lines || x.index - y.index)
    .slice(0, TOP_TEMPLATES)
    .map(({ index, lines }) => ({ template_id: ids[index], template: texts[index], lines }));
}

/** Whether rules and what is learnt judge side by side. */
function hasBothMethods({ detectors }: SummedUp): boolean {
  const rules = detectors.filter(({ id }) => RULE_DETECTORS.has(id)).length;
  return rules > 0 && rules < detectors.length;
}
