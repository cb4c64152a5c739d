/** The totals of a report in words, one row each: the same in Markdown and on the page. */
import type { Comparison } from "../../core/anomaly.ts";
import { bytesText, countText, percentText, plural, secondsText } from "../../core/text/number_text.ts";
import { accuracyRows } from "../accuracy_text.ts";
import type { TimeText } from "../local_time.ts";
import type { RunReport } from "./run_report.ts";

/** A name and what there is to say; rows without anything to say are left out. */
export type Fact = readonly [name: string, text: string];

/** The rows. */
export function reportFacts({ totals, scope }: RunReport, time: TimeText): Fact[] {
  const { by_detector, by_severity } = totals;
  const facts: Fact[] = [
    ["Lines", `${countText(totals.lines)}${totals.bytes === null ? "" : ` (${bytesText(totals.bytes)})`}`],
    ["Times", scope.first_time === null ? "" : `${time(scope.first_time).trim()} to ${time(scope.last_time).trim()}`],
    ["Anomalies", anomaliesText(totals)],
    ["By severity", listText(by_severity)],
    ["By detector", listText(by_detector)],
    ["Rules and ML", methodsText(totals.methods)],
    ["Against the truth", accuracyRows(totals.accuracy).join("; ")],
    ["Marked normal", markedText(totals)],
    ["Uptime", secondsText(totals.seconds)],
    ["Rate", totals.lines_per_second === null ? "" : `${countText(totals.lines_per_second)} lines/s`],
    ["Memory", totals.rss_bytes_max === null ? "" : `${bytesText(totals.rss_bytes_max)} at most`],
    ["Workers", workersText(totals)],
    ["Trouble", troubleText(totals)],
  ];
  return facts.filter(([, text]) => text !== "");
}

type Totals = RunReport["totals"];

function anomaliesText({ anomalies, flagged_lines, anomaly_rate }: Totals): string {
  if (anomalies === 0) return "none";
  return `${countText(anomalies)}, with ${plural(flagged_lines, "line")}: ${percentText(anomaly_rate)} of all`;
}

function listText(counts: Readonly<Record<string, number>>): string {
  return Object.entries(counts).sort(([, a], [, b]) => b - a)
    .map(([name, count]) => `${name.replaceAll("_", " ")} ${countText(count)}`).join(", ");
}

function methodsText(methods: Comparison | null): string {
  if (methods === null) return "";
  const { rules, ml, both } = methods;
  const part = (name: string, { lines, anomalies }: Comparison["rules"]) =>
    `${name} ${plural(lines, "line")} in ${plural(anomalies, "anomaly", "anomalies")}`;
  return [part("rules", rules), part("ML", ml), part("both", both)].join("; ");
}

/** What users have called normal are the false alarms that are known. */
function markedText({ suppressed, marks }: Totals): string {
  if (suppressed === 0 && marks === 0) return "";
  return `${plural(suppressed, "flagged line")} not told of, by ${plural(marks, "mark")} in force`;
}

function workersText({ workers, worker_restarts }: Totals): string {
  if (workers === null) return "";
  return worker_restarts === 0
    ? countText(workers)
    : `${countText(workers)}; ${countText(worker_restarts)} died and replaced`;
}

function troubleText({ truncated_lines, invalid_utf8, lost_rows }: Totals): string {
  const parts = [
    [truncated_lines, plural(truncated_lines, "line") + " cut"],
    [invalid_utf8, plural(invalid_utf8, "line") + " not UTF-8"],
    [lost_rows, plural(lost_rows, "row") + " of the history lost"],
  ] as const;
  return parts.filter(([count]) => count > 0).map(([, text]) => text).join(", ");
}

/** What the report is about, in a few words. */
export function reportTitle({ scope, runs }: RunReport, time: TimeText): string {
  if (scope.run !== null) return `Run ${scope.run}`;
  const since = scope.since === null ? "the beginning" : time(scope.since).slice(0, 19);
  const until = scope.until === null ? "now" : time(scope.until).slice(0, 19);
  return `${plural(runs.length, "run")}, from ${since} to ${until}`;
}

/** An anomaly's place, `app.log:12`. */
export function placeText({ source, line }: Readonly<Record<string, unknown>>): string {
  return `${source}:${line}`;
}
