/** What `scan`, `evaluate` and `templates` read: files to their ends, compressed ones and standard input among them. */
import { basename } from "node:path";
import { FileSource } from "../../sources/file_source.ts";
import { expand } from "../../sources/finding/finder.ts";
import { UsageError } from "../errors.ts";
import type { Io } from "../io.ts";
import { warnerOf } from "./warn.ts";
import type { ReadingSettings } from "../settings/settings.ts";

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
  const onWarning = warnerOf(io);
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

/**
 * Detectors keep what is normal for a source under its name, so a judged file has to go on under that of its good
 * counterpart: the one of the same file name where each has one (`good/app.log` and `bad/app.log`), else all are taken
 * for the same log.
 */
function learnAs(good: readonly string[], judged: readonly string[]): (source: string) => string {
  const names = new Set(good.map((path) => basename(path)));
  const hasCounterparts = judged.every((path) => names.has(basename(path)));
  return hasCounterparts ? (source) => basename(source) : () => "";
}
