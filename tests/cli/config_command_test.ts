/** `oddline config`: what counts and why, a file to begin with, what is wrong with one, and what it would report. */
import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { parse } from "@std/yaml";
import { parseConfig } from "../../src/cli/config/load.ts";
import { configSchema, type JsonSchema } from "../../src/cli/config/json_schema.ts";
import { SECTION_KEYS } from "../../src/cli/config/sections.ts";
import { templateFile } from "../../src/cli/config/template_file.ts";
import { FLAG_KEYS } from "../../src/cli/config/schema.ts";
import * as values from "../../src/cli/values/mod.ts";
import { SHARED_FLAGS } from "../../src/cli/shared_flags.ts";
import { TempFolder } from "../sources/temp_folder.ts";
import { run } from "./fake_io.ts";

Deno.test("each value says where it comes from: a flag before a variable, before the file, before the default", async () => {
  using folder = new TempFolder();
  const path = folder.write(
    "oddline.yaml",
    "workers: 3\nfps: 20\nalert_threshold: 0.8\nrules:\n  - { name: a, match: b }\n",
  );
  const env = { ODDLINE_WORKERS: "4", ODDLINE_FPS: "30", ODDLINE_FORMAT: "raw" };
  const { code, stdout } = await run(["config", "--config", path, "--workers", "5", "--format", "json"], { env });
  assertEquals(code, 0);
  const keys = JSON.parse(stdout);
  assertEquals(keys.workers, { value: 5, text: "5", origin: { kind: "flag", name: "--workers" } });
  assertEquals(keys.fps, { value: 30, text: "30", origin: { kind: "environment", name: "ODDLINE_FPS" } });
  assertEquals(keys.alert_threshold, { value: 0.8, text: "0.8", origin: { kind: "file", path, line: 3 } });
  assertEquals(keys.rules, { value: "1", text: "1", origin: { kind: "file", path, line: 4 } });
  assertEquals(keys.mode, { value: "hybrid", text: "hybrid", origin: { kind: "default" } });
  assertEquals(keys.format.value, "raw");
  const text = await run(["config", "--config", path, "--workers", "5"], { env });
  const rows = text.stdout.split("\n").map((line) => line.split(/\s{2,}/));
  assertEquals(rows.find(([key]) => key === "workers"), ["workers", "5", "--workers"]);
  assertEquals(rows.find(([key]) => key === "alert_threshold"), ["alert_threshold", "0.8", `${path}:3`]);
});

Deno.test("secrets are not shown", async () => {
  using folder = new TempFolder();
  const path = folder.write(
    "oddline.yaml",
    `http_token: tell-nobody-of-this\nalerts:\n  notifiers:\n    - { name: n, type: webhook, url: "https://a/tell-nobody" }\n` +
      "  routes: [{ name: r, notify: [n] }]\n",
  );
  for (const format of ["text", "json"]) {
    const { stdout } = await run(["config", "--config", path, "--format", format]);
    assert(!stdout.includes("tell-nobody"), stdout);
    assertStringIncludes(stdout, "1 routes, 1 notifiers");
  }
});

const WRITTEN: readonly (readonly [type: values.ValueType<unknown>, value: unknown, written: values.Written])[] = [
  [values.SIZE, 256 * 1024, "256KiB"],
  [values.SIZE, 1_000_001, "1000001B"],
  [values.SPAN, 5_400_000, "90m"],
  [values.SPAN, 1500, "1500ms"],
  [values.SPAN_OR_OFF, undefined, "off"],
  [values.RETRAIN_INTERVAL, { lines: 10_000 }, "10000"],
  [values.RETRAIN_INTERVAL, { ms: 3_600_000 }, "1h"],
  [values.WHEN, { kind: "before", ms: 86_400_000 }, "1d"],
  [values.WHEN, { kind: "at", ms: 0 }, "1970-01-01T00:00:00.000Z"],
  [values.HTTP_ADDRESS, { host: "::1", port: 80 }, "[::1]:80"],
  [values.LIST, ["a", "b"], ["a", "b"]],
  [values.TEXT, undefined, null],
];

for (const [type, value, written] of WRITTEN) {
  Deno.test(`a ${type.name} is written as it would be read: ${JSON.stringify(written)}`, () => {
    assertEquals(values.writtenValue(type, value), written);
  });
}

Deno.test("the file to begin with says nothing until it is changed, and names every key", async () => {
  const text = templateFile();
  assertEquals(parse(text), null);
  for (const name of FLAG_KEYS.keys()) assertStringIncludes(text, `\n# ${name}: `);
  for (const { key } of SECTION_KEYS) assertStringIncludes(text, `${key.split(".").pop()}:`);
  // every value that is shown is one that may stand there, and is the default
  const lines = text.split("\n").map((line) => /^# (\w+): +(\S.*?) +# /.exec(line)).filter((found) => found !== null);
  for (const [, key, value] of lines) {
    const flag = SHARED_FLAGS[FLAG_KEYS.get(key) ?? "workers"];
    if (flag.default === undefined) continue;
    const { values } = await parseConfig(`${key}: ${value}\n`, "oddline.yaml");
    assertEquals([...values.values()].map((found) => found.value), [flag.default], key);
  }
  assert(lines.length >= FLAG_KEYS.size, `${lines.length} keys`);
});

Deno.test("a section of that file is right once its values are filled in", async () => {
  const section = templateFile().split("\n\n").find((part) => part.startsWith("# keywords:")) ?? "";
  const yaml = section.replace(/^# /gm, "").replace("word: ", "word: meltdown").replace("score: ", "score: 0.9")
    .replace("disable: ", "disable: [timeout]");
  const { keywords } = await parseConfig(yaml, "oddline.yaml");
  assertEquals(keywords, { extra: [{ word: "meltdown", score: 0.9 }], disable: ["timeout"] });
});

Deno.test("config init writes the file, and never over one that is there", async () => {
  using folder = new TempFolder();
  const path = folder.at("oddline.yaml");
  assertEquals((await run(["config", "init"], { cwd: folder.path })).code, 0);
  assertEquals(Deno.readTextFileSync(path), templateFile());
  Deno.writeTextFileSync(path, "workers: 1\n");
  const again = await run(["config", "init", path]);
  assertEquals([again.code, again.stdout], [2, ""]);
  assertStringIncludes(again.stderr, `${path} is there already, and is not overwritten`);
  assertEquals(Deno.readTextFileSync(path), "workers: 1\n");
  const nowhere = await run(["config", "init", folder.at("no/such/oddline.yaml")]);
  assertEquals([nowhere.code, nowhere.stderr.includes("there is no such folder")], [2, true]);
});

const WRONG: readonly (readonly [name: string, yaml: string, said: string])[] = [
  ["a mistyped key", "wrokers: 2\n", ":1: wrokers: unknown key (did you mean workers?)"],
  ["a value of another kind", "\nworkers: many\n", ":2: workers: 'many' is not a whole number from 1 to 256"],
  ["a mistyped word", "mode: hybird\n", ":1: mode: 'hybird' is not one of rules, ml, hybrid (did you mean hybrid?)"],
  ["a keyword that is not built in", "keywords:\n  disable: [timeuot]\n", "'timeuot' is not a built-in keyword"],
  [
    "a secret that is not there",
    'alerts:\n  notifiers: [{ name: n, type: webhook, url: "${env:NOT_THERE}" }]\n  routes: [{ name: r, notify: [n] }]\n',
    "alerts: notifier 'n'",
  ],
];

for (const [name, yaml, said] of WRONG) {
  Deno.test(`config check says where there is ${name}`, async () => {
    using folder = new TempFolder();
    const path = folder.write("oddline.yaml", yaml);
    const { code, stdout, stderr } = await run(["config", "check", "--config", path]);
    assertEquals([code, stdout], [2, ""]);
    assertStringIncludes(stderr, said);
  });
}

Deno.test("config check says that a file is right, and that there is none", async () => {
  using folder = new TempFolder();
  const path = folder.write("oddline.yaml", "workers: 2\n");
  assertEquals(await run(["config", "check", "--config", path]), { code: 0, stdout: `${path} is right\n`, stderr: "" });
  const none = await run(["config", "check"], { cwd: folder.at("empty") });
  assertEquals(none.code, 2);
  assertStringIncludes(none.stderr, "there is no configuration file in");
});

const LOG = [
  ...Array.from({ length: 20 }, (_, k) => `[2026-11-22 17:00:${10 + k}] [INFO] [auth] Session ${k} took ${k} ms`),
  "[2026-11-22 17:01:00] [ERROR] [database] Pool exhausted for hunter2",
].map((line) => `${line}\n`).join("");

Deno.test("with --against it says what the configuration would report, and keeps nothing", async () => {
  using folder = new TempFolder();
  const log = folder.write("app.log", LOG);
  const config = folder.write(
    "oddline.yaml",
    "redact: [hunter2]\nrules:\n  - { name: sessions, match: 'Session 7 ' }\n  - { name: silent, match: nothing like it }\n",
  );
  const args = ["config", "check", "--config", config, "--against", log];
  const env = { ODDLINE_DB: folder.at("oddline.db") };
  const json = await run([...args, "--format", "json"], { env });
  const found = JSON.parse(json.stdout.split("\n")[1]);
  assertEquals([found.lines, found.whole, found.anomalies, found.flagged_lines], [21, true, 2, 2]);
  assertEquals([found.by_detector, found.by_rule], [{ keyword: 1, rule: 1 }, { sessions: 1, silent: 0 }]);
  assertEquals(found.examples[1].message, "[2026-11-22 17:01:00] [ERROR] [database] Pool exhausted for [redacted]");
  const { stdout } = await run(args, { env });
  assertStringIncludes(
    stdout,
    "would be told of: 2 anomalies, with 2 lines (9.5 %)\nrules that found nothing: silent\n",
  );
  assertEquals([...Deno.readDirSync(folder.path)].map(({ name }) => name).sort(), ["app.log", "oddline.yaml"]);
});

Deno.test("the schema for editors has every key with its description", () => {
  const schema = configSchema();
  for (const name of FLAG_KEYS.keys()) assert(schema.properties?.[name]?.description !== undefined, name);
  const undescribed = SECTION_KEYS.filter(({ key, description }) =>
    !JSON.stringify(schema).includes(JSON.stringify(description).slice(1, -1)) && key !== ""
  );
  assertEquals(undescribed.map(({ key }) => key), []);
  const properties = schema.properties as Record<
    string,
    JsonSchema & { readonly enum?: unknown; readonly type?: unknown }
  >;
  assertEquals(properties.mode.enum, ["rules", "ml", "hybrid"]);
  assertEquals([properties.workers.type, properties.fail_on_anomaly.type], ["integer", "boolean"]);
  assertEquals(schema.additionalProperties, false);
});
