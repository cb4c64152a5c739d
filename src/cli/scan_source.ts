/** What `scan` and `templates` read: files to their ends, compressed ones and standard input among them. */
import { FileSource } from "../sources/file_source.ts";
import { expand } from "../sources/finder.ts";
import type { Io } from "./io.ts";
import { warn } from "./run_pipeline.ts";
import type { Settings } from "./settings.ts";

/** A source, and its size where that is known: of plain files. */
export interface ScanSource {
  readonly source: FileSource;
  readonly bytesTotal?: number;
}

/** Finds the files. Throws a SourceError for what leads nowhere. */
export function openScan(files: readonly string[], settings: Settings, io: Io): ScanSource {
  const { include, exclude, lineBytesMax } = settings;
  const found = expand(files, { include, exclude, gz: true });
  const source = new FileSource(found, {
    lineBytesMax,
    startedMs: io.now(),
    stdin: (into) => Deno.stdin.read(into),
    onWarning: (message) => warn(io, undefined, message),
  });
  const isPlain = found.every(({ kind }) => kind === "file");
  return isPlain ? { source, bytesTotal: found.reduce((sum, { size }) => sum + size, 0) } : { source };
}
