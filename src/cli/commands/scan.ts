/** `oddline scan`: reads to the end, prints events and a summary. */
import { FileSource } from "../../sources/file_source.ts";
import { expand } from "../../sources/finder.ts";
import { FollowSource } from "../../sources/follow_source.ts";
import type { Io } from "../io.ts";
import { runPipeline, warn } from "../run_pipeline.ts";
import type { Settings } from "../settings.ts";
import { StateKeeper } from "../state_keeper.ts";
import type { ScanOptions } from "./mod.ts";

/** Returns the exit code. */
export async function run({ files, settings }: ScanOptions, io: Io): Promise<number> {
  const onWarning = (message: string) => warn(io, undefined, message);
  if (settings.statePath !== undefined && !files.includes("-")) {
    return await scanOn(files, settings, io, settings.statePath);
  }
  const { include, exclude, lineBytesMax } = settings;
  const found = expand(files, { include, exclude, gz: true });
  const keeper = settings.statePath === undefined
    ? undefined
    : new StateKeeper(settings.statePath, { now: io.now, warn: onWarning });
  const source = new FileSource(found, {
    lineBytesMax,
    startedMs: io.now(),
    stdin: (into) => Deno.stdin.read(into),
    onWarning,
  });
  const isPlain = found.every(({ kind, path }) => kind === "file" && !path.endsWith(".gz"));
  const bytesTotal = found.reduce((sum, { size }) => sum + size, 0);
  const { code } = await runPipeline(settings, io, {
    source,
    live: false,
    ...(keeper && { keeper }),
    ...(isPlain && { bytesTotal }),
  });
  return code;
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
  const { code } = await runPipeline(settings, io, { source, followed: source, live: false, keeper });
  return code;
}
