/** Runs one generated log through the pipeline with all detectors, and holds what they said against the truth. */
import type { AnomalyEvent, DetectorId } from "../../src/core/anomaly.ts";
import { GeneratedSource } from "../../src/cli/generating/generated_source.ts";
import { IncidentFinder } from "../../src/evaluation/incident_finder.ts";
import { type Detection, IncidentSights, parsedTime } from "../../src/evaluation/incident_sights.ts";
import {
  type Confusion,
  confusionOfSets,
  type Labels,
  labelsFromTruth,
  type TruthIncident,
  type TruthRecord,
} from "../../src/evaluation/mod.ts";
import { createGenerator, type GeneratorOptions } from "../../src/generate/mod.ts";
import { Pipeline } from "../../src/pipeline/pipeline.ts";
import { defaultForest } from "../../tests/forest/default_forest.ts";
import { PLAIN_OPTIONS } from "../../tests/pipeline/run_log.ts";

const ALERT_THRESHOLD = PLAIN_OPTIONS.alertThreshold;
/** An alarm so long after an incident may still be about it: it is neither a find nor a false alarm. */
const AFTERMATH_MS = 60_000;
/** Some hundred lines, or two seconds at 50 lines a second. */
const BATCH_BYTES = 1 << 14;

/** An incident and who found it. */
export interface IncidentResult {
  readonly scenario: string;
  /** By detectors that raised an alarm at one of its lines, the earliest first. */
  readonly told: readonly Detection[];
  /**
   * By detectors that only flagged its lines: their alarm began elsewhere, or was of a detector with a higher score.
   */
  readonly flagged: readonly Detection[];
  /** From its first line to the newest line that was read when the first alarm about it was raised; log time. */
  readonly raisedSeconds?: number;
}

/** How a judge's alarms and flagged lines fit the truth. */
export interface JudgeCounts {
  readonly incidents: number;
  readonly found: number;
  readonly trueAlarms: number;
  readonly falseAlarms: number;
  /** Of lines: those that the generator broke or an incident wrote, against those that were flagged. */
  readonly lines: Confusion;
}

/** What came out of one log. */
export interface LogResult {
  readonly hours: number;
  readonly lines: number;
  readonly incidents: readonly IncidentResult[];
  /** Alarms that were about nothing, by detector. */
  readonly falseAlarms: Readonly<Record<string, number>>;
  readonly counts: JudgeCounts;
}

/** An alarm, and when it was raised: by the event time of the newest line that was read by then. */
interface Alarm {
  readonly event: AnomalyEvent;
  readonly raisedMs: number;
}

type Flagged = { readonly detector: DetectorId; readonly line: number; readonly timeMs: number };

/** Generates, detects, compares. The same options give the same result. */
export async function runScenarios(
  options: GeneratorOptions,
  detectors: ReadonlySet<string> = PLAIN_OPTIONS.detectors,
): Promise<LogResult> {
  const truth: TruthRecord[] = [];
  const generator = createGenerator({ ...options, onTruth: (record) => truth.push(record) });
  const startMs = generator.nextMs;
  const alarms: Alarm[] = [];
  const waiting: AnomalyEvent[] = [];
  const flagged: Flagged[] = [];
  let endMs = startMs;
  const raise = () => {
    for (const event of waiting.splice(0)) alarms.push({ event, raisedMs: endMs });
  };
  const pipeline = new Pipeline({
    ...PLAIN_OPTIONS,
    detectors,
    // small batches: an alarm is known to be raised within the batch that raised it, and no closer
    batchBytes: BATCH_BYTES,
    lineBytesMax: BATCH_BYTES / 2,
    model: await defaultForest(),
    source: new GeneratedSource(generator, "generated", startMs),
    sink: (event) => event.type === "anomaly" && waiting.push(event),
    onLines: ({ lines, events }) => {
      for (let line = 0; line < lines; line++) endMs = Math.max(endMs, events.clock[line] || 0);
      raise();
    },
    scoresByDetector: true,
    onVerdicts: ({ rows, line, time, detectors, byDetector, score }) => {
      for (let row = 0; row < rows; row++) {
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
  raise();
  generator.finish();
  const labels = labelsFromTruth(truth);
  const incidents = found(labels, alarms, flagged);
  const { falseAlarms, trueAlarms } = sortAlarms(labels, alarms);
  const flaggedLines = new Set(flagged.map(({ line }) => line));
  return {
    hours: (endMs - startMs) / 3_600_000,
    lines: generator.lines,
    incidents,
    falseAlarms,
    counts: {
      incidents: incidents.length,
      found: incidents.filter(({ told, flagged }) => told.length + flagged.length > 0).length,
      trueAlarms,
      falseAlarms: Object.values(falseAlarms).reduce((sum, count) => sum + count, 0),
      lines: confusionOfSets(labels.oddLines, flaggedLines, generator.lines),
    },
  };
}

function found(labels: Labels, alarms: readonly Alarm[], flagged: readonly Flagged[]): IncidentResult[] {
  // What was told, at the line where it was told; a flagged line may have been raised later, by
  // a verdict that covers it.
  const told = new IncidentSights(labels);
  for (const { event: { detector, line, time } } of alarms) told.see(detector, { line, timeMs: parsedTime(time) });
  const raisedMs = raisedTimes(labels, alarms);
  const raised = new IncidentSights(labels);
  for (const { detector, line, timeMs } of flagged) raised.see(detector, { line, timeMs });
  const rest = raised.scores();
  return told.scores().map(({ incident, detections }, index) => {
    const others = rest[index].detections.filter(({ detector }) =>
      !detections.some((own) => own.detector === detector)
    );
    const atMs = raisedMs.get(incident);
    return {
      scenario: incident.scenario,
      told: detections,
      flagged: others,
      ...(atMs !== undefined && { raisedSeconds: Math.max(0, atMs - Date.parse(incident.start)) / 1000 }),
    };
  });
}

/** When the first alarm about each incident was raised. */
function raisedTimes(labels: Labels, alarms: readonly Alarm[]): Map<TruthIncident, number> {
  const finder = new IncidentFinder(labels);
  const times = new Map<TruthIncident, number>();
  for (const { event: { line, detector }, raisedMs } of alarms) {
    for (const incident of finder.at(line, detector)) {
      times.set(incident, Math.min(raisedMs, times.get(incident) ?? Infinity));
    }
  }
  return times;
}

/** What is about the truth, and, by detector, what is about nothing; in an incident's aftermath it is neither. */
function sortAlarms(
  labels: Labels,
  alarms: readonly Alarm[],
): { readonly trueAlarms: number; readonly falseAlarms: Record<string, number> } {
  const finder = new IncidentFinder(labels);
  const spans = labels.incidents.map(({ start, end }) => [Date.parse(start), Date.parse(end) + AFTERMATH_MS]);
  const falseAlarms: Record<string, number> = {};
  let trueAlarms = 0;
  for (const { event: { line, session, detector, time } } of alarms) {
    const timeMs = parsedTime(time) ?? 0;
    if (
      labels.oddLines.has(line) || labels.sessions.get(session ?? "") === true || finder.at(line, detector).length > 0
    ) trueAlarms++;
    else if (!spans.some(([from, to]) => timeMs >= from && timeMs <= to)) {
      falseAlarms[detector] = (falseAlarms[detector] ?? 0) + 1;
    }
  }
  return { trueAlarms, falseAlarms };
}
