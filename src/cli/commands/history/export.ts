/** `oddline history export`: what was recorded, for other programs. */
import { exportedRows } from "../../../report/history/history_kinds.ts";
import { rowsText } from "../../../report/rows_text.ts";
import { AsideFile } from "../../files/aside_file.ts";
import { EXIT } from "../../errors.ts";
import { historyFilter } from "../../history/filter.ts";
import { withHistory } from "../../history/with_history.ts";
import type { Io } from "../../io.ts";
import { print } from "../../print.ts";
import type { HistoryExportOptions } from "./flags.ts";

/** Returns the exit code. */
export async function run({ settings, flags }: HistoryExportOptions, io: Io): Promise<number> {
  const { kind, out } = flags;
  const isOfTheSeed = kind === "anomaly_history" || kind === "performance_metrics";
  const format = flags.format ?? (isOfTheSeed ? "json" : "ndjson");
  const filter = historyFilter(flags, io.now(), settings.timeZone);
  using file = out === undefined ? undefined : new AsideFile(out);
  const write = async (pieces: Iterable<string>) => {
    for (const piece of pieces) {
      if (file !== undefined) file.file.write(piece);
      else await print(io, piece);
    }
    return true;
  };
  const isDone = await withHistory(
    settings.dbPath,
    (database) => write(rowsText(exportedRows(database, kind, filter), format)),
  );
  if (isDone === undefined) await write(rowsText([], format));
  file?.finish();
  return EXIT.fine;
}
