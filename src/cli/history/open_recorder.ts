/**
 * Opens the history for a run, unless it was told not to. Loaded only then: SQLite is not needed for `--no-history`.
 */
import { History } from "../../store/history.ts";
import type { Io } from "../io.ts";
import type { Settings } from "../settings/settings.ts";
import type { Warnings } from "../run/warnings.ts";
import { RunRecorder } from "./recorder.ts";
import { Upkeep } from "./upkeep.ts";

/** FILEs of a run that are recorded. */
const FILES_MAX = 100;

/** What is said of the run. */
export interface RecordedRun {
  readonly command: string;
  readonly files: readonly string[];
}

/** Nothing is written, and no file made, before there is something to record. */
export function openRecorder(
  settings: Settings,
  io: Io,
  run: RecordedRun & { readonly warnings: Warnings },
): RunRecorder {
  const { dbPath, workers } = settings;
  const { say: warn } = run.warnings;
  const history = new History(dbPath, {
    now: io.now,
    warn,
    isShort: run.command !== "watch",
    run: {
      id: crypto.randomUUID(),
      command: run.command,
      files: run.files.slice(0, FILES_MAX),
      pid: Deno.pid,
      workers,
      startedMs: io.now(),
    },
  });
  const upkeep = new Upkeep(history, {
    now: io.now,
    clock: () => performance.now(),
    warn,
    settings: settings.historyKept,
  });
  return new RunRecorder(history, { now: io.now, workers, upkeep });
}
