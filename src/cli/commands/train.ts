/** `oddline train`: reads logs to their end and fits an Isolation Forest to them, for `--model`. */
import { FEATURE_COUNT, FEATURE_SCHEMA_VERSION } from "../../features/schema.ts";
import { sampledRows } from "../../forest/reservoir.ts";
import { trainModel } from "../../forest/train.ts";
import { Pipeline } from "../../pipeline/pipeline.ts";
import { TrainingRows } from "../../pipeline/forest/training_rows.ts";
import { featureSample } from "../../store/queries.ts";
import { EXIT, UsageError } from "../errors.ts";
import type { Io } from "../io.ts";
import { infoPath } from "../files/info_path.ts";
import { saveModel } from "../files/model_files.ts";
import { pipelineOptions } from "../pipeline_options.ts";
import { print } from "../print.ts";
import { progressLine } from "../run/progress_line.ts";
import { warn } from "../run/warn.ts";
import { openScan } from "../scan_source.ts";
import { listenForEnd } from "../run/signals.ts";
import type { KeptFileSettings, Settings } from "../settings.ts";
import type { TrainOptions } from "./mod.ts";

/** Fewer rows than this make no model that anybody should use. */
const ROWS_MIN = 1000;

/** Returns the exit code. */
export async function run({ files, settings, flags }: TrainOptions, io: Io): Promise<number> {
  if (flags.fromHistory && files.length > 0) {
    throw new UsageError("--from-history trains on what was recorded; name no files with it");
  }
  const sample = flags.fromHistory ? await fromHistory(settings) : await fromFiles(files, { settings, flags, io });
  if (typeof sample === "number") return sample;
  const { rows, lines, what } = sample;
  const count = rows.length / FEATURE_COUNT;
  if (count < ROWS_MIN) {
    warn(
      io,
      undefined,
      `${count} lines are too few to train on, ${ROWS_MIN} are the least (a source's first 1,000 lines do not count)`,
    );
    return EXIT.failed;
  }
  const { seed, nEstimators, maxSamples, contamination, output } = flags;
  const trainedOn = `${what} of ${lines} lines`;
  const model = await trainModel(rows, { nEstimators, maxSamples, contamination, seed, trainedOn });
  saveModel(output, model);
  const text =
    `${output}: ${nEstimators} trees of up to ${maxSamples} rows, fitted to ${count.toLocaleString("en")} rows ` +
    `of ${lines.toLocaleString("en")} lines; ${infoPath(output)} says what its scores mean\n`;
  await print(io, text);
  return EXIT.fine;
}

interface Sample {
  readonly rows: Float32Array;
  readonly lines: number;
  /** Where they come from, for the model's own record. */
  readonly what: string;
}

/** What all recorded runs have sampled on their way. */
async function fromHistory({ dbPath }: KeptFileSettings): Promise<Sample> {
  const { withHistory } = await import("../history/opened.ts");
  const sample = await withHistory(
    dbPath,
    (database) => featureSample(database, FEATURE_SCHEMA_VERSION),
  );
  if (sample === undefined) {
    throw new UsageError(`nothing is recorded in ${dbPath} to train on; scan or watch some logs first, or name them`);
  }
  return { rows: sampledRows(sample.rows), lines: sample.lines, what: "a history" };
}

interface Surroundings {
  readonly settings: Settings;
  readonly flags: TrainOptions["flags"];
  readonly io: Io;
}

/** The exit code where a signal came before all was read. */
async function fromFiles(files: readonly string[], { settings, flags, io }: Surroundings): Promise<Sample | number> {
  using ending = listenForEnd();
  const progress = progressLine(io, { quiet: settings.quiet });
  const sample = new TrainingRows(flags.seed);
  const pipeline: Pipeline = new Pipeline({
    keepFeatures: true,
    parameterLines: "none",
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
  const what = files.length === 1 ? "a log" : `${files.length} logs`;
  return ending.code() ?? { rows: sample.rows(), lines: sample.lines, what };
}
