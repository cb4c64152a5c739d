/** `oddline train`: reads logs to their end and fits an Isolation Forest to them, for `--model`. */
import { trainModel } from "../../forest/train.ts";
import { Pipeline } from "../../pipeline/pipeline.ts";
import { TrainingRows } from "../../pipeline/training_rows.ts";
import { ProgressLine } from "../../report/progress.ts";
import { EXIT, UsageError } from "../errors.ts";
import type { Io } from "../io.ts";
import { infoPath, saveModel } from "../model_files.ts";
import { pipelineOptions } from "../pipeline_options.ts";
import { warn } from "../run_pipeline.ts";
import { openScan } from "../scan_source.ts";
import { listenForEnd } from "../signals.ts";
import type { TrainOptions } from "./mod.ts";

/** Fewer rows than this make no model that anybody should use. */
const ROWS_MIN = 1000;

/** Returns the exit code. */
export async function run({ files, settings, flags }: TrainOptions, io: Io): Promise<number> {
  if (flags.fromHistory) {
    throw new UsageError(
      "--from-history needs the history database, which this Oddline does not have yet; name log files",
    );
  }
  using ending = listenForEnd();
  const { seed, nEstimators, maxSamples, contamination, out } = flags;
  const progress = new ProgressLine({
    write: (text) => io.stderr.write(text),
    now: io.now,
    columns: () => io.columns,
    enabled: io.stderr.isTerminal && !settings.quiet,
  });
  const sample = new TrainingRows(seed);
  const pipeline: Pipeline = new Pipeline({
    ...pipelineOptions(settings),
    detectors: new Set(),
    source: openScan(files, settings, io).source,
    sink: () => {},
    onWarning: (message) => warn(io, progress, message),
    onProgress: (totals) => progress.update(totals),
    onLines: (lines) => sample.add(pipeline, lines),
  });
  try {
    await pipeline.run(ending.signal);
  } finally {
    progress.clear();
  }
  const stopped = ending.code();
  if (stopped !== undefined) return stopped;
  const rows = sample.rows();
  const count = rows.length / pipeline.features.rows.columns;
  if (count < ROWS_MIN) {
    warn(
      io,
      undefined,
      `${count} lines are too few to train on, ${ROWS_MIN} are the least (a source's first 1,000 lines do not count)`,
    );
    return EXIT.failed;
  }
  const trainedOn = `${files.length === 1 ? "a log" : `${files.length} logs`} of ${sample.lines} lines`;
  const model = await trainModel(rows, { nEstimators, maxSamples, contamination, seed, trainedOn });
  saveModel(out, model);
  const text =
    `${out}: ${nEstimators} trees of up to ${maxSamples} rows, fitted to ${count.toLocaleString("en")} rows ` +
    `of ${sample.lines.toLocaleString("en")} lines; ${infoPath(out)} says what its scores mean\n`;
  await io.stdout.write(new TextEncoder().encode(text));
  return EXIT.fine;
}
