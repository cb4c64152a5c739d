/** What a command says about itself without ending. */
import type { ProgressLine } from "../../report/progress.ts";
import type { Io } from "../io.ts";

/** Makes what says that something went wrong without ending the run. */
export function warnerOf(io: Io, progress?: ProgressLine): (message: string) => void {
  return (message) => {
    progress?.clear();
    io.diagnostics.say("warning", message);
  };
}

/** How a run says so: on the screen of a viewer where there is one, and never over it. */
export function tellOf(
  io: Io,
  viewer: { warn(message: string): void } | undefined,
  progress?: ProgressLine,
): (message: string) => void {
  if (viewer === undefined) return warnerOf(io, progress);
  return (message) => {
    viewer.warn(message);
    if (io.diagnostics.hasFile) io.diagnostics.say("warning", message);
  };
}
