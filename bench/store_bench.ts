/** What does the history cost: a second's rows in one transaction, and the questions that commands ask of it? */
import { openDatabase } from "../src/store/database.ts";
import { anomalyRows, historyTotals } from "../src/store/queries.ts";
import { anomaly, counts, TestRun } from "../tests/store/run_rows.ts";

const ANOMALIES = 100;
const folder = Deno.makeTempDirSync({ prefix: "oddline-bench-" });
addEventListener("unload", () => Deno.removeSync(folder, { recursive: true }));
const run = new TestRun(`${folder}/oddline.db`);
let number = 0;

Deno.bench("write nothing but counts", { group: "store", baseline: true }, () => {
  run.flush({ counts: counts(number += 1000) });
});
Deno.bench(`write ${ANOMALIES} anomalies`, { group: "store" }, () => {
  for (let k = 0; k < ANOMALIES; k++) run.history.pending.begin(anomaly(number++));
  run.flush({ counts: counts(number, ANOMALIES) });
});

const filled = new TestRun(`${folder}/filled.db`);
for (let k = 0; k < 5000; k++) filled.history.pending.begin(anomaly(k));
filled.flush({ counts: counts(5000, 5000) });
const database = openDatabase(`${folder}/filled.db`, { busyMs: 1000 });
Deno.bench("totals", { group: "queries", baseline: true }, () => void historyTotals(database));
Deno.bench("5,000 anomalies", { group: "queries" }, () => void [...anomalyRows(database, {})]);
