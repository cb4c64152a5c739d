/** The summary at the end of a run, as a block that fits 80 columns. */
import type { CountedTemplate, FlaggedCounts, SourceSummary, Summary, WeightyAnomaly } from "../core/anomaly.ts";
import { shownLine } from "../core/text/colours.ts";
import { showControls } from "../core/text/escape.ts";
import type { TimeText } from "./local_time.ts";
import { bytesText, countText, percentText, plural, scoreText, secondsText } from "../core/text/number_text.ts";
import { cutToColumns } from "../core/text/width.ts";
import { accuracyRows } from "./accuracy_text.ts";
import type { Paint } from "./theme.ts";

/** Sources that are listed; the rest is counted. */
const SOURCES_SHOWN = 12;
const INCIDENTS_SHOWN = 5;
const TEMPLATES_SHOWN = 3;
const COLUMNS = 80;
const LABEL_COLUMNS = 11;

/** The block, with an empty line before it. */
export function summaryText(summary: Summary, paint: Paint, time: TimeText): string {
  const rows: [label: string, text: string][] = [
    ["lines", `${countText(summary.lines)} (${bytesText(summary.bytes)}) in ${secondsText(summary.seconds)}`],
    ["rate", `${countText(summary.lines_per_second)} lines/s, ${rate(summary)}/s`],
    ["times", timesText(summary, time)],
    ["levels", levelsText(summary)],
    ["templates", `${countText(summary.templates)}${continuationText(summary)}`],
    ["anomalies", anomaliesText(summary)],
    ["methods", comparisonText(summary)],
    ...listRows("truth", accuracyRows(summary.accuracy)),
    ["normal", marksText(summary)],
    ["usual", recurringText(summary)],
    [
      "learnt",
      summary.past_lines === 0
        ? ""
        : `from ${plural(summary.past_lines, "line")} that ${summary.past_lines === 1 ? "was" : "were"} not judged`,
    ],
    ["known", earlierText(summary)],
    ["memory", `${bytesText(summary.rss_bytes_max)}, ${plural(summary.workers, "worker")}`],
    ["stages", stagesText(summary)],
    ["latency", latencyText(summary)],
    ["trouble", troubleText(summary)],
    ...listRows("incidents", summary.top_anomalies.slice(0, INCIDENTS_SHOWN).map(incidentText)),
    ...listRows("frequent", summary.top_templates.slice(0, TEMPLATES_SHOWN).map(templateText)),
    ...sourceRows(summary.sources),
  ];
  const shown = rows.filter(([, text]) => text !== "");
  return `\n${shown.map(([label, text]) => `${paint("muted", label.padEnd(LABEL_COLUMNS))}${text}\n`).join("")}`;
}

/** Where the coordinator's time went, the workers' beside it. */
function stagesText({ benchmark }: Summary): string {
  if (benchmark === undefined) return "";
  const stages = benchmark.stages.map(({ stage, seconds }) => `${stage} ${seconds.toFixed(2)}`).join(", ");
  return `${stages}, wait ${benchmark.waiting_seconds.toFixed(2)} s`;
}

function latencyText({ benchmark }: Summary): string {
  if (benchmark?.latency_ms === undefined) return "";
  const { p50, p95, p99, max } = benchmark.latency_ms;
  return `p50 ${p50.toFixed(1)}, p95 ${p95.toFixed(1)}, p99 ${p99.toFixed(1)}, max ${max.toFixed(1)} ms over ${
    plural(benchmark.batches, "batch", "batches")
  }`;
}

function rate({ bytes, seconds }: Summary): string {
  return bytesText(seconds > 0 ? bytes / seconds : 0);
}

function timesText({ first_time, last_time }: Summary, time: TimeText): string {
  return first_time === null ? "" : `${time(first_time)} to ${time(last_time).trimEnd()}`;
}

function levelsText({ by_level, lines }: Summary): string {
  return Object.entries(by_level)
    .filter(([, count]) => count > 0)
    .map(([level, count]) =>
      `${level === "" ? "none" : showControls(level)} ${percentText(count / Math.max(1, lines))}`
    )
    .join(", ");
}

function continuationText({ continuation_lines }: Summary): string {
  return continuation_lines === 0 ? "" : `; ${plural(continuation_lines, "line")} continued an event`;
}

function anomaliesText({ anomalies, flagged_lines, lines, by_detector }: Summary): string {
  if (anomalies === 0) return "none";
  const parts = Object.entries(by_detector)
    .filter(([, count]) => count > 0)
    .sort(([, a], [, b]) => b - a)
    .map(([detector, count]) => `${showControls(detector).replaceAll("_", " ")} ${countText(count)}`);
  const share = percentText(flagged_lines / Math.max(1, lines));
  return `${countText(anomalies)} (${plural(flagged_lines, "line")}, ${share}): ${parts.join(", ")}`;
}

/** What rules and what is learnt have flagged, side by side; what both have is counted in each. */
function comparisonText({ comparison, flagged_lines }: Summary): string {
  if (comparison === undefined || flagged_lines === 0) return "";
  const { rules, ml, both } = comparison;
  const part = ({ lines, anomalies }: FlaggedCounts) => `${plural(lines, "line")} (${countText(anomalies)})`;
  const first = `${plural(rules.lines, "line")} (${plural(rules.anomalies, "anomaly", "anomalies")})`;
  return `rules ${first}, ML ${part(ml)}, both ${part(both)}`;
}

function marksText({ suppressed }: Summary): string {
  return suppressed === 0 ? "" : `${plural(suppressed, "flagged line")} not told of: marked so (oddline feedback list)`;
}

function recurringText({ recurring_lines: lines }: Summary): string {
  return lines === 0 ? "" : `${plural(lines, "flagged line")} not told of again: such keep coming`;
}

/** Else who pipes one log after the other in would wonder what this run compares its lines with. */
function earlierText({ earlier_lines: lines }: Summary): string {
  return lines === 0 ? "" : `${plural(lines, "line")} of earlier runs; --state FILE would begin anew`;
}

function troubleText(summary: Summary): string {
  const { lines_not_kept = 0 } = summary;
  const parts = [
    [summary.truncated_lines, `${plural(summary.truncated_lines, "line")} cut at --max-line-bytes`],
    [summary.invalid_utf8, `${plural(summary.invalid_utf8, "line")} not UTF-8`],
    [
      lines_not_kept,
      `${plural(lines_not_kept, "anomaly", "anomalies")} shown by their templates, since lines were gone`,
    ],
    [summary.worker_restarts, `${plural(summary.worker_restarts, "worker")} died and replaced`],
  ] as const;
  return parts.filter(([count]) => count > 0).map(([, text]) => text).join(", ");
}

function incidentText({ score, count, detector, source, line, template, message }: WeightyAnomaly): string {
  const place = showControls(source.slice(source.lastIndexOf("/") + 1));
  const times = count === 1 ? "" : ` ×${countText(count)}`;
  return `${scoreText(score)} ${place}:${line} ${detector.replaceAll("_", " ")}${times}  ${
    shownLine(template || message)
  }`;
}

function templateText({ lines, template }: CountedTemplate): string {
  return `${countText(lines)}  ${showControls(template)}`;
}

/** One a line, the label before the first. */
function listRows(label: string, texts: readonly string[]): [string, string][] {
  return texts.map((text, index) => [index === 0 ? label : "", cutToColumns(text, COLUMNS - LABEL_COLUMNS)]);
}

/** Those that gave lines; others are known from earlier runs, or were silent. */
function sourceRows(all: readonly SourceSummary[]): [string, string][] {
  const read = all.filter(({ lines }) => lines > 0);
  const sources = read.length > 0 ? read : all;
  const rows = sources.slice(0, SOURCES_SHOWN).map(({ source, format, lines, bytes, matched }) => {
    const share = lines > 0 && matched < 1 ? `, ${percentText(matched)} of that format` : "";
    return `${showControls(source)}  ${showControls(format)}  ${plural(lines, "line")} (${bytesText(bytes)})${share}`;
  });
  if (sources.length > SOURCES_SHOWN) rows.push(`and ${plural(sources.length - SOURCES_SHOWN, "more source")}`);
  return rows.map((text, index) => [index === 0 ? (sources.length === 1 ? "source" : "sources") : "", text]);
}
