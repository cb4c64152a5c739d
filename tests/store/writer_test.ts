/** What the writer of the history leaves in memory. */
import type { StatementSync } from "node:sqlite";
import { assert, assertEquals } from "@std/assert";
import { openDatabase } from "../../src/store/database.ts";
import { PendingRows } from "../../src/store/pending_rows.ts";
import { HistoryWriter } from "../../src/store/writer.ts";
import { TempFolder } from "../sources/temp_folder.ts";
import { counts, START_MS } from "./run_rows.ts";

Deno.test("the text of a state is stored, and no statement holds it any longer", () => {
  using folder = new TempFolder();
  const database = openDatabase(folder.at("oddline.db"));
  const statements: StatementSync[] = [];
  const prepare = database.prepare.bind(database);
  database.prepare = (sql: string) => {
    const statement = prepare(sql);
    statements.push(statement);
    return statement;
  };
  const run = { id: "run-1", command: "watch", files: [], pid: 1, workers: 1, startedMs: START_MS };
  const checkpoint = { path: "/state", lineage: "x", savedMs: START_MS, state: `"what was learnt"` };
  const rows = new PendingRows();
  new HistoryWriter(database, run, undefined)
    .write({ rows, counts: counts(1), nowMs: START_MS, isEnd: false, lost: 0, checkpoint });
  assert(statements.some(({ expandedSQL }) => expandedSQL.includes("'/state'")));
  assertEquals(statements.filter(({ expandedSQL }) => expandedSQL.includes(checkpoint.state)).length, 0);
  assertEquals(prepare("SELECT state FROM checkpoints").get()?.state, checkpoint.state);
  database.close();
});
