/**
 * A score as plain text, at most 80 columns: the closing words of the demo.
 *
 *     incident                    severity  found by             after
 *     failed_login_storm-1        warning   new_template +1      44 lines, 0.2 s
 *     crash-1                     critical  missed
 *
 *     per line   precision  recall     F1     FPR true alarms       false   incidents
 *     rules           1.00    0.74   0.85  0.0000          16           0      1 of 2
 *
 * FPR is the false-positive rate: the share of normal lines that were flagged.
 */
import { clip, figureText } from "./cells.ts";
import type { GroupScore, RunScore } from "./incident_score.ts";
import type { IncidentScore } from "./incident_sights.ts";
import { type Confusion, f1, falsePositiveRate, precision, recall } from "./metrics.ts";

const COLUMNS_MAX = 80;
const ID_WIDTH = 26;
const SEVERITY_WIDTH = 8;
const FOUND_BY_WIDTH = 19;
const NAME_WIDTH = 9;
const FIGURE_WIDTHS = [11, 8, 7, 8] as const;
const COUNT_WIDTH = 12;

/** Lines without colours or control characters, each with its line feed. */
export function formatDemoScore(score: RunScore): string {
  const lines = [incidentRow("incident", "severity", "found by", "after")];
  for (const incident of score.incidents) lines.push(incidentLine(incident));
  if (score.incidents.length === 0) lines.push("(no incidents)");
  const isPerLine = score.all.lines !== undefined;
  const [unit, rates] = isPerLine ? ["per line", ["FPR"]] : ["per alarm", []];
  lines.push(
    "",
    groupRow(unit, ["precision", "recall", "F1", ...rates], "true alarms", "false", "incidents"),
    groupLine("rules", score.rules),
    groupLine("ML", score.ml),
    groupLine("all", score.all),
  );
  return lines.map((line) => line.slice(0, COLUMNS_MAX).trimEnd() + "\n").join("");
}

function incidentLine({ incident, detections }: IncidentScore): string {
  const [first, ...others] = detections;
  if (first === undefined) return incidentRow(incident.id, incident.severity, "missed", "");
  const foundBy = others.length === 0 ? first.detector : `${first.detector} +${others.length}`;
  const { lines, seconds } = first.delay;
  const time = seconds === null ? "" : `, ${seconds.toFixed(1)} s`;
  return incidentRow(incident.id, incident.severity, foundBy, `${lines} ${lines === 1 ? "line" : "lines"}${time}`);
}

function incidentRow(id: string, severity: string, foundBy: string, after: string): string {
  return `${clip(id, ID_WIDTH)}  ${clip(severity, SEVERITY_WIDTH)}  ${clip(foundBy, FOUND_BY_WIDTH)}  ${after}`;
}

function groupLine(name: string, group: GroupScore): string {
  const { lines } = group;
  const figures = (lines === undefined ? figuresOfAlarms(group) : figuresOfLines(lines)).map((value) =>
    figureText(value)
  );
  return groupRow(
    name,
    lines === undefined ? figures : [...figures, falsePositiveRate(lines).toFixed(4)],
    String(group.trueAlarms),
    String(group.falseAlarms),
    `${group.incidentsFound} of ${group.incidentsFound + group.incidentsMissed}`,
  );
}

function figuresOfLines(lines: Confusion): number[] {
  return [precision(lines), recall(lines), f1(lines)];
}

/** Without flagged lines: how many alarms are true, how many incidents found, and the harmonic mean of the two. */
function figuresOfAlarms(group: GroupScore): number[] {
  const shareTrue = group.trueAlarms / (group.trueAlarms + group.falseAlarms);
  const shareFound = group.incidentsFound / (group.incidentsFound + group.incidentsMissed);
  const mean = shareTrue + shareFound === 0 ? 0 : (2 * shareTrue * shareFound) / (shareTrue + shareFound);
  return [shareTrue, shareFound, mean];
}

function groupRow(name: string, figures: readonly string[], ...counts: readonly string[]): string {
  return name.padEnd(NAME_WIDTH) + figures.map((text, index) => text.padStart(FIGURE_WIDTHS[index]!)).join("") +
    counts.map((text) => text.padStart(COUNT_WIDTH)).join("");
}
