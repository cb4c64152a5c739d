/**
 * What a report asks of the history: templates that turned out to be one are one, and lines without a time count too.
 */
import { assertEquals } from "@std/assert";
import { openDatabase } from "../../src/store/database.ts";
import {
  lineSpans,
  oddTemplates,
  sourceCounts,
  templateSpans,
  topTemplates,
  weightiestAnomalies,
} from "../../src/store/report_queries.ts";
import { TempFolder } from "../sources/temp_folder.ts";
import { anomaly, counts, START_MS, TestRun } from "./run_rows.ts";

const RUN = { run: 1, sinceMs: -Infinity, untilMs: Infinity };
const RANGE = { run: undefined, sinceMs: START_MS - 1, untilMs: START_MS + 3_600_000 };
const MINUTE = START_MS / 60_000;

/** Templates a, b and c, with 10, 4 and 1 lines: c was taken for b, and then b for a; d has 7 lines without a time. */
function merged(path: string) {
  const run = new TestRun(path);
  const { pending } = run.history;
  const lines = { a: 10, b: 4, c: 1, d: 7 };
  for (const [template, count] of Object.entries(lines)) {
    pending.templates.set(template, { text: `text of ${template}`, example: "" });
    const startMinute = template === "d" ? -1 : MINUTE;
    pending.cells.push({ startMinute, minutes: 1, source: "app.log", template, lines: count, continued: 0 });
    pending.begin(anomaly(lines[template as "a"], { template_id: template }));
  }
  pending.merges.set("c", "b");
  run.flush({ counts: counts(22, 4) });
  run.history.pending.merges.set("b", "a");
  run.flush({ counts: counts(22, 4), isEnd: true });
  run.history.close();
  return openDatabase(path);
}

Deno.test("templates that turned out to be one have their lines and anomalies together", () => {
  using folder = new TempFolder();
  const database = merged(folder.at("oddline.db"));
  const shown = (rows: readonly Record<string, unknown>[]) =>
    rows.map(({ id, text, lines, anomalies }) => [id, text, lines, anomalies]);
  const [a, d] = [["a", "text of a", 15, 3], ["d", "text of d", 7, 1]];
  assertEquals(shown(topTemplates(database, RUN, 9)), [a, d]);
  assertEquals(shown(oddTemplates(database, RUN, 9)), [a, d]);
  assertEquals(shown(topTemplates(database, RANGE, 9)), [a]);
  const [{ number }] = topTemplates(database, RUN, 9);
  assertEquals(templateSpans(database, RUN, Number(number)).map(({ lines }) => lines), [15]);
  database.close();
});

Deno.test("lines without a time count in a run, and have no place in a range or a course", () => {
  using folder = new TempFolder();
  const database = merged(folder.at("oddline.db"));
  assertEquals(sourceCounts(database, RUN, 9).map(({ lines }) => lines), [22]);
  assertEquals(sourceCounts(database, RANGE, 9).map(({ lines }) => lines), [15]);
  assertEquals(lineSpans(database, RUN).reduce((sum, { lines }) => sum + lines, 0), 15);
  database.close();
});

Deno.test("the anomalies that weigh most are those of a summary: a burst stands before one line that is a little odder", () => {
  using folder = new TempFolder();
  const run = new TestRun(folder.at("oddline.db"));
  const anomalies = [[.96, 1], [.9, 109], [.9, 1], [.9, 1], [.98, 1]];
  for (const [index, [score, count]] of anomalies.entries()) {
    run.history.pending.begin(anomaly(index, { score, count }));
  }
  run.flush({ counts: counts(200, 5), isEnd: true });
  run.history.close();
  const database = openDatabase(folder.at("oddline.db"));
  assertEquals(weightiestAnomalies(database, RUN, 4).map(({ line }) => line), [4, 1, 0, 2]);
  database.close();
});
