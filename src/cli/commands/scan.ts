/** `oddline scan`: reads to the end, prints events and a summary. */
import { FollowSource } from "../../sources/follow_source.ts";
import { UsageError } from "../errors.ts";
import type { Io } from "../io.ts";
import { runPipeline, warn } from "../run_pipeline.ts";
import { openScan } from "../scan_source.ts";
import { scanFeedbackPath, type Settings } from "../settings.ts";
import { StateKeeper } from "../state_keeper.ts";
import type { ScanOptions } from "./mod.ts";

/** Returns the exit code. */
export async function run({ files, settings, flags }: ScanOptions, io: Io): Promise<number> {
  const { baseline = [] } = flags;
  if (baseline.length > 0 && settings.statePath !== undefined) {
    throw new UsageError("--baseline with --state learns from the good logs twice; scan them with --state once before");
  }
  const onWarning = (message: string) => warn(io, undefined, message);
  if (settings.statePath !== undefined && !files.includes("-")) {
    return await scanOn(files, settings, io, settings.statePath);
  }
  const scanned = openScan(files, settings, io, baseline);
  const keeper = settings.statePath === undefined
    ? undefined
    : new StateKeeper(settings.statePath, { now: io.now, warn: onWarning });
  return await runPipeline(settings, io, {
    ...scanned,
    live: false,
    feedbackPath: scanFeedbackPath(settings),
    ...(keeper && { keeper }),
  });
}

/** With `--state`: reads what has come since the last scan with that state, files that were rotated meanwhile included. */
async function scanOn(files: readonly string[], settings: Settings, io: Io, statePath: string): Promise<number> {
  const onWarning = (message: string) => warn(io, undefined, message);
  const keeper = new StateKeeper(statePath, { now: io.now, warn: onWarning });
  const { include, exclude, lineBytesMax } = settings;
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
  return await runPipeline(settings, io, {
    source,
    followed: source,
    live: false,
    feedbackPath: scanFeedbackPath(settings),
    keeper,
  });
}
