/** What a run has around its pipeline: how it speaks, what ends it, what it writes, and which marks it heeds. */
import { createRedactor, type RedactText } from "../../core/text/redact.ts";
import type { ProgressLine } from "../../report/progress.ts";
import type { FeedbackInUse } from "../feedback/feedback_file.ts";
import type { Io } from "../io.ts";
import { progressLine } from "./progress_line.ts";
import type { Settings } from "../settings/settings.ts";
import type { Ending } from "./signals.ts";
import { tellOf } from "./warn.ts";
import { openOutputs, type RunOutputs } from "./outputs.ts";
import type { RunPlan } from "./plan.ts";

/** To be disposed of at the end: the file of marks is looked at until then. */
export interface Surroundings extends Disposable {
  readonly startedMs: number;
  readonly ending: Ending;
  /** Aborted when the run is told to end: by a signal, or to hand over. */
  readonly told: AbortSignal;
  readonly progress: ProgressLine;
  /** Says what went wrong without ending the run. */
  readonly tell: (message: string) => void;
  readonly redact: RedactText | undefined;
  readonly outputs: RunOutputs;
  readonly feedback: FeedbackInUse | undefined;
}

/** Opens the outputs and the marks. Throws what `openOutputs` and `FeedbackInUse` throw. */
export async function openSurroundings(
  settings: Settings,
  io: Io,
  plan: RunPlan,
  ending: Ending,
): Promise<Surroundings> {
  const { live, viewer, handover, bytesTotal } = plan;
  const startedMs = io.now();
  const isShown = live || viewer !== undefined;
  const progress = progressLine(io, { quiet: settings.quiet || isShown, bytesTotal });
  const tell = tellOf(io, viewer, progress);
  const redact = createRedactor(settings.redact);
  const told = firstOf([ending.signal, handover?.signal]);
  const outputs = openOutputs(settings, io, plan, { progress, redact, tell, ended: told });
  const feedback = await openFeedback(plan, io, tell);
  plan.warnings?.sendTo(tell);
  return {
    startedMs,
    ending,
    told,
    progress,
    tell,
    redact,
    outputs,
    feedback,
    [Symbol.dispose]: () => feedback?.[Symbol.dispose](),
  };
}

/** Aborted with the first of them. */
export function firstOf(signals: readonly (AbortSignal | undefined)[]): AbortSignal {
  return AbortSignal.any(signals.filter((signal) => signal !== undefined));
}

/** The marks in use. Loaded only where there is a file for them, since the check of it takes long to load. */
async function openFeedback(
  { feedbackPath: path, live, recorder }: RunPlan,
  { now }: Io,
  warn: (message: string) => void,
): Promise<FeedbackInUse | undefined> {
  if (path === undefined) return undefined;
  const { FeedbackInUse } = await import("../feedback/feedback_file.ts");
  return new FeedbackInUse(path, { now, warn, follow: live, onMarks: (marks) => recorder?.onMarks({ path, marks }) });
}
