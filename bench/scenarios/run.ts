/** Runs one generated log through the pipeline with all detectors, and holds what they said against the truth. */
import type { AnomalyEvent, DetectorId } from "../../src/core/anomaly.ts";
import { GeneratedSource } from "../../src/cli/generated_source.ts";
import { IncidentFinder } from "../../src/evaluation/incident_finder.ts";
import { type Detection, IncidentSights } from "../../src/evaluation/incident_sights.ts";
import { type Labels, labelsFromTruth, type TruthRecord } from "../../src/evaluation/mod.ts";
import { createGenerator, type GeneratorOptions } from "../../src/generate/mod.ts";
import { Pipeline } from "../../src/pipeline/pipeline.ts";
import { defaultForest } from "../../tests/forest/default_forest.ts";
import { PLAIN_OPTIONS } from "../../tests/pipeline/run_log.ts";

const ALERT_THRESHOLD = PLAIN_OPTIONS.alertThreshold;
/** An alarm so long after an incident may still be about it: it is neither a find nor a false alarm. */
const AFTERMATH_MS = 60_000;

/** An incident and who found it. */
export interface IncidentResult {
  readonly scenario: string;
  /** By detectors that raised an alarm at one of its lines, the earliest first. */
  readonly told: readonly Detection[];
  /** By detectors that only flagged its lines: their alarm began elsewhere, or was of a detector with a higher score. */
  readonly flagged: readonly Detection[];
}

/** What came out of one log. */
export interface LogResult {
  readonly hours: number;
  readonly lines: number;
  readonly incidents: readonly IncidentResult[];
  /** Alarms that were about nothing, by detector. */
  readonly falseAlarms: Readonly<Record<string, number>>;
}

/** Generates, detects, compares. The same options give the same result. */
export async function runScenarios(options: GeneratorOptions): Promise<LogResult> {
  const truth: TruthRecord[] = [];
  const generator = createGenerator({ ...options, onTruth: (record) => truth.push(record) });
  const startMs = generator.nextMs;
  const anomalies: AnomalyEvent[] = [];
  const flagged: { readonly detector: DetectorId; readonly line: number; readonly timeMs: number }[] = [];
  let endMs = startMs;
  const pipeline = new Pipeline({
    ...PLAIN_OPTIONS,
    model: await defaultForest(),
    source: new GeneratedSource(generator, "generated", startMs),
    sink: (event) => event.type === "anomaly" && anomalies.push(event),
    scoresByDetector: true,
    onVerdicts: ({ rows, line, time, detectors, byDetector, score }) => {
      for (let row = 0; row < rows; row++) {
        endMs = Math.max(endMs, time[row] || 0);
        if (score[row] < ALERT_THRESHOLD) continue;
        for (const [index, detector] of detectors.entries()) {
          if (byDetector[index][row] < ALERT_THRESHOLD) continue;
          flagged.push({ detector, line: line[row], timeMs: time[row] });
        }
      }
    },
  });
  await pipeline.run(new AbortController().signal);
  pipeline.finish();
  generator.finish();
  const labels = labelsFromTruth(truth);
  return {
    hours: (endMs - startMs) / 3_600_000,
    lines: generator.lines,
    incidents: found(labels, anomalies, flagged),
    falseAlarms: falseAlarms(labels, anomalies),
  };
}

function found(
  labels: Labels,
  anomalies: readonly AnomalyEvent[],
  flagged: readonly { readonly detector: DetectorId; readonly line: number; readonly timeMs: number }[],
): IncidentResult[] {
  // What was told, at the line where it was told; a flagged line may have been raised later, by a verdict that covers it.
  const told = new IncidentSights(labels);
  for (const { detector, line, time } of anomalies) told.see(detector, { line, timeMs: timeOf(time) });
  const raised = new IncidentSights(labels);
  for (const { detector, line, timeMs } of flagged) raised.see(detector, { line, timeMs });
  const rest = raised.scores();
  return told.scores().map(({ incident, detections }, index) => {
    const others = rest[index].detections.filter(({ detector }) =>
      !detections.some((own) => own.detector === detector)
    );
    return { scenario: incident.scenario, told: detections, flagged: others };
  });
}

function falseAlarms(labels: Labels, anomalies: readonly AnomalyEvent[]): Record<string, number> {
  const finder = new IncidentFinder(labels);
  const spans = labels.incidents.map(({ start, end }) => [Date.parse(start), Date.parse(end) + AFTERMATH_MS]);
  const counts: Record<string, number> = {};
  for (const { line, session, detector, time } of anomalies) {
    const timeMs = timeOf(time) ?? 0;
    const isTrue = labels.oddLines.has(line) || labels.sessions.get(session ?? "") === true ||
      finder.at(line, detector).length > 0 || spans.some(([from, to]) => timeMs >= from && timeMs <= to);
    if (!isTrue) counts[detector] = (counts[detector] ?? 0) + 1;
  }
  return counts;
}

function timeOf(time: string | null): number | null {
  return time === null ? null : Date.parse(time);
}
