/** `oddline scan`: reads to the end, prints events and a summary. */
import { FollowSource } from "../../sources/following/follow_source.ts";
import { UsageError } from "../errors.ts";
import type { RunRecorder } from "../history/recorder.ts";
import type { Io } from "../io.ts";
import { recorderFor } from "../history/recorder_for.ts";
import type { RunPlan } from "../run/plan.ts";
import { runPipeline } from "../run/run_pipeline.ts";
import { warnerOf } from "../run/warn.ts";
import { openScan } from "../run/scan_source.ts";
import { scanFeedbackPath } from "../settings/kept_files.ts";
import type { Settings } from "../settings/settings.ts";
import { Warnings } from "../run/warnings.ts";
import { openSessionVerdicts, openVerdicts } from "../files/verdict_files.ts";
import type { ScanOptions } from "./flags.ts";

/** Returns the exit code. */
export async function run({ files, settings, flags }: ScanOptions, io: Io): Promise<number> {
  const { baseline = [] } = flags;
  if (baseline.length > 0 && settings.statePath !== undefined) {
    throw new UsageError("--baseline with --state learns from the good logs twice; scan them with --state once before");
  }
  const warnings = new Warnings(warnerOf(io));
  const recorder = await recorderFor(settings, io, { command: "scan", files, warnings });
  const plan = await planOf({ files, baseline }, { settings, io, recorder, warnings });
  using verdicts = flags.verdicts === undefined ? undefined : openVerdicts(flags.verdicts, settings.alertThreshold);
  using sessions = flags.sessionVerdicts === undefined ? undefined : openSessionVerdicts(flags.sessionVerdicts);
  const labelled = await labelledRun(flags.labels, settings, warnings);
  return await runPipeline(settings, io, {
    ...plan,
    ...labelled?.plan,
    recorder,
    warnings,
    feedbackPath: scanFeedbackPath(settings),
    verdicts: verdictsFor([verdicts?.options, sessions?.options, labelled?.plan.verdicts]),
    onWhole() {
      verdicts?.finish();
      sessions?.finish();
      labelled?.finish();
    },
  });
}

/** What measures is loaded only where it is known what is odd. */
async function labelledRun(path: string | undefined, { alertThreshold }: Settings, warnings: Warnings) {
  if (path === undefined) return undefined;
  const { openLabelledRun } = await import("../evaluating/labelled_run.ts");
  return await openLabelledRun(path, { alertThreshold, warn: warnings.say });
}

type Verdicts = NonNullable<RunPlan["verdicts"]>;

/** All of them are told. */
function verdictsFor(wanted: readonly (Verdicts | undefined)[]): Verdicts {
  const all = wanted.filter((verdicts) => verdicts !== undefined);
  return {
    ...(all.some(({ onVerdicts }) => onVerdicts) && {
      onVerdicts: (rows) => all.forEach(({ onVerdicts }) => onVerdicts?.(rows)),
    }),
    ...(all.some(({ onSession }) => onSession) &&
      { onSession: (row) => all.forEach(({ onSession }) => onSession?.(row)) }),
    scoresByDetector: all.some(({ scoresByDetector }) => scoresByDetector),
  };
}

interface Inputs {
  readonly files: readonly string[];
  readonly baseline: readonly string[];
}

interface Surroundings {
  readonly settings: Settings;
  readonly io: Io;
  readonly recorder: RunRecorder | undefined;
  readonly warnings: Warnings;
}

/**
 * What is read: all of it; with `--state`, what has come since the last scan with that state, rotated files included.
 */
async function planOf({ files, baseline }: Inputs, surroundings: Surroundings): Promise<RunPlan> {
  const { settings, io, recorder, warnings: { say: onWarning } } = surroundings;
  const { include, exclude, isOwn, lineBytesMax, statePath } = settings;
  if (statePath === undefined) return { ...openScan(files, settings, io, baseline), live: false };
  // most scans keep none, and its checks take long to load
  const { StateKeeper } = await import("../run/state_keeper.ts");
  const keeper = new StateKeeper(statePath, { now: io.now, warn: onWarning, recorder });
  if (files.includes("-")) return { ...openScan(files, settings, io, baseline), live: false, keeper };
  const source = new FollowSource(files, {
    now: io.now,
    include,
    exclude,
    isOwn,
    lineBytesMax,
    fromStart: true,
    exitAtEnd: true,
    watch: false,
    onWarning,
    ...keeper.resume,
  });
  return { source, followed: source, live: false, keeper };
}
