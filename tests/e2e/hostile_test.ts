/**
 * What Oddline reads beside logs, damaged and made up: configuration, model, state, database, names of files, HTTP. Nothing
 * crashes, runs, or leaves what was named. ODDLINE_FUZZ says how many cases, ODDLINE_SEED which.
 */
import { assert, assertEquals } from "@std/assert";
import { parseConfig } from "../../src/cli/config/load.ts";
import { ConfigError, UsageError } from "../../src/cli/errors.ts";
import { ModelError, openModel } from "../../src/forest/model.ts";
import { Random } from "../../src/generate/random.ts";
import { loadState, saveState } from "../../src/sources/checkpoint.ts";
import { HistoryError, openDatabase } from "../../src/store/database.ts";
import { anomalyRows, countRows, historyTotals, runRows, templateRows } from "../../src/store/queries.ts";
import { verifyDatabase } from "../../src/store/verify.ts";
import { run } from "../cli/fake_io.ts";
import { TempFolder } from "../sources/temp_folder.ts";
import { hostileSnapshot, page } from "../web/page.ts";
import { damagedBytes, damagedValue } from "./mutate.ts";

const CASES = Number(Deno.env.get("ODDLINE_FUZZ") ?? 300);
const SEED = Number(Deno.env.get("ODDLINE_SEED") ?? 1);
// deno-lint-ignore no-control-regex
const CONTROLS = /[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]/;

const LOG = Array.from({ length: 200 }, (_, k) => {
  const time = new Date(Date.UTC(2026, 1, 3) + k * 90_000).toISOString().replace("T", " ").slice(0, 19);
  return `[${time}] [${k % 50 === 49 ? "ERROR" : "INFO"}] [api] Request ${k} for user ${k % 7} took ${k % 40} ms\n`;
}).join("");

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

/** So many cases of a kind; each gets a random of its own. */
function test(what: string, share: number, one: (random: Random, folder: TempFolder) => Promise<void> | void): void {
  const cases = Math.ceil(CASES * share);
  Deno.test(`${cases} times: ${what}`, async () => {
    using folder = new TempFolder();
    for (let k = 0; k < cases; k++) {
      try {
        await one(new Random(SEED, k), folder);
      } catch (error) {
        throw new Error(`case ${k} of seed ${SEED}: ${error instanceof Error ? error.stack : error}`);
      }
    }
    assertEquals(({} as Record<string, unknown>).polluted, undefined);
  });
}

test("a configuration that is damaged is read, or refused with what is wrong", 1, async (random) => {
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

test("a model that is damaged, and what is said of it, is refused or used", .3, async (random) => {
  const onnx = random.chance(.5) ? damagedBytes(MODEL, random) : MODEL;
  try {
    await openModel(onnx, onnx === MODEL ? damagedValue(INFO, random) : INFO);
  } catch (error) {
    assert(error instanceof ModelError, String(error));
  }
});

test("a database that is damaged is named by its trouble, and asked without a crash", .2, (random, folder) => {
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

test(
  "a state whose sum is right and whose values are not is gone on from, or set aside, or begun anew",
  .02,
  async (random, folder) => {
    const path = folder.at("state.json");
    const log = folder.write("app.log", LOG);
    const args = ["scan", "--workers", "1", "--mode", "rules", "--state", path, log];
    if (saved === undefined) {
      await run(args, { cwd: folder.path });
      saved = Deno.readFileSync(path);
    }
    Deno.writeFileSync(path, saved);
    const loaded = loadState<unknown>(path, 0, { version: versionOf(saved) });
    if (loaded?.kind !== "loaded") throw new Error(JSON.stringify(loaded).slice(0, 200));
    saveState(path, damagedValue(loaded.value, random), { version: versionOf(saved) });
    const { code, stdout, stderr } = await run(args, { cwd: folder.path });
    assertEquals(code, 0, stderr);
    assert(stdout.includes('"type":"summary"') && !stderr.includes("    at "), stderr);
  },
);

let saved: Uint8Array | undefined;

function versionOf(state: Uint8Array): number {
  return Number(/^\{"version":(\d+)/.exec(new TextDecoder().decode(state.subarray(0, 100)))![1]);
}

const NAMES = [
  "$(touch owned)",
  "; touch owned;",
  "`touch owned`",
  "-rf",
  "--help",
  "\u001b[31mred",
  "a\nb",
  "<img src=x>",
  "a\tb",
  "é\u202ex",
  "%s%n",
  "*?[x]",
  "~",
  "'\"",
  "a\\b",
  "\u0007bell",
];

test(
  "files under hostile names are read, shown harmlessly, and nothing beside them is made",
  .02,
  async (random, folder) => {
    const names = Array.from({ length: 3 }, () => random.pick(NAMES) + random.pick(NAMES));
    const logs = `logs-${random.integer(0, 1e9)}`;
    for (const name of names) folder.write(`${logs}/${name.replaceAll("/", "_")}.log`, LOG);
    const before = [...Deno.readDirSync(folder.at(logs))].map(({ name }) => name).sort();
    for (const format of ["text", "ndjson"]) {
      const { code, stdout, stderr } = await run([
        "scan",
        "--workers",
        "1",
        "--mode",
        "rules",
        "--format",
        format,
        folder.at(logs),
      ], { cwd: folder.path });
      assertEquals(code, 0, stderr);
      assert(
        !CONTROLS.test(stdout) && !CONTROLS.test(stderr),
        `${JSON.stringify(stdout.slice(0, 500))} ${JSON.stringify(stderr)}`,
      );
    }
    assertEquals([...Deno.readDirSync(folder.at(logs))].map(({ name }) => name).sort(), before);
    assert(!isThere(folder.at("owned")) && !isThere("owned"));
    Deno.removeSync(folder.at(logs), { recursive: true });
  },
);

test(
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

function isThere(path: string): boolean {
  try {
    Deno.lstatSync(path);
    return true;
  } catch {
    return false;
  }
}
