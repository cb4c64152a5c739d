/** Runs one generated log through the pipeline with all detectors, and holds what they said against the truth. */
import type { AnomalyEvent } from "../../src/core/anomaly.ts";
import { GeneratedSource } from "../../src/cli/generating/generated_source.ts";
import {
  type Confusion,
  confusionOfSets,
  type Labels,
  labelsFromTruth,
  type TruthRecord,
} from "../../src/evaluation/mod.ts";
import { type GeneratorOptions, LogGenerator } from "../../src/generate/mod.ts";
import { Pipeline } from "../../src/pipeline/pipeline.ts";
import type { FixedRows } from "../../src/pipeline/verdicts/fixed_rows.ts";
import { defaultForest } from "../../tests/forest/default_forest.ts";
import { PLAIN_OPTIONS } from "../../tests/pipeline/run_log.ts";
import { type Alarm, type FlaggedLine, type IncidentResult, incidentResults, sortAlarms } from "./against_truth.ts";

const ALERT_THRESHOLD = PLAIN_OPTIONS.alertThreshold;
/** Some hundred lines, or two seconds at 50 lines a second. */
const BATCH_BYTES = 1 << 14;

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

/** What was said of a log while it was read, and what is true of it. */
interface Heard {
  readonly labels: Labels;
  readonly alarms: readonly Alarm[];
  readonly flagged: readonly FlaggedLine[];
  readonly lines: number;
  readonly hours: number;
}

/** Generates, detects, compares. The same options give the same result. */
export async function runLog(
  options: GeneratorOptions,
  detectors: ReadonlySet<string> = PLAIN_OPTIONS.detectors,
): Promise<LogResult> {
  const { labels, alarms, flagged, lines, hours } = await hear(options, detectors);
  const incidents = incidentResults(labels, alarms, flagged);
  const { falseAlarms, trueAlarms } = sortAlarms(labels, alarms);
  const flaggedLines = new Set(flagged.map(({ line }) => line));
  return {
    hours,
    lines,
    incidents,
    falseAlarms,
    counts: {
      incidents: incidents.length,
      found: incidents.filter(({ told, flagged }) => told.length + flagged.length > 0).length,
      trueAlarms,
      falseAlarms: Object.values(falseAlarms).reduce((sum, count) => sum + count, 0),
      lines: confusionOfSets(labels.oddLines, flaggedLines, lines),
    },
  };
}

async function hear(options: GeneratorOptions, detectors: ReadonlySet<string>): Promise<Heard> {
  const truth: TruthRecord[] = [];
  const generator = new LogGenerator({ ...options, onTruth: (record) => truth.push(record) });
  const startMs = generator.nextMs;
  const alarms: Alarm[] = [];
  const waiting: AnomalyEvent[] = [];
  const flagged: FlaggedLine[] = [];
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
    onVerdicts: (rows) => flagged.push(...flaggedIn(rows)),
  });
  await pipeline.run(new AbortController().signal);
  pipeline.finish();
  raise();
  generator.finish();
  const hours = (endMs - startMs) / 3_600_000;
  return { labels: labelsFromTruth(truth), alarms, flagged, lines: generator.lines, hours };
}

/** A line once for each detector that has flagged it. */
function* flaggedIn({ rows, line, time, detectors, byDetector, score }: FixedRows): Iterable<FlaggedLine> {
  for (let row = 0; row < rows; row++) {
    if (score[row] < ALERT_THRESHOLD) continue;
    for (const [index, detector] of detectors.entries()) {
      if (byDetector[index][row] >= ALERT_THRESHOLD) yield { detector, line: line[row], timeMs: time[row] };
    }
  }
}
