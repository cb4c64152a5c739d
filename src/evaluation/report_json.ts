/** An evaluation as JSON for programs: names in snake_case, shares 0..1, null for what is not defined. */
import type { AlarmCounts, EvaluationReport } from "./evaluation.ts";
import type { IncidentScore } from "./incident_sights.ts";
import { figuresOf, type JudgeFigures } from "./judges.ts";
import { type LineReport, withMarks } from "./line_evaluation.ts";
import { type DelayFigures, delayFigures } from "./delays.ts";
import { f1 } from "./metrics.ts";

/** One JSON object over several lines, with its last line feed. */
export function evaluationJson(report: EvaluationReport): string {
  const { lines, form, alertThreshold, warmup, perLine, perSession, incidents, alarms } = report;
  const value = {
    type: "evaluation",
    lines,
    labels: form,
    alert_threshold: alertThreshold,
    threshold_chosen_from_labels: false,
    warmup_lines: warmup.lines,
    warmup_sessions: warmup.sessions,
    alarms: Object.fromEntries([...alarms].map(([judge, counts]) => [judge, alarmsJson(counts, lines)])),
    per_line: perLine && {
      lines: perLine.lines,
      odd: perLine.odd,
      judges: perLine.judges.map(figuresJson),
      with_marks: withMarksJson(perLine),
      suppressed: {
        lines: perLine.suppressed.odd + perLine.suppressed.normal,
        odd: perLine.suppressed.odd,
        normal: perLine.suppressed.normal,
      },
    },
    per_session: perSession && {
      sessions: perSession.sessions,
      odd: perSession.odd,
      reported: perSession.reported,
      unlabelled: perSession.unlabelled,
      judges: perSession.judges.map(figuresJson),
    },
    incidents: incidents.length === 0 ? undefined : incidentsJson(incidents),
  };
  return `${JSON.stringify(value, null, 2)}\n`;
}

function alarmsJson(counts: AlarmCounts, lines: number) {
  return { ...counts, per_1000_lines: lines === 0 ? null : (counts.anomalies * 1000) / lines };
}

/** NaN becomes null in JSON by itself. */
function figuresJson(figures: JudgeFigures) {
  const { best } = figures;
  return {
    judge: figures.judge,
    ...sharesJson(figures),
    average_precision: figures.averagePrecision,
    true_positives: figures.truePositives,
    false_positives: figures.falsePositives,
    false_negatives: figures.falseNegatives,
    true_negatives: figures.trueNegatives,
    ...(best === undefined
      ? {}
      : { best_threshold: { chosen_from_labels: true, threshold: best.threshold, f1: f1(best.confusion) } }),
  };
}

/** The figures of hybrid when what marks hold back is not flagged; absent where they hold back nothing. */
function withMarksJson({ judges, suppressed }: LineReport) {
  const hybrid = judges.find(({ judge }) => judge === "hybrid");
  if (hybrid === undefined || suppressed.odd + suppressed.normal === 0) return undefined;
  return sharesJson(figuresOf(withMarks(hybrid, suppressed)));
}

/** How many were flagged, and the shares that follow from that. */
function sharesJson({ flagged, precision, recall, f1, falsePositiveRate, accuracy }: ReturnType<typeof figuresOf>) {
  return { flagged, precision, recall, f1, false_positive_rate: falsePositiveRate, accuracy };
}

function incidentsJson(incidents: readonly IncidentScore[]) {
  return {
    found: incidents.filter(({ detections }) => detections.length > 0).length,
    missed: incidents.filter(({ detections }) => detections.length === 0).length,
    delay: delaysJson(delayFigures(incidents)),
    list: incidents.map(({ incident, detections }) => ({
      id: incident.id,
      scenario: incident.scenario,
      severity: incident.severity,
      found_by: detections.map(({ detector, line, delay }) => ({
        detector,
        line,
        delay_lines: delay.lines,
        delay_seconds: delay.seconds,
      })),
    })),
  };
}

function delaysJson({ medianLines, worstLines, medianSeconds, worstSeconds }: DelayFigures) {
  return {
    median_lines: medianLines,
    worst_lines: worstLines,
    median_seconds: medianSeconds,
    worst_seconds: worstSeconds,
  };
}
