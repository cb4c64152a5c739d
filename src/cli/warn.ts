/** What a command says on standard error without ending. */
import type { ProgressLine } from "../report/progress.ts";
import type { Io } from "./io.ts";

/** One line on stderr about something that went wrong without ending the run. */
export function warn(io: Io, progress: ProgressLine | undefined, message: string): void {
  progress?.clear();
  io.stderr.write(`oddline: ${message}\n`);
}
