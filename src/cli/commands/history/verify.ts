/** `oddline history verify`: whether the database is whole. Changes nothing. */
import { bytesText, plural } from "../../../core/text/number_text.ts";
import { historyTotals } from "../../../store/queries.ts";
import { bytesIn } from "../../../store/retention.ts";
import { verifyDatabase } from "../../../store/verify.ts";
import { EXIT } from "../../errors.ts";
import { nothingYet, withHistory } from "../../history/with_history.ts";
import type { Io } from "../../io.ts";
import { print } from "../../print.ts";
import type { CommandOptions } from "../../command.ts";

/** Returns 0 when all is well, else 1. */
export async function run({ settings }: CommandOptions, io: Io): Promise<number> {
  const { dbPath } = settings;
  const found = await withHistory(dbPath, (database) => {
    const problems = verifyDatabase(database);
    const { runs, anomalies } = historyTotals(database);
    const what = `${plural(runs, "run")}, ${plural(anomalies, "anomaly", "anomalies")}`;
    return { problems, text: `${dbPath} is whole: ${what}, ${bytesText(bytesIn(database))}\n` };
  });
  for (const problem of found?.problems ?? []) io.diagnostics.say("warning", `${dbPath}: ${problem}`);
  if (found !== undefined && found.problems.length > 0) return EXIT.failed;
  await print(io, found?.text ?? nothingYet(dbPath));
  return EXIT.fine;
}
