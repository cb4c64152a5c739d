/** What `scan`, `evaluate` and `templates` read: files to their ends, compressed ones and standard input among them. */
import { FileSource } from "../sources/file_source.ts";
import { expand } from "../sources/finding/finder.ts";
import { learnAs } from "./baseline.ts";
import { UsageError } from "./errors.ts";
import type { Io } from "./io.ts";
import { warn } from "./run/warn.ts";
import type { ReadingSettings } from "./settings.ts";

/** A source, and its size where that is known: of plain files. */
export interface ScanSource {
  readonly source: FileSource;
  readonly bytesTotal?: number;
  /** With a baseline: under which name detectors know each source. */
  readonly learnAs?: (source: string) => string;
}

/** Finds the files; those of `baseline` are read first, to learn from. Throws a SourceError for what leads nowhere. */
export function openScan(
  files: readonly string[],
  settings: ReadingSettings,
  io: Io,
  baseline: readonly string[] = [],
): ScanSource {
  const { include, exclude, isOwn, lineBytesMax } = settings;
  const onWarning = (message: string) => warn(io, undefined, message);
  const finding = { include, exclude, isOwn, gz: true, onWarning };
  const good = expand(baseline, finding);
  const judged = expand(files, finding);
  const twice = judged.find(({ path }) => good.some((each) => each.path === path));
  if (twice !== undefined) throw new UsageError(`'${twice.path}' is a --baseline and to be judged; it cannot be both`);
  const found = [...good, ...judged];
  const source = new FileSource(found, {
    lineBytesMax,
    startedMs: io.now(),
    pastFiles: good.length,
    stdin: (into) => Deno.stdin.read(into),
    onWarning,
  });
  const isPlain = found.every(({ kind }) => kind === "file");
  return {
    source,
    ...(isPlain && { bytesTotal: found.reduce((sum, { size }) => sum + size, 0) }),
    ...(good.length > 0 && { learnAs: learnAs(good.map(({ path }) => path), judged.map(({ path }) => path)) }),
  };
}
