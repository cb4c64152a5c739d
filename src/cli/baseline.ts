/**
 * `--baseline`: which of the good logs teaches what is normal in which of the others. Detectors keep what is normal for
 * a source under its name, so a judged file has to go on under that of its good counterpart: the one of the same file
 * name where each has one (`good/app.log` and `bad/app.log`), else all are taken for the same log.
 */
import { basename } from "node:path";

/** Gives the name under which detectors know a source. */
export function learnAs(baseline: readonly string[], files: readonly string[]): (source: string) => string {
  const good = new Set(baseline.map((path) => basename(path)));
  const hasCounterparts = files.every((path) => good.has(basename(path)));
  return hasCounterparts ? (source) => basename(source) : () => "";
}
