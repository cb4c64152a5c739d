/** Whether a run is recorded in the history: unless it was told not to. SQLite is loaded only then. */
import type { RecordedRun } from "./open_recorder.ts";
import type { RunRecorder } from "./recorder.ts";
import type { Io } from "../io.ts";
import type { Settings } from "../settings/settings.ts";
import type { Warnings } from "../run/warnings.ts";

/** The recorder of a run; undefined with `--no-history`. */
export async function recorderFor(
  settings: Settings,
  io: Io,
  run: RecordedRun & { readonly warnings: Warnings },
): Promise<RunRecorder | undefined> {
  if (!settings.history) return undefined;
  const { openRecorder } = await import("./open_recorder.ts");
  return openRecorder(settings, io, run);
}
