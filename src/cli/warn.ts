/** What a command says about itself without ending. */
import type { ProgressLine } from "../report/progress.ts";
import type { Io } from "./io.ts";

/** Says that something went wrong without ending the run. */
export function warn(io: Io, progress: ProgressLine | undefined, message: string): void {
  progress?.clear();
  io.diagnostics.say("warning", message);
}
