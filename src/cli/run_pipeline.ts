/**
 * Runs the pipeline for a command: opens the outputs, listens for signals, keeps the state, prints the summary, and says
 * how it ended. What `scan`, `watch` and `demo` have in common.
 */
import { createAdvisor } from "../advice/mod.ts";
import type { AnomalyEvent, OddlineEvent, Summary } from "../core/anomaly.ts";
import { createRedactor, redactEvent } from "../core/redact.ts";
import type { FlaggedLine, PipelineOptions } from "../pipeline/options.ts";
import { Pipeline } from "../pipeline/pipeline.ts";
import { openEventFile } from "../report/event_file.ts";
import { openSink } from "../report/event_format.ts";
import { openRawSink } from "../report/raw.ts";
import { holdBack } from "../report/hold_back.ts";
import { ProgressLine } from "../report/progress.ts";
import type { FollowSource } from "../sources/follow_source.ts";
import type { Source } from "../sources/source.ts";
import { EXIT } from "./errors.ts";
import type { FeedbackInUse } from "./feedback_file.ts";
import type { RunRecorder } from "./history/recorder.ts";
import type { Alerting } from "./alerting/alerting.ts";
import type { HttpAddress } from "./http/address.ts";
import type { PageRun } from "./http/live_page.ts";
import type { Io } from "./io.ts";
import type { Observation, ObservedRun } from "./observation.ts";
import { MemoryMeter } from "./memory_meter.ts";
import { loadModel } from "./model_files.ts";
import { pipelineOptions } from "./pipeline_options.ts";
import type { Settings } from "./settings.ts";
import { listenForEnd } from "./signals.ts";
import type { StateKeeper } from "./state_keeper.ts";
import type { Warnings } from "./warnings.ts";

/** How often it is looked whether the state should be saved, when following. */
const TICK_MS = 500;

export interface RunPlan {
  readonly source: Source;
  /** The same source, where it can say positions for the checkpoint. */
  readonly followed?: FollowSource;
  /** Somebody waits for the next line: write at once, give lines without a time their arrival. */
  readonly live: boolean;
  readonly keeper?: StateKeeper;
  /** Records the run in the history. */
  readonly recorder?: RunRecorder | undefined;
  /** Where keeper and recorder say what went wrong. */
  readonly warnings?: Warnings;
  /** Where marks are of what is not to be told of. */
  readonly feedbackPath?: string | undefined;
  /** See `PipelineOptions.learnAs`. */
  readonly learnAs?: (source: string) => string;
  /** Size of what is read, where it is known, for the progress line. */
  readonly bytesTotal?: number;
  /** Tells others of what is found. */
  readonly alerting?: Alerting | undefined;
  /** How well it judges, where the truth is known. */
  readonly truth?: ObservedRun["truth"];
  /** Shows the run instead of printing its events. */
  readonly viewer?: Viewer;
  readonly onEvent?: (event: OddlineEvent) => void;
  readonly onFlagged?: (flagged: FlaggedLine) => void;
  /** Who takes the verdicts on lines and sessions. */
  readonly verdicts?: Pick<PipelineOptions, "onVerdicts" | "onSession" | "scoresByDetector">;
  /** Called when all was read and judged: not when a signal, or a closed output, ended the run before. */
  readonly onWhole?: () => void;
}

/** Shows a run while it goes on, and after its input has ended until the user leaves. */
export interface Viewer {
  /** Aborted when the user leaves. */
  readonly left: AbortSignal;
  open(run: ViewedRun): void;
  /** Something went wrong without ending the run. */
  warn(message: string): void;
  /** Says something until the next key. */
  say(message: string): void;
  /** Writes between two frames what is not seen, such as the bell. */
  aside(text: string): void;
  /** Stays until the user leaves or the signal comes. */
  stay(signal: AbortSignal): Promise<void>;
  /** Gives the terminal back. Throws what made it close by itself, if anything did. */
  close(): void;
}

/** What a viewer may ask of a run. */
export interface ViewedRun {
  readonly observation: Observation;
  /** The file of marks was changed: takes it up at once. */
  marksChanged(): void;
  /** While another program has the terminal, Ctrl-C is meant for it. */
  ignoreInterrupts(ignored: boolean): void;
}

/** Runs to the end of the source, to a signal, or until standard output is closed. Returns the exit code. */
export async function runPipeline(settings: Settings, io: Io, plan: RunPlan): Promise<number> {
  using ending = listenForEnd();
  plan.keeper?.begin();
  const startMs = io.now();
  const progress = new ProgressLine({
    write: (text) => io.stderr.write(text),
    now: io.now,
    columns: () => io.columns,
    enabled: io.stderr.isTerminal && !settings.quiet && !plan.live && plan.viewer === undefined,
    ...(plan.bytesTotal !== undefined && { bytesTotal: plan.bytesTotal }),
  });
  const write = (bytes: Uint8Array) => io.stdout.write(bytes);
  const { isTerminal } = io.stdout;
  const { live, viewer, keeper, recorder } = plan;
  const format = settings.format ?? (isTerminal ? "text" : "ndjson");
  const raw = format === "raw" ? openRawSink(write, { isTerminal, live }) : undefined;
  const printed = format === "raw" ? undefined : openSink(write, {
    format,
    isTerminal,
    color: settings.color,
    env: io.env,
    timeZone: settings.timeZone,
    columns: () => io.columns,
    quiet: settings.quiet,
    live,
    beforeWrite: () => progress.clear(),
  });
  const file = settings.eventsPath === undefined ? undefined : await openEventFile(settings.eventsPath, live);
  const outlets = [raw, printed, file?.sink].filter((outlet) => outlet !== undefined);
  const told = async () => {
    for (const outlet of outlets) await outlet.drained();
    plan.alerting?.flush();
  };
  const advise = createAdvisor(settings.recommendations);
  const redact = createRedactor(settings.redact);
  let observation: Observation | undefined;
  const emit = (said: OddlineEvent) => {
    const whole = said.type === "anomaly" ? advised(said, advise) : said;
    const event = redact === undefined ? whole : redactEvent(whole, redact);
    // a dashboard leaves the summary behind when it closes
    if (viewer === undefined || event.type === "summary") printed?.push(event);
    file?.sink.push(event);
    plan.alerting?.push(event);
    observation?.onEvent(event);
    recorder?.onEvent(event);
    plan.onEvent?.(event);
  };
  const onFlagged = raw === undefined ? plan.onFlagged : (flagged: FlaggedLine) => {
    if (!flagged.isSuppressed) raw.push(redact === undefined ? flagged.text() : redact(flagged.text()));
    plan.onFlagged?.(flagged);
  };
  const { feedbackPath } = plan;
  using feedback = feedbackPath === undefined ? undefined : await openFeedback(feedbackPath, {
    now: io.now,
    warn: (message) => warn(io, progress, message),
    follow: plan.live,
    onMarks: (marks) => recorder?.onMarks({ path: feedbackPath, marks }),
  });
  const tell = (message: string) => viewer === undefined ? warn(io, progress, message) : viewer.warn(message);
  plan.warnings?.sendTo(tell);
  const memory = new MemoryMeter(io.now);
  const page = settings.httpAddress && await preparePage(settings.httpAddress, settings, io);
  const isObserved = viewer !== undefined || page !== undefined;
  const model = settings.detectors.has("isolation_forest")
    ? await loadModel(settings.modelPath, (message) => warn(io, progress, message))
    : undefined;
  const pipeline: Pipeline = new Pipeline({
    ...pipelineOptions(settings),
    source: holdBack(plan.source, outlets),
    sink: emit,
    ...(model && { model }),
    ...(onFlagged && { onFlagged }),
    ...plan.verdicts,
    ...(feedback && { feedback: feedback.suppressor }),
    ...(plan.learnAs && { learnAs: plan.learnAs }),
    ...(plan.live && { now: io.now }),
    ...((isObserved || recorder) && {
      onLines(lines) {
        observation?.onLines(lines);
        recorder?.onLines(lines);
      },
    }),
    onWarning: tell,
    onProgress: (totals) => {
      progress.update(totals);
      memory.measure();
      save();
    },
  });
  // a checkpoint and the rows up to it are stored together; without one the rows go by themselves
  const save = () => {
    if (keeper?.isKeeping) keeper.saveWhenDue(pipeline, plan.followed, told);
    else recorder?.flushWhenDue(pipeline);
  };
  keeper?.restore(pipeline, settings.multiline);
  recorder?.attach(pipeline, redact);
  if (live) recorder?.start(pipeline);
  feedback?.suppressor.resolve((id) => pipeline.miner.finalId(id));
  const tick = live || keeper !== undefined ? setInterval(() => look(), TICK_MS) : undefined;
  const look = () => {
    save();
    if (live) recorder?.lookAfter();
  };
  const signals = [ending.signal, (raw ?? printed)?.gone, viewer?.left].filter((signal) => signal !== undefined);
  const ended = AbortSignal.any(signals);
  if (isObserved) {
    observation = await observe(pipeline, {
      now: io.now,
      startedMs: startMs,
      suppressed: () => feedback?.suppressor.suppressed ?? 0,
      alertThreshold: settings.alertThreshold,
      sourceErrors: plan.warnings?.bySource,
      truth: plan.truth,
    });
  }
  const livePage = observation && await page?.({
    observation,
    alerts: () => plan.alerting?.view(),
    redact,
    feedbackPath: plan.feedbackPath,
    now: io.now,
    marksChanged: () => feedback?.poll(),
  }, tell);
  if (livePage !== undefined && viewer === undefined && !settings.quiet) {
    warn(io, progress, `the page is at ${livePage.url}`);
  }
  try {
    if (observation !== undefined) {
      viewer?.open({
        observation,
        marksChanged: () => feedback?.poll(),
        ignoreInterrupts: (ignored) => ending.ignoreInterrupts(ignored),
      });
    }
    await pipeline.run(ended);
    if (observation !== undefined) observation.isEnded = true;
    if (!settings.exitAtEnd) await viewer?.stay(ended);
    clearInterval(tick);
    // a run that was ended by a signal, and is remembered, goes on with its incidents when it comes back
    if (keeper === undefined || ending.code() === undefined) pipeline.finish();
    if (!ended.aborted) plan.onWhole?.();
    const isSealed = keeper?.isKeeping === true;
    await keeper?.close(pipeline, plan.followed, told);
    await recorder?.close(pipeline, { isSealed });
  } finally {
    await plan.alerting?.close();
    await livePage?.close();
    clearInterval(tick);
    progress.clear();
    viewer?.close();
    plan.warnings?.sendTo((message) => warn(io, progress, message));
  }
  const summary = pipeline.summary((io.now() - startMs) / 1000, memory.measure(true));
  emit(summary);
  await raw?.close();
  await printed?.close();
  await file?.close();
  return exitCode(ending.code(), settings, summary);
}

/** Checks whether there may be a page, and makes what opens it. All of it is loaded only here. */
async function preparePage(address: HttpAddress, settings: Settings, io: Io) {
  const { openLivePage, pageToken } = await import("./http/live_page.ts");
  const token = pageToken(address, settings, io.env);
  return (run: PageRun, warn: (message: string) => void) => openLivePage(address, run, { token, warn });
}

async function observe(pipeline: Pipeline, run: ObservedRun): Promise<Observation> {
  const { Observation } = await import("./observation.ts");
  return new Observation(pipeline, run);
}

/** The marks of a file, in use. Loaded only where there is such a file, since the check of it takes long to load. */
async function openFeedback(
  path: string,
  options: ConstructorParameters<typeof FeedbackInUse>[1],
): Promise<FeedbackInUse> {
  const { FeedbackInUse } = await import("./feedback_file.ts");
  return new FeedbackInUse(path, options);
}

/** With what to look at next in its evidence; a rule's own recommendation stands. */
function advised(event: AnomalyEvent, advise: ReturnType<typeof createAdvisor>): AnomalyEvent {
  return { ...event, evidence: { ...advise(event), ...event.evidence } };
}

function exitCode(signalled: number | undefined, settings: Settings, summary: Summary): number {
  if (signalled !== undefined) return signalled;
  return settings.failOnAnomaly && summary.anomalies > 0 ? EXIT.anomaliesFound : EXIT.fine;
}

/** One line on stderr about something that went wrong without ending the run. */
export function warn(io: Io, progress: ProgressLine | undefined, message: string): void {
  progress?.clear();
  io.stderr.write(`oddline: ${message}\n`);
}
