/**
 * What Oddline reads beside logs, damaged and made up: configuration, model, database, HTTP. Nothing crashes or runs.
 */
import { assert, assertEquals } from "@std/assert";
import { parseConfig } from "../../src/cli/config/load.ts";
import { ConfigError, UsageError } from "../../src/cli/errors.ts";
import { ModelError, openModel } from "../../src/forest/model.ts";
import { HistoryError, openDatabase } from "../../src/store/database.ts";
import { anomalyRows, countRows, historyTotals, runRows, templateRows } from "../../src/store/queries.ts";
import { verifyDatabase } from "../../src/store/verify.ts";
import type { TempFolder } from "../sources/temp_folder.ts";
import { hostileSnapshot, page } from "../web/page.ts";
import { hostile, isThere } from "./hostile_cases.ts";
import { damagedBytes, damagedValue } from "./mutate.ts";

const CONFIG = `
workers: 2
alert_threshold: 0.9
rules:
  - { name: refunds, match: "refund|return", score: 0.93, count: 3, within: 1m }
keywords: { add: [boom], remove: [fail] }
masks: [{ name: order, pattern: "ORD-\\\\d+" }]
redact: ["password=\\\\S+"]
multiline: { halt_before: "^\\\\d" }
alerts:
  notifiers:
    - { name: hook, type: webhook, url: "http://127.0.0.1:1/" }
    - { name: run, type: command, command: [/bin/true, "--x"] }
  routes:
    - { name: all, notify: [hook, run], severity: critical }
`;

hostile("a configuration that is damaged is read, or refused with what is wrong", 1, async (random) => {
  const text = new TextDecoder().decode(damagedBytes(new TextEncoder().encode(CONFIG), random));
  try {
    await parseConfig(text, "oddline.yaml");
  } catch (error) {
    if (!(error instanceof ConfigError || error instanceof UsageError)) throw error;
    assert(!error.message.includes("    at "), error.message);
  }
});

const MODEL = Deno.readFileSync(new URL("../../models/oddline.onnx", import.meta.url));
const INFO: unknown = JSON.parse(Deno.readTextFileSync(new URL("../../models/oddline.json", import.meta.url)));

hostile("a model that is damaged, and what is said of it, is refused or used", .3, async (random) => {
  const onnx = random.chance(.5) ? damagedBytes(MODEL, random) : MODEL;
  try {
    await openModel(onnx, onnx === MODEL ? damagedValue(INFO, random) : INFO);
  } catch (error) {
    assert(error instanceof ModelError, String(error));
  }
});

hostile("a database that is damaged is named by its trouble, and asked without a crash", .2, (random, folder) => {
  const path = folder.at("o.db");
  if (whole === undefined) whole = database(folder);
  Deno.writeFileSync(path, damagedBytes(whole, random));
  try {
    const opened = openDatabase(path);
    try {
      for (const ask of [runRows, anomalyRows, countRows, templateRows]) for (const _ of ask(opened, {}));
      historyTotals(opened);
      verifyDatabase(opened);
    } finally {
      opened.close();
    }
  } catch (error) {
    assert(
      error instanceof HistoryError || error instanceof Error && "errcode" in error ||
        /malformed|encrypted|database|disk|constraint|no such/i.test(String(error)),
      String(error),
    );
  } finally {
    for (const suffix of ["", "-wal", "-shm"]) if (isThere(path + suffix)) Deno.removeSync(path + suffix);
  }
});

let whole: Uint8Array | undefined;

function database(folder: TempFolder): Uint8Array {
  const opened = openDatabase(folder.at("made.db"));
  opened.exec(
    `INSERT INTO runs (id, chain, command, files, pid, workers, started_ms, updated_ms, lines, bytes, anomalies,
    flagged_lines, truncated_lines, invalid_utf8, lost_rows) VALUES ('a', 1, 'scan', '[]', 1, 2, 0, 0, 70, 7000, 3, 3, 0, 0, 0);
    INSERT INTO sources (name) VALUES ('app.log'); INSERT INTO templates (id, text, example) VALUES ('t', 'x', 'y');
    PRAGMA wal_checkpoint(TRUNCATE)`,
  );
  opened.close();
  return Deno.readFileSync(folder.at("made.db"));
}

hostile(
  "whatever is sent over HTTP is answered with one of the codes that are meant, and marks nothing by chance",
  1,
  async (random) => {
    let marked = 0;
    const app = page({ snapshot: hostileSnapshot, mark: () => Promise.resolve(`marked ${++marked}`) });
    const noise = (length: number) =>
      Array.from({ length }, () => String.fromCharCode(random.integer(33, 126))).join("");
    const method = random.pick(["GET", "POST", "PUT", "DELETE", "HEAD", "OPTIONS", "PATCH"]);
    const path = random.pick([
      "/",
      "/api/v1/anomalies",
      "/api/v1/anomalies/a3/mark",
      "/api/v1/marks/undo",
      "/metrics",
      "/../../etc/passwd",
      "/%00",
      `/${encodeURIComponent(noise(20))}`,
    ]);
    const headers = new Headers({
      host: random.pick(["127.0.0.1:8080", "evil.example", noise(5).replace(/[^a-z]/gi, "x")]),
    });
    for (
      const name of [
        "origin",
        "content-type",
        "cookie",
        "authorization",
        "content-length",
        "range",
        "x-forwarded-host",
        "sec-fetch-site",
      ]
    ) {
      if (random.chance(.4)) {
        headers.set(
          name,
          random.pick([noise(30), "application/json", "null", "-1", "http://127.0.0.1:8080", "same-origin"]),
        );
      }
    }
    const body = method === "GET" || method === "HEAD"
      ? null
      : random.pick([noise(50), "{}", "[", '{"mark":1}', "\u0000"]);
    const answer = await app.fetch(
      new Request(`http://127.0.0.1:8080${path}?${noise(10).replace(/#/g, "")}`, { method, headers, body }),
    );
    assert([200, 400, 401, 403, 404, 421].includes(answer.status), `${method} ${path} ${answer.status}`);
    assert(!/root:/.test(await answer.text()));
    assertEquals(marked, 0);
  },
);
