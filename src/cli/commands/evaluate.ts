/**
 * `oddline evaluate`: one run over a log, in the order of its lines and without a look at the labels, and how well it
 * judged. Prints no events: the figures are the output.
 */
import type { OddlineEvent } from "../../core/anomaly.ts";
import { Evaluation, evaluationJson, evaluationText } from "../../evaluation/mod.ts";
import { Pipeline } from "../../pipeline/pipeline.ts";
import { EXIT, UsageError } from "../errors.ts";
import { evaluationHooks } from "../evaluating/evaluation_hooks.ts";
import { FeedbackInUse } from "../feedback/feedback_file.ts";
import type { Io } from "../io.ts";
import { labelsProblem, readLabels } from "../files/labels_file.ts";
import { modelFor } from "../files/model_files.ts";
import { pipelineOptions } from "../settings/pipeline_options.ts";
import { print } from "../print.ts";
import { progressLine } from "../run/progress_line.ts";
import { warnerOf } from "../run/warn.ts";
import { openScan } from "../run/scan_source.ts";
import { scanFeedbackPath } from "../settings/kept_files.ts";
import type { Settings } from "../settings/settings.ts";
import { listenForEnd } from "../run/signals.ts";
import type { EvaluateOptions } from "./flags.ts";

/** Returns the exit code. */
export async function run({ files, settings, flags }: EvaluateOptions, io: Io): Promise<number> {
  if (flags.labels === undefined) throw new UsageError("say what is really odd: --labels FILE");
  const labels = await readLabels(flags.labels);
  using ending = listenForEnd();
  const { source, bytesTotal, learnAs } = openScan(files, settings, io, flags.baseline);
  const progress = progressLine(io, { quiet: settings.quiet, bytesTotal });
  const onWarning = warnerOf(io, progress);
  using feedback = marksInUse(settings, io, onWarning);
  const evaluation = new Evaluation(labels, {
    alertThreshold: settings.alertThreshold,
    warmupShare: flags.warmup,
    bestThreshold: flags.bestThreshold,
  });
  const hooks = evaluationHooks(evaluation);
  const model = await modelFor(settings, onWarning);
  const pipeline = new Pipeline({
    ...pipelineOptions(settings),
    parameterLines: "none",
    ...(model && { model }),
    ...hooks.pipeline,
    source,
    ...(learnAs && { learnAs }),
    ...(feedback && { feedback: feedback.suppressor }),
    sink: (event: OddlineEvent) => event.type === "anomaly" && hooks.onAnomaly(event),
    onWarning,
    onProgress: (totals) => progress.update(totals),
  });
  try {
    await pipeline.run(ending.signal);
    pipeline.finish();
  } finally {
    progress.clear();
  }
  const problem = ending.signal.aborted ? undefined : labelsProblem(labels, evaluation.lines, flags.labels);
  if (problem !== undefined) throw new UsageError(problem);
  const report = evaluation.finish();
  const text = flags.format === "json" ? evaluationJson(report) : evaluationText(report);
  await print(io, text);
  return ending.code() ?? EXIT.fine;
}

function marksInUse(settings: Settings, io: Io, onWarning: (message: string) => void): FeedbackInUse | undefined {
  const path = scanFeedbackPath(settings);
  return path === undefined ? undefined : new FeedbackInUse(path, { now: io.now, warn: onWarning, follow: false });
}
