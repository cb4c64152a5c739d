/** `oddline history export`: what was recorded, for other programs. */
import { EXPORT_COLUMNS } from "../../report/history/export_columns.ts";
import { exportedRows } from "../../report/history/history_kinds.ts";
import { rowsText } from "../../report/rows_text.ts";
import { AsideFile } from "../files/aside_file.ts";
import { EXIT } from "../errors.ts";
import { historyFilter } from "../history/filter.ts";
import { withHistory } from "../history/opened.ts";
import { runningRuns } from "../history/running.ts";
import type { Io } from "../io.ts";
import { print } from "../print.ts";
import type { HistoryExportOptions } from "./history_commands.ts";

/** Returns the exit code. */
export async function run({ settings, flags }: HistoryExportOptions, io: Io): Promise<number> {
  const { kind, output } = flags;
  const isOfTheSeed = kind === "anomaly_history" || kind === "performance_metrics";
  const format = flags.format ?? (isOfTheSeed ? "json" : "ndjson");
  const shape = { format, columns: EXPORT_COLUMNS[kind] } as const;
  const filter = historyFilter(flags, io.now(), settings.timeZone);
  using file = output === undefined ? undefined : new AsideFile(output);
  const write = async (pieces: Iterable<string>) => {
    for (const piece of pieces) {
      if (file !== undefined) file.file.write(piece);
      else await print(io, piece);
    }
    return true;
  };
  const isDone = await withHistory(
    settings.dbPath,
    (database) => {
      const asked = { filter, running: runningRuns(database, settings) };
      return write(rowsText(exportedRows(database, kind, asked), shape));
    },
  );
  if (isDone === undefined) await write(rowsText([], shape));
  file?.finish();
  return EXIT.fine;
}
