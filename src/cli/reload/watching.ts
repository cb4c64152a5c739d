/** Following files or standard input to their end, over changes of the configuration: what `oddline watch` does. */
import { FollowSource } from "../../sources/following/follow_source.ts";
import { StdinSource } from "../../sources/stdin.ts";
import type { Alerting } from "../alerting/alerting.ts";
import { UsageError } from "../errors.ts";
import type { Io } from "../io.ts";
import { LastingSource } from "./lasting_source.ts";
import { Reload } from "./reload.ts";
import type { Viewer } from "../run/plan.ts";
import type { Ending } from "../run/signals.ts";
import { runPipeline } from "../run/run_pipeline.ts";
import { tellOf } from "../run/warn.ts";
import { watchFeedbackPath, watchStatePath } from "../settings/kept_files.ts";
import type { ReadingSettings, Settings } from "../settings/settings.ts";
import { recorderFor } from "../history/recorder_for.ts";
import { StateKeeper } from "../run/state_keeper.ts";
import { Warnings } from "../run/warnings.ts";
import type { CommandOptions } from "../command.ts";

/** What is there before anything is read. */
export interface WatchSurroundings {
  readonly ending: Ending;
  /** Whom SIGHUP asks to read the configuration again. */
  readonly hangup: { ask: () => void };
  /** Shows the first run; whoever has opened it closes it. */
  readonly viewer: Viewer | undefined;
  /** Opens one for each run that follows. */
  readonly openViewer: (settings: Settings) => Promise<Viewer | undefined>;
}

/** Returns the exit code. */
export async function watch(
  { files, settings, reread }: CommandOptions,
  io: Io,
  { ending, hangup, viewer: first, openViewer }: WatchSurroundings,
): Promise<number> {
  const stdin = openStdin(files, settings, io);
  const reload = new Reload({ settings, reread, io, stdin });
  hangup.ask = () => void reload.request();
  try {
    for (let viewer = first;; viewer = await openViewer(reload.settings)) {
      try {
        const code = await watchOnce(files, io, { reload, ending, stdin, viewer });
        if (!reload.isHandedOver) return code;
      } finally {
        viewer?.close();
      }
    }
  } finally {
    stdin?.end();
  }
}

/** What outlasts a reload, and what shows the run. */
interface Watching {
  readonly reload: Reload;
  readonly ending: Ending;
  readonly stdin: LastingSource | undefined;
  readonly viewer: Viewer | undefined;
}

/** Watches until the end, or until a changed configuration is to be taken up. */
async function watchOnce(
  files: readonly string[],
  io: Io,
  { reload, ending, stdin, viewer }: Watching,
): Promise<number> {
  // first, so that what is read again from now on is handed over
  const handover = reload.begin();
  const { settings } = reload;
  const warnings = new Warnings(tellOf(io, viewer));
  const recorder = await recorderFor(settings, io, { command: "watch", files, warnings });
  const keeper = new StateKeeper(watchStatePath(settings), { now: io.now, warn: warnings.say, recorder });
  reload.isKept = () => keeper.isKeeping;
  const followed = stdin === undefined ? follow(files, settings, io, { keeper, warnings }) : undefined;
  const alerting = await alertingOf(settings, io, viewer);
  const source = followed ?? stdin;
  if (source === undefined) throw new UsageError("there is nothing to follow");
  return await runPipeline(settings, io, {
    source,
    ...(followed && { followed }),
    resumedMs: followed?.goesOn === true ? keeper.resume?.savedMs : undefined,
    live: true,
    feedbackPath: watchFeedbackPath(settings),
    keeper,
    recorder,
    warnings,
    alerting,
    ending,
    handover,
    ...(viewer && { viewer }),
  });
}

/** Tells others of what is found, where `alerts:` says so. */
async function alertingOf(settings: Settings, io: Io, viewer: Viewer | undefined): Promise<Alerting | undefined> {
  if (settings.alerts === undefined) return undefined;
  const { openAlerting } = await import("../alerting/alerting.ts");
  return openAlerting(settings.alerts, settings, io, {
    warn: tellOf(io, viewer),
    terminal(text) {
      if (viewer !== undefined) viewer.aside(text);
      else if (io.stderr.isTerminal) io.stderr.write(text);
      return viewer !== undefined || io.stderr.isTerminal;
    },
  });
}

/** Standard input, where it is what is followed. */
function openStdin(files: readonly string[], { lineBytesMax }: ReadingSettings, io: Io): LastingSource | undefined {
  if (!files.includes("-")) return undefined;
  if (files.length > 1) {
    throw new UsageError("standard input (-) cannot be followed together with files; run a second oddline for it");
  }
  return new LastingSource(
    new StdinSource((into) => Deno.stdin.read(into), { lineBytesMax, startedMs: io.now() }),
  );
}

function follow(
  files: readonly string[],
  settings: ReadingSettings,
  io: Io,
  { keeper, warnings }: { readonly keeper: StateKeeper; readonly warnings: Warnings },
): FollowSource {
  const { include, exclude, isOwn, lineBytesMax, fromStart, exitAtEnd, sinceMs } = settings;
  return new FollowSource(files, {
    now: io.now,
    include,
    exclude,
    isOwn,
    lineBytesMax,
    fromStart,
    // what was there before is learnt from, not reported; --since asks for more of it than the last 16 MiB
    ...(sinceMs !== undefined && { pastBytes: Infinity }),
    exitAtEnd,
    onWarning: warnings.sayOf,
    ...keeper.resume,
  });
}
