/**
 * What a configuration would report of a log: a scan without state, history, feedback and
 * alerts, and only what it found.
 */
import type { AnomalyEvent, OddlineEvent } from "../../core/anomaly.ts";
import { showControls } from "../../core/text/escape.ts";
import { countText, percentText, plural, scoreText } from "../../core/text/number_text.ts";
import { createRedactor, redactEvent } from "../../core/text/redact.ts";
import { cutToColumns } from "../../core/text/width.ts";
import { Pipeline } from "../../pipeline/pipeline.ts";
import type { Io } from "../io.ts";
import { modelFor } from "../files/model_files.ts";
import { pipelineOptions } from "../settings/pipeline_options.ts";
import { openScan } from "../run/scan_source.ts";
import type { Settings } from "../settings/settings.ts";
import { warnerOf } from "../run/warn.ts";

/** Examples of each detector. */
const EXAMPLES = 3;
const COLUMNS = 120;

/** What was found, in the field names of events. */
export interface Preview {
  readonly file: string;
  readonly lines: number;
  /** Nothing was left unread. */
  readonly whole: boolean;
  readonly flagged_lines: number;
  readonly anomalies: number;
  /** Anomalies by detector, and by the user's own rules, those that found nothing among them. */
  readonly by_detector: Readonly<Record<string, number>>;
  readonly by_rule: Readonly<Record<string, number>>;
  /** The first anomalies of each detector. */
  readonly examples: readonly Pick<AnomalyEvent, "detector" | "score" | "line" | "message" | "reason">[];
}

/** Reads at most about so many lines of a file. */
export async function preview(file: string, settings: Settings, io: Io, linesMax: number): Promise<Preview> {
  const onWarning = warnerOf(io);
  const { source } = openScan([file], settings, io);
  const model = await modelFor(settings, onWarning);
  const enough = new AbortController();
  const found = new Found(settings);
  const pipeline = new Pipeline({
    ...pipelineOptions(settings),
    source,
    ...(model && { model }),
    sink: (event) => found.onEvent(event),
    onWarning,
    onProgress: ({ lines }) => {
      if (lines >= linesMax) enough.abort();
    },
  });
  await pipeline.run(enough.signal);
  pipeline.finish();
  const { lines, flaggedLines, anomalies } = pipeline.totals;
  return {
    file,
    lines,
    whole: !enough.signal.aborted,
    flagged_lines: flaggedLines,
    anomalies,
    by_detector: { ...pipeline.judge.anomalies.byDetector },
    by_rule: Object.fromEntries(found.byRule),
    examples: found.examples,
  };
}

/** Collects what is shown of the events. */
class Found {
  readonly byRule: Map<string, number>;
  readonly examples: Preview["examples"][number][] = [];
  readonly #redact: (event: AnomalyEvent) => AnomalyEvent;
  readonly #shown = new Map<string, number>();

  constructor({ rules, redact: patterns }: Settings) {
    this.byRule = new Map(rules.map(({ name }) => [name, 0]));
    const redact = createRedactor(patterns);
    this.#redact = redact === undefined ? (event) => event : (event) => redactEvent(event, redact);
  }

  onEvent(event: OddlineEvent): void {
    if (event.type !== "anomaly") return;
    const rule = event.detector === "rule" ? String(event.evidence.rule) : undefined;
    if (rule !== undefined) this.byRule.set(rule, (this.byRule.get(rule) ?? 0) + 1);
    const count = (this.#shown.get(event.detector) ?? 0) + 1;
    this.#shown.set(event.detector, count);
    if (count > EXAMPLES) return;
    const { detector, score, line, message, reason } = this.#redact(event);
    this.examples.push({ detector, score, line, message, reason });
  }
}

/** For people. */
export function previewText(found: Preview): string {
  const { file, lines, whole, flagged_lines, anomalies, by_detector, by_rule, examples } = found;
  const share = percentText(flagged_lines / Math.max(1, lines));
  const silent = Object.entries(by_rule).filter(([, count]) => count === 0).map(([name]) => name);
  const counts = Object.entries(by_detector).sort(([, a], [, b]) => b - a);
  return [
    `\n${showControls(file)}: ${plural(lines, "line")}${whole ? "" : ", and more that were not read"}`,
    `would be told of: ${plural(anomalies, "anomaly", "anomalies")}, with ${plural(flagged_lines, "line")} (${share})`,
    ...(silent.length === 0 ? [] : [`rules that found nothing: ${silent.map(showControls).join(", ")}`]),
    ...counts.flatMap(([detector, count]) => [
      `\n${detector.replaceAll("_", " ")}: ${countText(count)}`,
      ...examples.filter((example) => example.detector === detector).flatMap(({ score, line, message, reason }) => [
        cutToColumns(`  ${scoreText(score)} ${line}  ${showControls(message)}`, COLUMNS),
        cutToColumns(`      ${showControls(reason)}`, COLUMNS),
      ]),
    ]),
    "",
  ].join("\n");
}
