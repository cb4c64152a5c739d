import { assertEquals, assertThrows } from "@std/assert";
import { basename } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { expand } from "../../src/sources/finder.ts";
import { tryOpen } from "../../src/sources/handles.ts";
import { HistoryError, openDatabase, pragma } from "../../src/store/database.ts";
import { anomalyRows, historyTotals } from "../../src/store/queries.ts";
import { APPLICATION_ID, MIGRATIONS } from "../../src/store/schema.ts";
import { verifyDatabase } from "../../src/store/verify.ts";
import { TempFolder } from "../sources/temp_folder.ts";

const RUN = `INSERT INTO runs (id, chain, command, files, pid, workers, started_ms, updated_ms, lines, bytes, anomalies,
  flagged_lines, truncated_lines, invalid_utf8, lost_rows) VALUES ('a', 1, 'scan', '[]', 1, 2, 0, 0, 70, 7000, 3, 3, 0, 0, 0)`;
/** An anomaly with what it refers to. */
const ANOMALY =
  `INSERT INTO sources VALUES (1, 'app.log'); INSERT INTO templates VALUES (1, '5f1c0a9e', 'down', '', NULL);
  INSERT INTO anomalies VALUES (7, 'a1', 1, 1, 5, 6, 1, 3, 90, 'severity', .98, 'critical', 1, NULL, 4, 8, 1);
  INSERT INTO details VALUES (7, 'down', 'because', '{}', NULL, NULL)`;

for (let version = 1; version < MIGRATIONS.length; version++) {
  Deno.test(`a database of version ${version} is brought up to date with what it holds`, () => {
    using folder = new TempFolder();
    const old = new DatabaseSync(folder.at("oddline.db"));
    old.exec(`PRAGMA application_id = ${APPLICATION_ID}`);
    for (const migration of MIGRATIONS.slice(0, version)) old.exec(migration);
    old.exec(`PRAGMA user_version = ${version}; ${RUN}; ${ANOMALY}`);
    old.close();
    const database = openDatabase(folder.at("oddline.db"));
    assertEquals(pragma(database, "user_version"), MIGRATIONS.length);
    assertEquals(historyTotals(database), { lines: 70, bytes: 7000, anomalies: 3, runs: 1 });
    assertEquals(verifyDatabase(database), []);
    const [row] = anomalyRows(database, { id: "a1" });
    assertEquals([row.number, row.offset, row.count, row.message], [7, 90, 4, "down"]);
    database.close();
  });
}

Deno.test("a new database is whole, only its owner's, and opens twice at once", () => {
  using folder = new TempFolder();
  const one = openDatabase(folder.at("oddline.db"));
  const two = openDatabase(folder.at("oddline.db"));
  assertEquals(verifyDatabase(two), []);
  assertEquals((Deno.statSync(folder.at("oddline.db")).mode ?? 0) & 0o777, 0o600);
  one.close();
  two.close();
});

/** The locks that this process has on a file, as the kernel tells them. */
function locksOn(path: string): string[] {
  const { ino } = Deno.statSync(path);
  // Deno itself reads nothing in /proc unless it may do everything
  const { stdout } = new Deno.Command("cat", { args: ["/proc/locks"] }).outputSync();
  return new TextDecoder().decode(stdout).split("\n")
    .map((row) => row.replace(/^\d+: /, ""))
    .filter((row) => row.includes(` ${Deno.pid} `) && row.includes(`:${ino} `));
}

const LOOKS: readonly (readonly [what: string, look: (folder: TempFolder) => void])[] = [
  ["opening it again", (folder) => openDatabase(folder.at("oddline.db")).close()],
  ["looking for logs in its folder", (folder) => {
    folder.write("app.log", "a line\n");
    assertEquals(expand([folder.path]).map(({ path }) => basename(path)), ["app.log"]);
  }],
  ["looking for a renamed log in its folder", (folder) => {
    const file = tryOpen(folder.at("oddline.db"));
    file?.close();
    assertEquals(file, undefined);
  }],
];
for (const [what, look] of LOOKS) {
  Deno.test({
    name: `${what} leaves the locks on a database, without which another process would take its log of writes away`,
    ignore: Deno.build.os !== "linux",
    fn() {
      using folder = new TempFolder();
      const database = openDatabase(folder.at("oddline.db"));
      database.exec(RUN);
      const locked = () => ["oddline.db", "oddline.db-shm"].map((name) => locksOn(folder.at(name)));
      const before = locked();
      assertEquals(before.map((locks) => locks.length), [1, 1]);
      look(folder);
      assertEquals(locked(), before);
      database.close();
    },
  });
}

Deno.test("what cannot be a history is named by its kind of trouble, and left as it is", () => {
  using folder = new TempFolder();
  const foreign = new DatabaseSync(folder.at("foreign.db"));
  foreign.exec("CREATE TABLE mails (text TEXT)");
  foreign.close();
  const newer = new DatabaseSync(folder.at("newer.db"));
  newer.exec(`PRAGMA application_id = ${APPLICATION_ID}; PRAGMA user_version = 99`);
  newer.close();
  folder.write("damaged.db", "no database at all ".repeat(500));
  openDatabase(folder.at("cut.db")).close();
  Deno.truncateSync(folder.at("cut.db"), 6000);
  Deno.mkdirSync(folder.at("folder.db"));
  const expected = { foreign: "foreign", newer: "newer", damaged: "damaged", cut: "damaged", folder: "failed" };
  for (const [name, trouble] of Object.entries(expected)) {
    const path = folder.at(`${name}.db`);
    const before = name === "folder" ? undefined : Deno.readFileSync(path);
    const error = assertThrows(() => openDatabase(path), HistoryError) as HistoryError;
    assertEquals(error.trouble, trouble, `${name}: ${error.message}`);
    if (before !== undefined) assertEquals(Deno.readFileSync(path), before, name);
  }
});
