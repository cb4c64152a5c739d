/**
 * `oddline history show`: anomalies that were recorded, one of them with the lines around it,
 * or the sums over all runs.
 */
import type { AnomalyEvent } from "../../core/anomaly.ts";
import { plural } from "../../core/text/number_text.ts";
import { EXPORT_COLUMNS } from "../../report/history/export_columns.ts";
import { contextOf, exportedAnomaly } from "../../report/history/history_kinds.ts";
import { contextText, totalsText } from "../../report/history/history_text.ts";
import { type RowFormat, rowsText } from "../../report/rows_text.ts";
import { TextFormat } from "../../report/events/text.ts";
import { choosePaint } from "../../report/theme.ts";
import type { Database } from "../../store/database.ts";
import { anomalyRows, type HistoryTotals, historyTotals } from "../../store/queries.ts";
import type { Row } from "../../store/rows.ts";
import { EXIT, UsageError } from "../errors.ts";
import { historyFilter } from "../history/filter.ts";
import { nothingYet, withHistory } from "../history/opened.ts";
import type { Io } from "../io.ts";
import { print } from "../print.ts";
import type { Settings } from "../settings.ts";
import type { HistoryShowOptions } from "./history_commands.ts";

const NO_TOTALS = { lines: 0, bytes: 0, anomalies: 0, runs: 0 } as const;

/** Returns the exit code. */
export async function run({ settings, flags }: HistoryShowOptions, io: Io): Promise<number> {
  const { format, totals, id } = flags;
  if (totals) {
    const sums = await withHistory(settings.dbPath, historyTotals) ?? NO_TOTALS;
    await print(io, format === "text" ? totalsText(sums) : totalsAs(format, sums));
    return EXIT.fine;
  }
  const rows = await withHistory(settings.dbPath, (database) => [...rowsOf(database, flags, { io, settings })]);
  if (id !== undefined && (rows ?? []).length === 0) {
    throw new UsageError(`no anomaly in ${settings.dbPath} is '${id}'`);
  }
  if (format !== "text") {
    const shape = { format, columns: EXPORT_COLUMNS.anomalies };
    for (const piece of rowsText((rows ?? []).map(exportedAnomaly), shape)) await print(io, piece);
  } else if (rows === undefined) await print(io, nothingYet(settings.dbPath));
  else if (rows.length === 0) await print(io, nothingFound(await withHistory(settings.dbPath, historyTotals), flags));
  else await print(io, textOf(rows.reverse(), { settings, io, isWhole: id !== undefined }));
  return EXIT.fine;
}

/** As one object, not as a list of one. */
function totalsAs(format: RowFormat, sums: HistoryTotals): string {
  return format === "csv"
    ? [...rowsText([{ ...sums }], { format, columns: Object.keys(sums) })].join("")
    : `${JSON.stringify(sums)}\n`;
}

function rowsOf(
  database: Database,
  flags: HistoryShowOptions["flags"],
  { io, settings: { timeZone } }: { readonly io: Io; readonly settings: Settings },
): Iterable<Row> {
  const { id, limit } = flags;
  return anomalyRows(database, { ...historyFilter(flags, io.now(), timeZone), id, limit, newestFirst: true });
}

interface Showing {
  readonly settings: Settings;
  readonly io: Io;
  /** With the lines around each. */
  readonly isWhole: boolean;
}

/** As `scan` shows anomalies, the newest last, each with its id. */
function textOf(rows: readonly Row[], { settings, io, isWhole }: Showing): string {
  const { isTerminal } = io.stdout;
  const format = new TextFormat({
    paint: choosePaint({ color: settings.color, isTerminal, env: io.env }),
    timeZone: settings.timeZone,
    columns: () => isTerminal ? io.columns : Infinity,
    quiet: true,
  });
  return rows.map((row) => {
    const event = exportedAnomaly(row) as unknown as AnomalyEvent;
    const what = `    ${event.id}, ${plural(event.count, "time")}, run ${row.run}\n`;
    return `${format.format(event)}${what}${isWhole ? contextText(contextOf(row), event.line) : ""}`;
  }).join("");
}

/** An old log that was read a minute ago is of long ago, which surprises those who ask for the last hours. */
function nothingFound(
  totals: Pick<HistoryTotals, "anomalies"> = NO_TOTALS,
  { since, until }: HistoryShowOptions["flags"],
): string {
  if (totals.anomalies === 0) return "no anomaly is recorded\n";
  const hint = since === undefined && until === undefined ? "" : "; --since and --until mean the lines' own times";
  return `of ${plural(totals.anomalies, "recorded anomaly", "recorded anomalies")} none is such${hint}\n`;
}
