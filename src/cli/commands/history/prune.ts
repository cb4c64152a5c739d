/** `oddline history prune`: forgets what is too old or too much, now. */
import { bytesText, countText, plural } from "../../../core/text/number_text.ts";
import { bytesIn, prune } from "../../../store/retention.ts";
import { EXIT } from "../../errors.ts";
import { nothingYet, withHistory } from "../../history/with_history.ts";
import type { Io } from "../../io.ts";
import { print } from "../../print.ts";
import type { HistoryPruneOptions } from "./flags.ts";

/** Returns the exit code. */
export async function run({ settings, flags }: HistoryPruneOptions, io: Io): Promise<number> {
  const { retentionMs, bytesMax } = settings.historyKept;
  const limits = { sinceMs: io.now() - (flags.olderThan ?? retentionMs), bytesMax: flags.size ?? bytesMax };
  const text = await withHistory(settings.dbPath, (database) => {
    const all = prune(database, limits);
    database.exec("PRAGMA incremental_vacuum; PRAGMA wal_checkpoint(TRUNCATE)");
    return `forgotten: ${plural(all.anomalies, "anomaly", "anomalies")}, ${countText(all.counts)} counts, ` +
      `${countText(all.metrics)} metrics, ${plural(all.runs, "run")}; ${bytesText(bytesIn(database))} are left\n`;
  });
  await print(io, text ?? nothingYet(settings.dbPath));
  return EXIT.fine;
}
