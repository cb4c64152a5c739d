/**
 * An evaluation as plain text that fits 80 columns:
 *
 *     per line          flagged  prec.  recall    F1     FPR    acc.    AP  alarms/k
 *     rules                 112    .98     .71   .82  .00012   .9984   .80       2.1
 *     ML                     40    .90     .31   .46  .00010   .9952   .52       0.4
 *     hybrid                130    .97     .79   .87  .00020   .9988   .84       2.4
 *       severity            100    …
 */
import { countText, plural } from "../core/text/number_text.ts";
import { clip, figureText } from "./cells.ts";
import { delayFigures } from "./delays.ts";
import type { EvaluationReport } from "./evaluation.ts";
import type { IncidentScore } from "./incident_sights.ts";
import { figuresOf, FUSED_JUDGES, type JudgeFigures, type JudgeId } from "./judges.ts";
import { type LineReport, withMarks } from "./line_evaluation.ts";
import { f1 } from "./metrics.ts";

const COLUMNS_MAX = 80;
const NAME_WIDTH = 18;
const WIDTHS = [8, 7, 8, 6, 8, 8, 6, 10] as const;
const HEAD = ["flagged", "prec.", "recall", "F1", "FPR", "acc.", "AP", "alarms/k"] as const;
/** Incidents that are listed; the rest is counted. */
const INCIDENTS_SHOWN = 20;

/** Lines without colours or control characters, each with its line feed. */
export function evaluationText(report: EvaluationReport): string {
  const { perLine, perSession } = report;
  const blocks = [
    headline(report),
    ...(perLine === undefined ? [] : [[...judgeTable("per line", report, perLine.judges), ...marksText(perLine)]]),
    ...(perSession === undefined ? [] : [judgeTable("per session", report, perSession.judges)]),
    ...(report.incidents.length === 0 ? [] : [incidentsTable(report.incidents)]),
    notes(report),
  ];
  return blocks.map((lines) => lines.map((line) => `${line.slice(0, COLUMNS_MAX).trimEnd()}\n`).join("")).join("\n");
}

function headline({ lines, perLine, perSession, alarms }: EvaluationReport): string[] {
  const parts = [plural(lines, "line") + (perLine === undefined ? "" : `, ${countText(perLine.odd)} odd`)];
  if (perSession !== undefined) {
    parts.push(`${plural(perSession.sessions, "session")}, ${countText(perSession.odd)} odd`);
  }
  const all = alarms.get("hybrid");
  if (all === undefined) return [parts.join("; "), "no alarms"];
  const known = all.anomalies === all.unlabelled
    ? []
    : [`${countText(all.right)} right`, `${countText(all.wrong)} wrong`];
  const unknown = all.unlabelled === 0 ? [] : [`${countText(all.unlabelled)} that no label speaks of`];
  return [parts.join("; "), `${plural(all.anomalies, "alarm")}: ${[...known, ...unknown].join(", ")}`];
}

function judgeTable(title: string, report: EvaluationReport, judges: readonly JudgeFigures[]): string[] {
  const rows = judges.map((figures) => {
    const alarms = report.alarms.get(figures.judge)?.anomalies ?? 0;
    return row(nameOf(figures.judge), [
      countText(figures.flagged),
      figureText(figures.precision),
      figureText(figures.recall),
      figureText(figures.f1),
      figureText(figures.falsePositiveRate, 4),
      figureText(figures.accuracy, 4),
      figureText(figures.averagePrecision),
      report.lines === 0 ? "-" : ((alarms * 1000) / report.lines).toFixed(2),
    ]);
  });
  const best = judges.flatMap(({ judge, best }) =>
    best === undefined || Number.isNaN(best.threshold)
      ? []
      : [`  ${nameOf(judge).trim()}: F1 ${figureText(f1(best.confusion))} from ${best.threshold.toFixed(4)} on`]
  );
  const chosen = best.length === 0 ? [] : ["thresholds that these labels would choose (no measure of other logs):"];
  return [row(title, HEAD), ...rows, ...chosen, ...best];
}

/** What the marks of `oddline feedback` have changed: the figures with and without them. */
function marksText({ judges, suppressed }: LineReport): string[] {
  const hybrid = judges.find(({ judge }) => judge === "hybrid");
  const held = suppressed.odd + suppressed.normal;
  if (hybrid === undefined || held === 0) return [];
  const after = figuresOf(withMarks(hybrid, suppressed));
  return [
    `marks hold back ${plural(held, "flagged line")} (${countText(suppressed.normal)} normal, ` +
    `${countText(suppressed.odd)} odd):`,
    `  precision ${figureText(hybrid.precision)} → ${figureText(after.precision)}, recall ${
      figureText(hybrid.recall)
    } → ` +
    `${figureText(after.recall)}, F1 ${figureText(hybrid.f1)} → ${figureText(after.f1)}`,
  ];
}

function incidentsTable(incidents: readonly IncidentScore[]): string[] {
  const found = incidents.filter(({ detections }) => detections.length > 0).length;
  const { medianLines, worstLines, medianSeconds, worstSeconds } = delayFigures(incidents);
  const rows = incidents.slice(0, INCIDENTS_SHOWN).map(({ incident, detections: [first, ...others] }) => {
    const name = `${clip(incident.id, 26)}  ${incident.severity.padEnd(8)}  `;
    if (first === undefined) return `${name}missed`;
    const { lines, seconds } = first.delay;
    const by = others.length === 0 ? first.detector : `${first.detector} +${others.length}`;
    return `${name}${clip(by, 19)}  ${plural(lines, "line")}${seconds === null ? "" : `, ${seconds.toFixed(1)} s`}`;
  });
  const more = incidents.length - rows.length;
  return [
    `incidents found ${found} of ${incidents.length}` +
    (found === 0
      ? ""
      : `; delay: median ${countText(Math.round(medianLines))} lines${
        Number.isNaN(medianSeconds) ? "" : `, ${medianSeconds.toFixed(1)} s`
      }, worst ${countText(worstLines)} lines${Number.isNaN(worstSeconds) ? "" : `, ${worstSeconds.toFixed(1)} s`}`),
    ...rows,
    ...(more > 0 ? [`and ${countText(more)} more`] : []),
  ];
}

function notes({ alertThreshold, warmup, perSession }: EvaluationReport): string[] {
  const lines = [`threshold ${alertThreshold}, as configured; it was not chosen from the labels`];
  const skipped = [
    ...(warmup.lines > 0 ? [`the first ${plural(warmup.lines, "line")}`] : []),
    ...(warmup.sessions > 0 ? [`the first ${plural(warmup.sessions, "session")}`] : []),
  ];
  if (skipped.length > 0) lines.push(`warm-up, not counted but for alarms: ${skipped.join(", ")}`);
  if (perSession !== undefined) {
    const { reported, unlabelled } = perSession;
    lines.push(`labelled sessions that were reported: ${countText(reported)}; others count as not flagged`);
    if (unlabelled > 0) lines.push(`verdicts on sessions without a label, not counted: ${countText(unlabelled)}`);
  }
  return lines;
}

function row(name: string, cells: readonly string[]): string {
  return clip(name, NAME_WIDTH) + cells.map((cell, index) => cell.padStart(WIDTHS[index])).join("");
}

function nameOf(judge: JudgeId): string {
  if (judge === "ml") return "ML";
  return FUSED_JUDGES.some((fused) => fused === judge) ? judge : `  ${judge}`;
}
