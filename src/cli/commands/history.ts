/** `oddline history list`: the runs that were recorded. */
import { EXPORT_COLUMNS } from "../../report/history/export_columns.ts";
import { exportedRun } from "../../report/history/history_kinds.ts";
import { runsText } from "../../report/history/history_text.ts";
import { rowsText } from "../../report/rows_text.ts";
import { runRows } from "../../store/queries.ts";
import { EXIT } from "../errors.ts";
import { nothingYet, withHistory } from "../history/opened.ts";
import { runningRuns } from "../history/running.ts";
import type { Io } from "../io.ts";
import { print } from "../print.ts";
import { sinceWhenMs, whenMs } from "../values/mod.ts";
import type { HistoryListOptions } from "./history_commands.ts";

/** Returns the exit code. */
export async function run({ settings, flags }: HistoryListOptions, io: Io): Promise<number> {
  const { format, limit, since, until } = flags;
  const filter = {
    sinceMs: since && sinceWhenMs(since, io.now(), settings.timeZone),
    untilMs: until && whenMs(until, io.now(), settings.timeZone),
    limit,
    newestFirst: true,
  };
  const runs = await withHistory(settings.dbPath, (database) => {
    const running = runningRuns(database, settings);
    return [...runRows(database, filter)].map((row) => exportedRun(row, running));
  });
  const columns = io.stdout.isTerminal ? io.columns : Infinity;
  const text = format !== "text"
    ? [...rowsText(runs ?? [], { format, columns: EXPORT_COLUMNS.runs })].join("")
    : runs === undefined || runs.length === 0
    ? nothingYet(settings.dbPath)
    : runsText(runs, { timeZone: settings.timeZone, columns });
  await print(io, text);
  return EXIT.fine;
}
