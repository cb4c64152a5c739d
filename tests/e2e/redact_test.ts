/**
 * What `redact` matches is in nothing that Oddline writes, and a run that goes on without it knows its templates again.
 */
import { assert, assertEquals } from "@std/assert";
import { TempFolder } from "../sources/temp_folder.ts";
import { parseLines, runOddline } from "./oddline_process.ts";

const SECRET = "SEKRET";

/** Secrets as words, within words, as values, in lines that continue others, and in lines of sessions. */
function logOf(hour: number): string {
  return Array.from({ length: 200 }, (_, k) => {
    const time = `2026-02-03 ${hour}:${String(k / 60 | 0).padStart(2, "0")}:${String(k % 60).padStart(2, "0")}`;
    const lines = [`[${time}] [INFO] [auth] Login of u${k % 7} password=${SECRET}${k}x ok session req-${k >> 2}`];
    if (k % 3 === 0) lines.push(`[${time}] [INFO] [db] token ${SECRET}word in use by req-${k >> 2}`);
    if (k % 90 === 89) lines.push(`[${time}] [FATAL] [db] failure with ${SECRET}end`, `    at ${SECRET}more ${k}`);
    return lines.map((line) => `${line}\n`).join("");
  }).join("");
}

function jsonOf(hour: number): string {
  return Array.from({ length: 100 }, (_, k) =>
    `${
      JSON.stringify({
        time: new Date(Date.UTC(2026, 1, 3, hour) + k * 1000),
        level: "info",
        msg: "served",
        user: `${SECRET}${k % 5}`,
        trace_id: `${SECRET}${k >> 1}`,
      })
    }\n`).join("");
}

Deno.test("what redact matches is in no file, and templates keep their ids from one run to the next", async () => {
  using folder = new TempFolder();
  folder.write("oddline.yaml", `redact: ['${SECRET}\\w*']\n`);
  const logs = [folder.at("app.log"), folder.at("api.json")];
  const args = ["scan", "--state", "state.json", "--events", "events.ndjson", "--db", "o.db", ...logs];
  const ids: string[][] = [];
  for (const hour of [10, 11, 12]) {
    folder.append("app.log", logOf(hour));
    folder.append("api.json", jsonOf(hour));
    const { code, stdout, stderr } = await runOddline(args, { home: folder.path });
    assertEquals([code, stderr], [0, ""]);
    const found = parseLines(stdout).filter(({ type }) => type === "anomaly").map(({ detector }) => detector);
    assertEquals(found, ["severity", "severity"], stdout);
    for (const file of ["events.ndjson", "o.db", "state.json"]) {
      assert(!new TextDecoder().decode(Deno.readFileSync(folder.at(file))).includes(SECRET), file);
    }
    const { pipeline } = JSON.parse(Deno.readTextFileSync(folder.at("state.json"))).value;
    const packed = Object.values(pipeline.detectors.session).flat().filter((value) => typeof value === "string");
    for (const text of packed) assert(!atobOf(text).includes(SECRET), "packed lines");
    ids.push(pipeline.miner.templates.map(({ id }: { id: string }) => id).sort());
  }
  assertEquals(ids[1], ids[0]);
  assertEquals(ids[2], ids[0]);
});

/** What a text in base64 holds; nothing where it is none. */
function atobOf(text: string): string {
  try {
    return atob(text);
  } catch {
    return "";
  }
}

Deno.test("the table of templates shows nothing of what redact matches", async () => {
  using folder = new TempFolder();
  folder.write(
    "oddline.yaml",
    `redact: ['password=\\S+', '"user":"\\w+"', '${SECRET}(word|end)', '"trace_id":"\\w+"']\n`,
  );
  const logs = [folder.write("app.log", logOf(10)), folder.write("api.json", jsonOf(10))];
  for (const format of ["text", "json"]) {
    const args = ["templates", "--details", "--format", format, ...logs];
    const { code, stdout, stderr } = await runOddline(args, { home: folder.path });
    assertEquals([code, stderr], [0, ""]);
    assert(stdout.includes("[redacted]") && !stdout.includes(SECRET), stdout);
  }
});
