/**
 * Runs the pipeline for a command: opens what is around it, takes up what an earlier run has left, reads to the end,
 * and says how it ended. What `scan`, `watch` and `demo` have in common; its parts stand beside it.
 */
import type { JudgedLines } from "../../pipeline/options.ts";
import { Pipeline } from "../../pipeline/pipeline.ts";
import { EXIT } from "../errors.ts";
import type { Io } from "../io.ts";
import { MemoryMeter } from "./memory_meter.ts";
import { modelFor } from "../files/model_files.ts";
import { FreedMemory } from "./freed_memory.ts";
import { eventListeners, lineListeners } from "./listeners.ts";
import type { RunPlan } from "./plan.ts";
import { runOptions } from "./run_options.ts";
import { type Saving, startSaving } from "./saving.ts";
import { endWhenStuck, StallWatch } from "./stuck.ts";
import { firstOf, openSurroundings, type Surroundings } from "./surroundings.ts";
import { systemMemory } from "./system_memory.ts";
import { prepareViews, type RunViews } from "./views.ts";
import type { Settings } from "../settings.ts";
import { listenForEnd } from "./signals.ts";
import { warn } from "./warn.ts";

/** A run that is ready to read. */
interface Run {
  readonly settings: Settings;
  readonly io: Io;
  readonly plan: RunPlan;
  readonly around: Surroundings;
  readonly pipeline: Pipeline;
  readonly views: RunViews | undefined;
  readonly saving: Saving;
  readonly memory: MemoryMeter;
}

/** Runs to the end of the source, to a signal, or until standard output is closed. Returns the exit code. */
export async function runPipeline(settings: Settings, io: Io, plan: RunPlan): Promise<number> {
  const ending = plan.ending ?? listenForEnd();
  using _own = plan.ending === undefined ? ending : undefined;
  plan.keeper?.begin();
  using around = await openSurroundings(settings, io, plan, ending);
  using _stuck = endWhenStuck(ending, around.outputs.told, io);
  const run = await openRun(settings, io, plan, around);
  announce(run);
  const goesOn = await runToEnd(run);
  return await sumUp(run, goesOn);
}

async function openRun(settings: Settings, io: Io, plan: RunPlan, around: Surroundings): Promise<Run> {
  const { outputs, progress, tell } = around;
  const openViews = await prepareViews(settings, io, plan, around);
  const model = await modelFor(settings, tell);
  const memory = new MemoryMeter(io.now);
  // whether anybody listens is known by now; views among them open once there is a pipeline to look at
  let listeners: readonly ((lines: JudgedLines) => void)[] = lineListeners(plan, outputs, undefined);
  const isHeard = openViews !== undefined || listeners.length > 0;
  const pipeline: Pipeline = new Pipeline(runOptions(settings, io, plan, {
    around,
    model,
    isViewed: openViews !== undefined,
    ...(isHeard && { onLines: (lines) => listeners.forEach((listener) => listener(lines)) }),
    onProgress(totals) {
      progress.update(totals);
      memory.measure();
      saving.save();
    },
  }));
  takeUp(pipeline, settings, plan, around);
  const stalls = new StallWatch(outputs.outlets, io);
  const freed = plan.live ? freedMemory(pipeline, io) : undefined;
  const saving = startSaving(pipeline, plan, {
    told: outputs.told,
    onTick() {
      stalls.look();
      outputs.look();
      freed?.look();
    },
  });
  const views = await openViews?.(pipeline);
  outputs.listeners.push(...eventListeners(plan, views));
  listeners = lineListeners(plan, outputs, views);
  return { settings, io, plan, around, pipeline, views, saving, memory };
}

function freedMemory(pipeline: Pipeline, io: Io): FreedMemory {
  const system = systemMemory();
  return new FreedMemory(io.now, {
    landed: () => pipeline.landed,
    release() {
      pipeline.releaseFree(system.release);
      collectGarbage();
      system.forgetProgram();
    },
    trim: system.trim,
  });
}

/** Where V8 was started with `--expose-gc`, as the tasks and the executable are. */
function collectGarbage(): void {
  (globalThis as { gc?: () => void }).gc?.();
}

/** Goes on with what an earlier run has left: what it learnt, its open incidents, its history, its marks. */
function takeUp(pipeline: Pipeline, settings: Settings, plan: RunPlan, { redact, feedback }: Surroundings): void {
  const { keeper, recorder, alerting, live } = plan;
  keeper?.restore(pipeline, settings.multiline, redact);
  const goingOn = new Set(pipeline.judge.incidents.save().map(({ id }) => id));
  alerting?.goOnWith((id) => goingOn.has(id));
  recorder?.attach(pipeline, redact);
  if (live) recorder?.start(pipeline);
  feedback?.suppressor.resolve((id) => pipeline.miner.finalId(id));
}

function announce({ settings, io, plan, around, views }: Run): void {
  if (views?.url !== undefined && plan.viewer === undefined && !settings.quiet) {
    around.progress.clear();
    io.diagnostics.say("info", `the page is at ${views.url}`);
  }
  io.diagnostics.say("debug", `begun with ${settings.workers} workers: ${[...settings.detectors].join(", ")}`);
}

/** Reads, judges and saves everything. Whether another run goes on where this one stopped. */
async function runToEnd({ settings, io, plan, around, pipeline, views, saving }: Run): Promise<boolean> {
  const { keeper, alerting, viewer, handover, warnings } = plan;
  const { ending, told, outputs: { gone }, progress } = around;
  const ended = firstOf([told, gone, viewer?.left]);
  try {
    views?.show();
    await pipeline.run(ended);
    if (views !== undefined) views.observation.isEnded = true;
    if (!settings.exitAtEnd) await viewer?.stay(ended);
    saving.stop();
    const goesOn = handover?.signal.aborted === true && ending.code() === undefined && gone?.aborted !== true;
    // a run that was ended by a signal, or hands over, goes on with its incidents when it comes back
    if (keeper === undefined || ending.code() === undefined && !goesOn) pipeline.finish();
    if (!ended.aborted) plan.onWhole?.();
    await saving.close();
    return goesOn;
  } finally {
    await alerting?.close();
    await views?.closePage();
    saving.stop();
    progress.clear();
    viewer?.close();
    warnings?.sendTo((message) => warn(io, progress, message));
  }
}

/** Says what the run came to, or hands it over to the next one; closes the outputs, and returns the exit code. */
async function sumUp(run: Run, goesOn: boolean): Promise<number> {
  const { settings, io, plan: { handover }, around: { ending, outputs, startedMs }, pipeline, memory } = run;
  const summary = pipeline.summary((io.now() - startedMs) / 1000, memory.measure(true));
  io.diagnostics.say(
    "debug",
    `${goesOn ? "handed over" : "ended"} after ${summary.lines} lines, ${summary.anomalies} anomalies`,
  );
  if (goesOn) handover?.handOver(summary, pipeline);
  else outputs.emit(handover?.summed(summary) ?? summary);
  await outputs.close();
  return ending.code() ?? (settings.failOnAnomaly && summary.anomalies > 0 ? EXIT.anomaliesFound : EXIT.fine);
}
