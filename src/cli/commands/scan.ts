/** `oddline scan`: reads to the end, prints events and a summary. */
import { FollowSource } from "../../sources/follow_source.ts";
import type { Io } from "../io.ts";
import { runPipeline, type RunPlan, warn } from "../run_pipeline.ts";
import { openScan } from "../scan_source.ts";
import type { Settings } from "../settings.ts";
import { StateKeeper } from "../state_keeper.ts";
import { openSessionVerdicts, openVerdicts } from "../verdict_files.ts";
import type { ScanOptions } from "./mod.ts";

/** Returns the exit code. */
export async function run({ files, settings, flags }: ScanOptions, io: Io): Promise<number> {
  using verdicts = flags.verdicts === undefined ? undefined : openVerdicts(flags.verdicts, settings.alertThreshold);
  using sessions = flags.sessionVerdicts === undefined ? undefined : openSessionVerdicts(flags.sessionVerdicts);
  const plan = planOf(files, settings, io);
  return await runPipeline(settings, io, {
    ...plan,
    verdicts: { ...verdicts?.options, ...sessions?.options },
    onWhole() {
      verdicts?.finish();
      sessions?.finish();
    },
  });
}

/** What is read: all of it; with `--state`, what has come since the last scan with that state, rotated files included. */
function planOf(files: readonly string[], settings: Settings, io: Io): RunPlan {
  const onWarning = (message: string) => warn(io, undefined, message);
  const { include, exclude, lineBytesMax, statePath } = settings;
  const keeper = statePath === undefined ? undefined : new StateKeeper(statePath, { now: io.now, warn: onWarning });
  if (keeper === undefined || files.includes("-")) {
    return { ...openScan(files, settings, io), live: false, ...(keeper && { keeper }) };
  }
  const source = new FollowSource(files, {
    now: io.now,
    include,
    exclude,
    lineBytesMax,
    fromStart: true,
    exitAtEnd: true,
    watch: false,
    onWarning,
    ...keeper.resume,
  });
  return { source, followed: source, live: false, keeper };
}
