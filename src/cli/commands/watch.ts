/** `oddline watch`: follows files or standard input and prints events as they come. */
import { FollowSource } from "../../sources/follow_source.ts";
import { StdinSource } from "../../sources/stdin.ts";
import type { Alerting } from "../alerting/alerting.ts";
import { hasControllingTerminal } from "../controlling_terminal.ts";
import { UsageError } from "../errors.ts";
import type { Io } from "../io.ts";
import { LastingSource } from "../reload/lasting_source.ts";
import { Reload } from "../reload/reload.ts";
import type { Viewer } from "../run/plan.ts";
import { type Ending, listenForEnd } from "../signals.ts";
import { runPipeline } from "../run_pipeline.ts";
import { tellOf, warn } from "../warn.ts";
import { type Settings, watchFeedbackPath, watchStatePath } from "../settings.ts";
import { recorderFor } from "../record.ts";
import { StateKeeper } from "../state_keeper.ts";
import { Warnings } from "../warnings.ts";
import type { WatchOptions } from "./mod.ts";

/** Returns the exit code. */
export async function run({ files, settings, reread }: WatchOptions, io: Io): Promise<number> {
  const stdin = openStdin(files, settings, io);
  const reload = new Reload({ settings, reread, io, stdin });
  const onHangup = hasControllingTerminal() ? undefined : () => void reload.request();
  using ending = listenForEnd({ onHangup });
  try {
    for (;;) {
      const code = await watchOnce(files, io, { reload, ending, stdin });
      if (!reload.isHandedOver) return code;
    }
  } finally {
    stdin?.end();
  }
}

/** What outlasts a reload. */
interface Lasting {
  readonly reload: Reload;
  readonly ending: Ending;
  readonly stdin: LastingSource | undefined;
}

/** Watches until the end, or until a changed configuration is to be taken up. */
async function watchOnce(files: readonly string[], io: Io, { reload, ending, stdin }: Lasting): Promise<number> {
  // first, so that what is read again from now on is handed over
  const handover = reload.begin();
  const { settings } = reload;
  const warnings = new Warnings((message) => warn(io, undefined, message));
  const recorder = await recorderFor(settings, io, { command: "watch", files, warnings });
  const keeper = new StateKeeper(watchStatePath(settings), { now: io.now, warn: warnings.say, recorder });
  reload.isKept = () => keeper.isKeeping;
  const followed = stdin === undefined ? follow(files, settings, io, { keeper, warnings }) : undefined;
  const viewer = await viewerOf(settings, io);
  const alerting = await alertingOf(settings, io, viewer);
  const source = followed ?? stdin;
  if (source === undefined) throw new UsageError("there is nothing to follow");
  return await runPipeline(settings, io, {
    source,
    ...(followed && { followed }),
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
    warn: tellOf(io, viewer),
    terminal(text) {
      if (viewer !== undefined) viewer.aside(text);
      else if (io.stderr.isTerminal) io.stderr.write(text);
      return viewer !== undefined || io.stderr.isTerminal;
    },
  });
}

/** Standard input, where it is what is followed. */
function openStdin(files: readonly string[], { lineBytesMax }: Settings, io: Io): LastingSource | undefined {
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
  settings: Settings,
  io: Io,
  { keeper, warnings }: { readonly keeper: StateKeeper; readonly warnings: Warnings },
): FollowSource {
  const { include, exclude, lineBytesMax, fromStart, exitAtEnd, sinceMs } = settings;
  return new FollowSource(files, {
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
}
