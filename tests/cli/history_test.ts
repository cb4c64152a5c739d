/** `oddline history`: what scan has recorded, shown and exported in the shapes that are promised. */
import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { EXPORT_COLUMNS } from "../../src/report/history/export_columns.ts";
import { EXPORT_KINDS } from "../../src/report/history/history_kinds.ts";
import { createGenerator } from "../../src/generate/mod.ts";
import { acquireLock } from "../../src/sources/lock.ts";
import { TempFolder } from "../sources/temp_folder.ts";
import { counts, RUN_PID, TestRun } from "../store/run_rows.ts";
import { run } from "./fake_io.ts";

const LOG = [
  ...Array.from({ length: 8 }, (_, k) => `[2026-11-22 17:00:0${k}] [INFO] [auth] Session ${k} created`),
  "[2026-11-22 17:00:08] [FATAL] [database] Pool exhausted",
  ...Array.from({ length: 7 }, (_, k) => `[2026-11-22 17:01:0${k}] [INFO] [auth] Session ${k} created`),
].map((line) => `${line}\n`).join("");

class World {
  readonly folder = new TempFolder();
  readonly #env = { ODDLINE_DB: this.folder.at("oddline.db") };

  async run(...args: string[]): Promise<string> {
    const { code, stdout, stderr } = await run(args, { env: this.#env });
    assertEquals([code, stderr], [0, ""], args.join(" "));
    // what is different at each call
    return stdout.replaceAll(this.folder.path, "FOLDER").replace(/"id":"[0-9a-f-]{36}"/g, '"id":"ID"')
      .replace(`"pid":${Deno.pid}`, `"pid":1`).replace(/"(rss_bytes|memory_usage_mb)":[\d.]+/, '"$1":0')
      .replace(/"(processing_rate|lines_per_second)":[\d.]+/, '"$1":0');
  }

  async json(...args: string[]) {
    return JSON.parse(await this.run(...args));
  }

  [Symbol.dispose](): void {
    this.folder[Symbol.dispose]();
  }
}

Deno.test("what scan found is exported in the shapes that are promised", async () => {
  using world = new World();
  const log = world.folder.write("app.log", LOG);
  await world.run("scan", log, "--workers", "1", "--mode", "rules");
  assertEquals(await world.run("history", "export", "--kind", "runs"), RUN);
  assertEquals(await world.run("history", "export", "--kind", "counts", "--format", "csv"), COUNTS);
  assertEquals(await world.run("history", "export", "--kind", "anomaly_history"), SEED_HISTORY);
  assertEquals(await world.run("history", "export", "--kind", "performance_metrics"), SEED_METRICS);
  const [event] = await world.json("history", "show", "--format", "json");
  assertEquals([event.line, event.detector, event.message], [9, "severity", LOG.split("\n")[8]]);
  assertEquals(event.context.map(({ line }: { line: number }) => line), [4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14]);
  assertEquals(event.context[5].text, event.message);
});

Deno.test("where nothing recorded is such it says so, and what a time means where one was asked for", async () => {
  using world = new World();
  await world.run("scan", world.folder.write("app.log", LOG), "--workers", "1", "--mode", "rules");
  assertEquals(
    await world.run("history", "show", "--since", "2026-11-23"),
    "of 1 recorded anomaly none is such; --since and --until mean the lines' own times\n",
  );
  assertEquals(await world.run("history", "show", "--run", "9"), "of 1 recorded anomaly none is such\n");
});

Deno.test("CSV has a header without a row too, and the columns that only later rows fill", async () => {
  using world = new World();
  const traced = [
    ...LOG.split("\n").slice(0, 14),
    "[2026-11-22 17:02:00] [ERROR] [auth] Session lost",
    "\tat a.b(c.d:7)",
  ];
  await world.run("scan", world.folder.write("app.log", `${traced.join("\n")}\n`), "--mode", "rules");
  const [head, first, second] = (await world.run("history", "export", "--format", "csv")).split("\r\n");
  assertEquals([first.includes("at a.b"), second.includes("at a.b")], [false, true]);
  for (const kind of EXPORT_KINDS) {
    const none = await world.run("history", "export", "--kind", kind, "--format", "csv", "--until", "2000-01-01");
    assertEquals(none.split("\r\n")[0], EXPORT_COLUMNS[kind].join(","), kind);
    const rows = await world.json("history", "export", "--kind", kind, "--format", "json");
    const named = new Set(EXPORT_COLUMNS[kind]);
    assertEquals(rows.flatMap((row: object) => Object.keys(row)).filter((key: string) => !named.has(key)), [], kind);
  }
  assertEquals(await world.run("history", "show", "--detector", "spike", "--format", "csv"), `${head}\r\n`);
});

Deno.test("a run whose process holds the lock of its state is said to be running", async () => {
  using world = new World();
  const { history } = new TestRun(world.folder.at("oddline.db"));
  history.seal({ counts: counts(1) });
  history.write();
  history.close();
  assertStringIncludes(await world.run("history"), "  not yet, or killed  ");
  const lock = acquireLock(world.folder.at("oddline.state.json.lock"), RUN_PID);
  assertStringIncludes(await world.run("history"), "  running  ");
  assertStringIncludes(await world.run("report"), " running |");
  assertEquals((await world.json("history", "export", "--kind", "runs", "--format", "json"))[0].running, true);
  if (lock.held) lock.release();
  assertStringIncludes(await world.run("history"), "  not yet, or killed  ");
});

Deno.test("what stands before the last word of a command's name counts as what stands behind it", async () => {
  using world = new World();
  const log = world.folder.write("app.log", LOG);
  const db = world.folder.at("other.db");
  await world.run("scan", log, "--workers", "1", "--db", db);
  const behind = await world.run("history", "show", "--db", db, "--format", "ndjson");
  assertStringIncludes(behind, '"detector"');
  assertEquals(await world.run("history", "--db", db, "show", "--format", "ndjson"), behind);
  assertEquals(await world.run("history", "--format", "ndjson", "show", "--db", db), behind);
  // the nearer one wins
  assertEquals(await world.run("history", "--db", log, "show", "--format", "ndjson", "--db", db), behind);
  const marks = ["--feedback", world.folder.at("marks.json")];
  await world.run("feedback", ...marks, "add", "--text", "probe");
  assertStringIncludes(await world.run("feedback", "list", ...marks), "text probe");
  await world.run("alerts", "--db", db, "dead-letters");
  await world.run("config", "--config", world.folder.write("o.yaml", "quiet: true\n"), "check");
});

const RUN =
  `{"run":1,"id":"ID","goes_on_from":null,"command":"scan","files":["FOLDER/app.log"],"pid":1,"workers":1,"started":"2026-11-22T18:00:00.000Z","updated":"2026-11-22T18:00:00.000Z","ended":"2026-11-22T18:00:00.000Z","running":false,"lines":16,"bytes":866,"anomalies":1,"flagged_lines":1,"truncated_lines":0,"invalid_utf8":0,"first_time":"2026-11-22T17:00:00.000Z","last_time":"2026-11-22T17:01:06.000Z","lost_rows":0}
`;
const COUNTS = [
  "run,start,minutes,source,template_id,lines",
  "1,2026-11-22T17:00:00.000Z,1,FOLDER/app.log,fb385547,8",
  "1,2026-11-22T17:00:00.000Z,1,FOLDER/app.log,87033ea8,1",
  "1,2026-11-22T17:01:00.000Z,1,FOLDER/app.log,fb385547,7",
].map((line) => `${line}\r\n`).join("");
const SEED_HISTORY = `[
{"timestamp":"2026-11-22T17:00:08.000Z","score":0.98,"log":"[2026-11-22 17:00:08] [FATAL] [database] Pool exhausted","component":"database","recommendation":"something holds on to connections or locks: look for long-running work in the database"}
]
`;
const SEED_METRICS = `[
{"timestamp":"2026-11-22T18:00:00.000Z","processing_rate":0,"memory_usage_mb":0,"anomaly_count":1,"goroutine_count":1}
]
`;

Deno.test("totals are of all runs, and zero where there was none", async () => {
  using world = new World();
  const totals = ["history", "show", "--totals", "--format", "json"];
  assertEquals(await world.run(...totals), `{"lines":0,"bytes":0,"anomalies":0,"runs":0}\n`);
  assertEquals(await world.run("history"), "nothing is recorded in FOLDER/oddline.db yet\n");
  const log = world.folder.write("app.log", LOG);
  for (let k = 0; k < 2; k++) await world.run("scan", log, "--mode", "rules");
  await world.run("scan", log, "--no-history");
  const bytes = 2 * LOG.length;
  assertEquals(await world.json(...totals), { lines: 32, bytes, anomalies: 2, runs: 2 });
  assertEquals(await world.run("history", "show", "--totals"), `32 lines, 1.73 kB, 2 anomalies, 2 runs\n`);
  assertStringIncludes(await world.run("history", "verify"), "is whole: 2 runs, 2 anomalies");
});

Deno.test("scan with a state counts each line once, over two scans and their log's growth", async () => {
  using world = new World();
  const log = world.folder.write("app.log", LOG);
  const scan = ["scan", log, "--state", world.folder.at("state.json")];
  await world.run(...scan);
  world.folder.append("app.log", LOG.split("\n").slice(0, 3).join("\n") + "\n");
  await world.run(...scan);
  const { lines, runs } = await world.json("history", "show", "--totals", "--format", "json");
  assertEquals([lines, runs], [19, 2]);
  const list = await world.json("history", "list", "--format", "json");
  assertEquals(list.map(({ goes_on_from }: { goes_on_from: unknown }) => goes_on_from), [1, null]);
});

Deno.test("an older database that is put back takes the lines since then from the logs again", async () => {
  using world = new World();
  const log = world.folder.write("app.log", LOG);
  const state = world.folder.at("state.json");
  await world.run("scan", log, "--state", state);
  await world.run("history", "backup", "--out", world.folder.at("backup.db"));
  world.folder.append("app.log", LOG.split("\n").slice(0, 3).join("\n") + "\n");
  await world.run("scan", log, "--state", state);
  assertStringIncludes(
    await world.run("history", "restore", "--from", world.folder.at("backup.db")),
    "what was there is now FOLDER/oddline.db.before-",
  );
  assertEquals((await world.json("history", "show", "--totals", "--format", "json")).lines, 16);
  await world.run("scan", log, "--state", state);
  assertEquals((await world.json("history", "show", "--totals", "--format", "json")).lines, 19);
});

Deno.test("train learns from what was recorded", async () => {
  using world = new World();
  const generator = createGenerator({ seed: 5, rate: 20, lines: 4000, format: "seed" });
  const lines = [];
  for (let line = generator.next(); line !== undefined; line = generator.next()) lines.push(`${line.text}\n`);
  await world.run("scan", world.folder.write("app.log", lines.join("")), "--detectors", "severity");
  const text = await world.run("train", "--from-history", "--out", world.folder.at("m.onnx"), "--n-estimators", "10");
  assert(/fitted to (2,9|3,0)\d\d rows of (2,9|3,0)\d\d lines/.test(text), text);
});

Deno.test("a database that is damaged in its middle is named, with what would do", async () => {
  using world = new World();
  const db = world.folder.at("oddline.db");
  await world.run("scan", world.folder.write("app.log", LOG), "--mode", "rules");
  const bytes = Deno.readFileSync(db);
  Deno.writeFileSync(db, bytes.fill(0xa5, 4096, 65_536));
  const { code, stdout, stderr } = await run(["history", "verify"], { env: { ODDLINE_DB: db } });
  assertEquals([code, stdout], [1, ""]);
  assertStringIncludes(stderr, `${db}: `);
  assertStringIncludes(stderr, "malformed; oddline history restore puts a backup in its place");
});
