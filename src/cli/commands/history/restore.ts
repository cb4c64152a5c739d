/** `oddline history restore`: puts a backup in the place of the history, which is kept beside it under another name. */
import { dirname } from "node:path";
import { listBackups, restoreFrom } from "../../../store/backup.ts";
import { acquireLock } from "../../../sources/lock.ts";
import { EXIT, UsageError } from "../../errors.ts";
import { isThere } from "../../history/with_history.ts";
import { backupFolder } from "../../history/upkeep.ts";
import type { Io } from "../../io.ts";
import { print } from "../../print.ts";
import { watchStatePath } from "../../settings/kept_files.ts";
import type { HistoryRestoreOptions } from "./flags.ts";

/** Returns the exit code. */
export async function run({ settings, flags }: HistoryRestoreOptions, io: Io): Promise<number> {
  const { dbPath: path, historyKept } = settings;
  const folder = backupFolder(path, historyKept);
  const from = flags.from ?? listBackups({ folder, path })[0]?.path;
  if (from === undefined) throw new UsageError(`there is no backup in ${folder}; name one with --from FILE`);
  if (!isThere(from)) throw new UsageError(`no such backup '${from}'`);
  Deno.mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  const lock = acquireLock(`${watchStatePath(settings)}.lock`, Deno.pid);
  if (!lock.held) throw new UsageError(`Oddline with pid ${lock.pid} writes to ${path}; stop it first`);
  using _lock = lock;
  const before = await restoreFrom(from, path, io.now());
  const kept = before === undefined ? "" : `; what was there is now ${before}`;
  await print(io, `${path} is the backup ${from}${kept}\n`);
  return EXIT.fine;
}
