/**
 * Runs the pipeline for a command: opens the outputs, listens for signals, keeps the state, prints the summary, and says
 * how it ended. What `scan`, `watch` and `demo` have in common; its parts stand in `run/`.
 */
import type { EventSink, Summary } from "../core/anomaly.ts";
import { createRedactor } from "../core/redact.ts";
import { Pipeline } from "../pipeline/pipeline.ts";
import { Stopwatch } from "../pipeline/stopwatch.ts";
import { holdBack } from "../report/hold_back.ts";
import { EXIT } from "./errors.ts";
import type { FeedbackInUse } from "./feedback_file.ts";
import type { Io } from "./io.ts";
import { MemoryMeter } from "./memory_meter.ts";
import { modelFor } from "./model_files.ts";
import { pipelineOptions } from "./pipeline_options.ts";
import { progressLine } from "./progress_line.ts";
import { FreedMemory, memoryReturn } from "./run/freed_memory.ts";
import { openOutputs } from "./run/outputs.ts";
import type { RunPlan } from "./run/plan.ts";
import { startSaving } from "./run/saving.ts";
import { endWhenStuck, StallWatch } from "./run/stuck.ts";
import { prepareViews, type RunViews } from "./run/views.ts";
import type { Settings } from "./settings.ts";
import { listenForEnd } from "./signals.ts";
import { tellOf, warn } from "./warn.ts";

/** Runs to the end of the source, to a signal, or until standard output is closed. Returns the exit code. */
export async function runPipeline(settings: Settings, io: Io, plan: RunPlan): Promise<number> {
  const { viewer, keeper, recorder, live, handover } = plan;
  const ending = plan.ending ?? listenForEnd();
  using _own = plan.ending === undefined ? ending : undefined;
  keeper?.begin();
  const startedMs = io.now();
  const isShown = live || viewer !== undefined;
  const progress = progressLine(io, { quiet: settings.quiet || isShown, bytesTotal: plan.bytesTotal });
  const say = (message: string) => warn(io, progress, message);
  const tell = tellOf(io, viewer, progress);
  const redact = createRedactor(settings.redact);
  const told = signalOf([ending.signal, handover?.signal]);
  const outputs = openOutputs(settings, io, plan, { progress, redact, tell, ended: told });
  using feedback = await openFeedback(plan, { now: io.now, warn: tell });
  plan.warnings?.sendTo(tell);
  const memory = new MemoryMeter(io.now);
  const { ignoreInterrupts } = ending;
  const openViews = await prepareViews(settings, io, { plan, startedMs, redact, feedback, tell, ignoreInterrupts });
  const model = await modelFor(settings, tell);
  const pipeline: Pipeline = new Pipeline({
    ...pipelineOptions(settings),
    source: holdBack(plan.source, outputs.outlets),
    sink: outputs.emit,
    ...(model && { model }),
    ...(outputs.onFlagged && { onFlagged: outputs.onFlagged }),
    ...plan.verdicts,
    ...(feedback && { feedback: feedback.suppressor }),
    ...(plan.learnAs && { learnAs: plan.learnAs }),
    ...(live && { now: io.now }),
    keepFeatures: recorder !== undefined,
    parameterLines: openViews || keeper !== undefined ? "sample" : "none",
    ...(settings.benchmark && { stopwatch: new Stopwatch(() => performance.now()) }),
    ...(plan.accuracy && { accuracy: plan.accuracy }),
    ...((openViews || recorder || plan.onLines) && {
      onLines(lines) {
        plan.onLines?.(lines);
        views?.observation.onLines(lines);
        recorder?.onLines(lines);
      },
    }),
    onWarning: tell,
    onProgress: (totals) => {
      progress.update(totals);
      memory.measure();
      saving.save();
    },
  });
  keeper?.restore(pipeline, settings.multiline, redact);
  const goingOn = new Set(pipeline.judge.incidents.save().map(({ id }) => id));
  plan.alerting?.goOnWith((id) => goingOn.has(id));
  recorder?.attach(pipeline, redact);
  if (live) recorder?.start(pipeline);
  feedback?.suppressor.resolve((id) => pipeline.miner.finalId(id));
  const stalls = new StallWatch(outputs.outlets, io);
  const freed = live ? new FreedMemory(io.now, memoryReturn()) : undefined;
  const saving = startSaving(pipeline, plan, {
    told: outputs.told,
    onTick() {
      stalls.look();
      outputs.look();
      freed?.look();
    },
  });
  using _stuck = endWhenStuck(ending, outputs.told, io);
  const ended = signalOf([told, outputs.gone, viewer?.left]);
  let goesOn = false;
  const views = await openViews?.(pipeline);
  if (views?.url !== undefined && viewer === undefined && !settings.quiet) {
    progress.clear();
    io.diagnostics.say("info", `the page is at ${views.url}`);
  }
  io.diagnostics.say("debug", `begun with ${settings.workers} workers: ${[...settings.detectors].join(", ")}`);
  outputs.listeners.push(...listenersOf(plan, views));
  try {
    views?.show();
    await pipeline.run(ended);
    if (views !== undefined) views.observation.isEnded = true;
    if (!settings.exitAtEnd) await viewer?.stay(ended);
    saving.stop();
    goesOn = handover?.signal.aborted === true && ending.code() === undefined && outputs.gone?.aborted !== true;
    // a run that was ended by a signal, or hands over, goes on with its incidents when it comes back
    if (keeper === undefined || ending.code() === undefined && !goesOn) pipeline.finish();
    if (!ended.aborted) plan.onWhole?.();
    await saving.close();
  } finally {
    await plan.alerting?.close();
    await views?.closePage();
    saving.stop();
    progress.clear();
    viewer?.close();
    plan.warnings?.sendTo(say);
  }
  const summary = pipeline.summary((io.now() - startedMs) / 1000, memory.measure(true));
  io.diagnostics.say(
    "debug",
    `${goesOn ? "handed over" : "ended"} after ${summary.lines} lines, ${summary.anomalies} anomalies`,
  );
  if (goesOn) handover?.handOver(summary, pipeline);
  else outputs.emit(handover?.summed(summary) ?? summary);
  await outputs.close();
  return exitCode(ending.code(), settings, summary);
}

/** Aborted with the first of them. */
function signalOf(signals: readonly (AbortSignal | undefined)[]): AbortSignal {
  return AbortSignal.any(signals.filter((signal) => signal !== undefined));
}

/** Who is told of events besides those who read them, in this order. */
function listenersOf({ alerting, recorder, onEvent }: RunPlan, views: RunViews | undefined): EventSink[] {
  const listeners: (EventSink | undefined)[] = [
    alerting && ((event) => alerting.push(event)),
    views && ((event) => views.observation.onEvent(event)),
    recorder && ((event) => recorder.onEvent(event)),
    onEvent,
  ];
  return listeners.filter((listener) => listener !== undefined);
}

/** The marks in use. Loaded only where there is a file for them, since the check of it takes long to load. */
async function openFeedback(
  { feedbackPath: path, live, recorder }: RunPlan,
  io: Pick<ConstructorParameters<typeof FeedbackInUse>[1], "now" | "warn">,
): Promise<FeedbackInUse | undefined> {
  if (path === undefined) return undefined;
  const { FeedbackInUse } = await import("./feedback_file.ts");
  return new FeedbackInUse(path, { ...io, follow: live, onMarks: (marks) => recorder?.onMarks({ path, marks }) });
}

function exitCode(signalled: number | undefined, settings: Settings, summary: Summary): number {
  if (signalled !== undefined) return signalled;
  return settings.failOnAnomaly && summary.anomalies > 0 ? EXIT.anomaliesFound : EXIT.fine;
}
