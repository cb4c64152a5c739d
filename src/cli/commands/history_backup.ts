/** `oddline history backup`: a whole copy of the history, also while a run writes it. */
import { dirname } from "node:path";
import { bytesText } from "../../core/text/number_text.ts";
import { backupPath, backupTo, pruneBackups } from "../../store/backup.ts";
import { EXIT } from "../errors.ts";
import { nothingYet, withHistory } from "../history/opened.ts";
import { backupFolder } from "../history/upkeep.ts";
import type { Io } from "../io.ts";
import { print } from "../print.ts";
import type { HistoryBackupOptions } from "./history_commands.ts";

/** Returns the exit code. */
export async function run({ settings, flags }: HistoryBackupOptions, io: Io): Promise<number> {
  const { dbPath: path, historyKept } = settings;
  const where = { path, folder: backupFolder(path, historyKept) };
  const target = flags.output ?? backupPath(where, io.now());
  const text = await withHistory(path, async (database) => {
    Deno.mkdirSync(dirname(target), { recursive: true, mode: 0o700 });
    await backupTo(database, target);
    const gone = flags.output === undefined ? pruneBackups(where, historyKept.backupKeep) : [];
    const removed = gone.map((backup) => `removed ${backup.path}\n`).join("");
    return `${target}: ${bytesText(Deno.statSync(target).size)}\n${removed}`;
  });
  await print(io, text ?? nothingYet(path));
  return EXIT.fine;
}
