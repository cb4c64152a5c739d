/** The progress line of a command: on a terminal, unless `--quiet` says otherwise. */
import { ProgressLine } from "../../report/progress.ts";
import type { Io } from "../io.ts";

/** What decides whether there is a line, and what it can say. */
interface ProgressWishes {
  readonly quiet: boolean;
  /** Bytes there are in all, where that is known. */
  readonly bytesTotal?: number | undefined;
}

/** Makes the line, which draws nothing where nobody would see it. */
export function progressLine(io: Io, { quiet, bytesTotal }: ProgressWishes): ProgressLine {
  return new ProgressLine({
    write: (text) => io.stderr.write(text),
    now: io.now,
    columns: () => io.columns,
    enabled: io.stderr.isTerminal && !quiet,
    ...(bytesTotal !== undefined && { bytesTotal }),
  });
}
