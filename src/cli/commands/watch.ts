/** `oddline watch`: follows files or standard input and prints events as they come. */
import { FollowSource } from "../../sources/follow_source.ts";
import { StdinSource } from "../../sources/stdin.ts";
import type { Source } from "../../sources/source.ts";
import type { Alerting } from "../alerting/alerting.ts";
import { UsageError } from "../errors.ts";
import type { Io } from "../io.ts";
import type { Viewer } from "../run/plan.ts";
import { runPipeline } from "../run_pipeline.ts";
import { warn } from "../warn.ts";
import { type Settings, watchFeedbackPath, watchStatePath } from "../settings.ts";
import { recorderFor } from "../record.ts";
import { StateKeeper } from "../state_keeper.ts";
import { Warnings } from "../warnings.ts";
import type { WatchOptions } from "./mod.ts";

/** Returns the exit code. */
export async function run({ files, settings }: WatchOptions, io: Io): Promise<number> {
  const warnings = new Warnings((message) => warn(io, undefined, message));
  const recorder = await recorderFor(settings, io, { command: "watch", files, warnings });
  const keeper = new StateKeeper(watchStatePath(settings), { now: io.now, warn: warnings.say, recorder });
  const { source, followed } = openSource(files, settings, io, { keeper, warnings });
  const viewer = await viewerOf(settings, io);
  const alerting = await alertingOf(settings, io, viewer);
  return await runPipeline(settings, io, {
    source,
    ...(followed && { followed }),
    live: true,
    feedbackPath: watchFeedbackPath(settings),
    keeper,
    recorder,
    warnings,
    alerting,
    ...(viewer && { viewer }),
  });
}

/** The dashboard, where there is a terminal for it and nothing else was asked for. */
async function viewerOf(settings: Settings, io: Io): Promise<Viewer | undefined> {
  if (!io.stdout.isTerminal) return undefined;
  const { canShow, openViewer } = await import("../dashboard/viewer.ts");
  if (!canShow(settings, io)) return undefined;
  const historyPath = settings.history ? settings.dbPath : undefined;
  return openViewer(settings, io, { feedbackPath: watchFeedbackPath(settings), historyPath });
}

/** Tells others of what is found, where `alerts:` says so. */
async function alertingOf(settings: Settings, io: Io, viewer: Viewer | undefined): Promise<Alerting | undefined> {
  if (settings.alerts === undefined) return undefined;
  const { openAlerting } = await import("../alerting/alerting.ts");
  return openAlerting(settings.alerts, settings, io, {
    warn: (message) => viewer === undefined ? warn(io, undefined, message) : viewer.warn(message),
    terminal(text) {
      if (viewer !== undefined) viewer.aside(text);
      else if (io.stderr.isTerminal) io.stderr.write(text);
      return viewer !== undefined || io.stderr.isTerminal;
    },
  });
}

function openSource(
  files: readonly string[],
  settings: Settings,
  io: Io,
  { keeper, warnings }: { readonly keeper: StateKeeper; readonly warnings: Warnings },
): { source: Source; followed?: FollowSource } {
  const { include, exclude, lineBytesMax, fromStart, exitAtEnd, sinceMs } = settings;
  if (files.includes("-")) {
    if (files.length > 1) {
      throw new UsageError("standard input (-) cannot be followed together with files; run a second oddline for it");
    }
    const source = new StdinSource((into) => Deno.stdin.read(into), { lineBytesMax, startedMs: io.now() });
    return { source };
  }
  const followed = new FollowSource(files, {
    now: io.now,
    include,
    exclude,
    lineBytesMax,
    fromStart,
    // what was there before is learnt from, not reported; --since asks for more of it than the last 16 MiB
    ...(sinceMs !== undefined && { pastBytes: Infinity }),
    exitAtEnd,
    onWarning: warnings.sayOf,
    ...keeper.resume,
  });
  return { source: followed, followed };
}
