/**
 * Which of the recorded runs are still going on. A run that was killed has no end in the history either, so the lock
 * of the state that it keeps tells: that goes with its process. Of one that keeps no state, such as a scan, it is not
 * known.
 */
import { dirname, resolve } from "node:path";
import { holderOf } from "../../sources/lock.ts";
import type { Database } from "../../store/database.ts";
import { checkpointPaths, openRunOf } from "../../store/queries.ts";
import { watchStatePath } from "../kept_files.ts";
import type { KeptFileSettings } from "../settings.ts";

/** The numbers of the runs that hold the lock of a state. */
export function runningRuns(database: Database, settings: KeptFileSettings): ReadonlySet<number> {
  const folder = dirname(settings.dbPath);
  const states = checkpointPaths(database).map((path) => resolve(folder, path));
  const running = new Set<number>();
  for (const path of new Set([resolve(watchStatePath(settings)), ...states])) {
    const pid = holderOf(`${path}.lock`);
    const run = pid === undefined ? undefined : openRunOf(database, pid);
    if (run !== undefined) running.add(run);
  }
  return running;
}
