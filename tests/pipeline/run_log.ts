/** Runs the real pipeline, workers and all, over a file, and keeps all that comes out of it. */
import type { OddlineEvent, Summary } from "../../src/core/anomaly.ts";
import { DETECTORS } from "../../src/core/anomaly.ts";
import { KEYWORDS } from "../../src/detectors/mod.ts";
import type { PipelineOptions } from "../../src/pipeline/options.ts";
import { Pipeline } from "../../src/pipeline/pipeline.ts";
import { saveParameters } from "../../src/pipeline/parameters/saved_parameters.ts";
import { VerdictTable } from "../../src/report/events/verdict_table.ts";
import { FileSource } from "../../src/sources/file_source.ts";
import { expand } from "../../src/sources/finding/finder.ts";
import { LINE_BYTES_MAX } from "../../src/sources/source.ts";

export interface LogRun {
  /** All but the summary, as NDJSON. */
  readonly events: string;
  /** What `--verdicts` would write, by line. */
  readonly verdicts: readonly string[];
  /** The template id of every line. */
  readonly assignments: readonly string[];
  readonly summary: Summary;
  /** What is learnt of parameters, which goes by the slot of every one: as JSON. */
  readonly parameters: string;
  readonly warnings: readonly string[];
  readonly pipeline: Pipeline;
}

/** Everything that a pipeline needs and a test seldom cares for. */
export const PLAIN_OPTIONS = {
  workers: 1,
  timeZone: "UTC",
  alertThreshold: .9,
  groupWindowMs: 60_000,
  lineBytesMax: LINE_BYTES_MAX,
  multiline: { auto: true, linesMax: 500 },
  rules: [],
  detectors: new Set<string>(DETECTORS),
  formats: [],
  keywords: KEYWORDS,
} satisfies Partial<PipelineOptions>;

/** Reads a file to its end, or the source that is given instead. `onMade` is given the pipeline before that. */
export async function runLog(
  path: string,
  options: Partial<PipelineOptions> = {},
  onMade: (pipeline: Pipeline) => void = () => {},
): Promise<LogRun> {
  const events: OddlineEvent[] = [];
  const assignments: string[] = [];
  const warnings: string[] = [];
  const lineBytesMax = options.lineBytesMax ?? LINE_BYTES_MAX;
  let verdicts = "";
  const decoder = new TextDecoder();
  const table = new VerdictTable((bytes) => void (verdicts += decoder.decode(bytes)), PLAIN_OPTIONS.alertThreshold);
  const pipeline = new Pipeline({
    ...PLAIN_OPTIONS,
    source: options.source ??
      new FileSource(expand([path], { include: [], exclude: [], gz: true }), { lineBytesMax, startedMs: 0 }),
    sink: (event) => events.push(event),
    onLines: ({ lines, template, miner }) => {
      for (let line = 0; line < lines; line++) assignments.push(miner.ids[template[line]]);
    },
    onVerdicts: (rows) => table.add(rows),
    onWarning: (message) => warnings.push(message),
    ...options,
  });
  onMade(pipeline);
  await pipeline.run(new AbortController().signal);
  pipeline.finish();
  table.flush();
  return {
    events: events.map((event) => `${JSON.stringify(event)}\n`).join(""),
    verdicts: verdicts.split("\n").slice(0, -1),
    assignments,
    summary: pipeline.summary(1, 0),
    parameters: JSON.stringify(saveParameters(pipeline.learner.parameters, pipeline.miner)),
    warnings,
    pipeline,
  };
}
