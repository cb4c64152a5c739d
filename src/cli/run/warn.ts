/** What a command says about itself without ending. */
import type { ProgressLine } from "../../report/progress.ts";
import type { Io } from "../io.ts";

/** Says that something went wrong without ending the run. */
export function warn(io: Io, progress: ProgressLine | undefined, message: string): void {
  progress?.clear();
  io.diagnostics.say("warning", message);
}

/** How a run says so: on the screen of a viewer where there is one, and never over it. */
export function tellOf(
  io: Io,
  viewer: { warn(message: string): void } | undefined,
  progress?: ProgressLine,
): (message: string) => void {
  if (viewer === undefined) return (message) => warn(io, progress, message);
  return (message) => {
    viewer.warn(message);
    if (io.diagnostics.hasFile) io.diagnostics.say("warning", message);
  };
}
