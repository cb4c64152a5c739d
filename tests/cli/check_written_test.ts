/** A log is only read: what would write to a file that is read, or put it aside, is refused before anything is done. */
import { assertEquals } from "@std/assert";
import { basename } from "node:path";
import type { Summary } from "../../src/core/anomaly.ts";
import { TempFolder } from "../sources/temp_folder.ts";
import { run } from "./fake_io.ts";

const LOG = "2026-02-03 10:00:00 ERROR Pool exhausted\n".repeat(20);

/** In a folder with `app.log`, a link to it, a second name of it, and what else is given. */
async function tried(line: string, more: Readonly<Record<string, string>> = {}) {
  using folder = new TempFolder();
  folder.write("logs/app.log", LOG);
  folder.write("logs/app.json", LOG);
  Deno.symlinkSync(folder.at("logs/app.log"), folder.at("link"));
  Deno.linkSync(folder.at("logs/app.log"), folder.at("second"));
  for (const [name, text] of Object.entries(more)) folder.write(name, text.replaceAll("{dir}", folder.path));
  const before = contents(folder.path);
  const argv = line.split(" ").map((word) => word.replace("{dir}", folder.path));
  const env = line.includes("--db") ? { ODDLINE_DB: "" } : {};
  const { code, stderr } = await run(argv, { env, cwd: folder.path });
  const isUntouched = JSON.stringify(contents(folder.path)) === JSON.stringify(before);
  return { code, told: stderr.replaceAll(`${folder.path}/`, ""), isUntouched };
}

/** The texts of all files, by their paths. */
function contents(folder: string): Record<string, string> {
  const found: Record<string, string> = {};
  for (const { name, isDirectory } of [...Deno.readDirSync(folder)].sort((a, b) => a.name < b.name ? -1 : 1)) {
    const path = `${folder}/${name}`;
    if (isDirectory) Object.assign(found, contents(path));
    else found[path] = Deno.readTextFileSync(path);
  }
  return found;
}

const SAME = (by: string, path = "logs/app.log") => `${path}: is read, and ${by} would write to it; name another file`;
const WITHIN = (by: string, path: string, through = "logs") =>
  `${path}: is read with ${through}, and ${by} would write to it; name another file, or leave it out with --exclude`;
const FOREIGN = (what: string, by: string) => `logs/app.log: is not ${what} of Oddline; give ${by} another path`;

const REFUSED: readonly (readonly [line: string, told: string])[] = [
  ["scan {dir}/logs/app.log --db {dir}/logs/app.log", SAME("--db")],
  ["scan {dir}/logs/app.log --state {dir}/logs/app.log", SAME("--state")],
  ["scan {dir}/logs/app.log --feedback {dir}/logs/app.log", SAME("--feedback")],
  ["scan {dir}/logs/app.log --events {dir}/logs/app.log", SAME("--events")],
  ["scan {dir}/logs/app.log --log-file {dir}/logs/app.log", SAME("--log-file")],
  ["scan {dir}/logs/app.log --verdicts {dir}/logs/app.log", SAME("--verdicts")],
  ["scan {dir}/logs/app.log --session-verdicts {dir}/logs/app.log", SAME("--session-verdicts")],
  ["scan --baseline {dir}/logs/app.log {dir}/logs/app.json --verdicts {dir}/logs/app.log", SAME("--verdicts")],
  ["watch {dir}/logs/app.log --events {dir}/logs/app.log", SAME("--events")],
  ["templates {dir}/logs/app.log --assignments {dir}/logs/app.log", SAME("--assignments")],
  ["train {dir}/logs/app.log --output {dir}/logs/app.log", SAME("--output")],
  ["train {dir}/logs/app.json --out {dir}/logs/app.onnx", SAME("--output", "logs/app.json")],
  ["bench {dir}/logs/app.log --save {dir}/logs/app.log", SAME("--save")],
  ["scan {dir}/logs/app.log --events {dir}/link", SAME("--events", "link")],
  ["scan {dir}/link --events {dir}/second", SAME("--events", "second")],
  ["scan {dir}/logs --events {dir}/logs/app.log", WITHIN("--events", "logs/app.log")],
  ["scan {dir}/logs --events {dir}/second", WITHIN("--events", "second")],
  ["scan {dir}/logs/*.log --events {dir}/link", WITHIN("--events", "link", "logs/*.log")],
  // what a flag would have been written to is not passed over under another name, and what is named outright is read
  ["scan {dir}/logs {dir}/second --events {dir}/second", WITHIN("--events", "second")],
  ["scan {dir}/logs --verdicts {dir}/logs/app.json", WITHIN("--verdicts", "logs/app.json")],
  ["watch {dir}/logs/new.log {dir}/logs --log-file {dir}/logs/new.log", SAME("--log-file", "logs/new.log")],
  // what was put aside is packed and removed
  [
    "scan {dir}/logs/e-2026-11-22T18-00-00-000Z.log --events {dir}/logs/e.log",
    "logs/e-2026-11-22T18-00-00-000Z.log: is read, and --events would pack or remove it; " +
    "name another file, or move it away",
  ],
  // what Oddline has not written it does not put aside
  ["feedback --feedback {dir}/logs/app.log", FOREIGN("a file of marks", "--feedback")],
  ["feedback add --text x --feedback {dir}/logs/app.log", FOREIGN("a file of marks", "--feedback")],
  ["scan {dir}/logs/app.json --state {dir}/logs/app.log", FOREIGN("a state", "--state")],
  ["scan {dir}/logs/app.json --db {dir}/logs/app.log", FOREIGN("a database", "--db")],
  ["history show --db {dir}/logs/app.log", FOREIGN("a database", "--db")],
  [
    "scan {dir}/link --events {dir}/e --verdicts {dir}/e",
    "e: --verdicts and --events would both write to it; name two files",
  ],
];

for (const [line, told] of REFUSED) {
  Deno.test(`oddline ${line} is refused, and nothing is touched`, async () => {
    assertEquals(await tried(line), { code: 2, told: `oddline: ${told}\n`, isUntouched: true });
  });
}

Deno.test("a key of the configuration is refused as a flag is, and is named with its line", async () => {
  const config = { "o.yaml": "quiet: true\nevents: '{dir}/logs/app.log'\n" };
  const { code, told, isUntouched } = await tried("scan {dir}/logs/app.log --config {dir}/o.yaml", config);
  assertEquals([code, told, isUntouched], [2, `oddline: ${SAME("events (o.yaml:2)")}\n`, true]);
});

const FINE: readonly string[] = [
  "scan {dir}/logs --exclude e.log --events {dir}/logs/e.log",
  "scan {dir}/logs --include *.json --events {dir}/logs/e.log",
  "scan {dir}/logs/app.log --events {dir}/logs/e.log",
  "scan {dir}/logs/app.log --events /dev/null --verdicts /dev/null",
  "watch {dir}/logs --headless --exit-at-end --db {dir}/logs/o.db --state {dir}/o.json --events {dir}/logs/.e.log",
];

for (const line of FINE) {
  Deno.test(`oddline ${line} writes to nothing that is read`, async () => {
    assertEquals(await tried(line, { "logs/e.log": "{}\n" }).then(({ code, told }) => [code, told]), [0, ""]);
  });
}

const WITHIN_ITS_FOLDER: readonly string[] = [
  "scan {dir}/logs --db {dir}/logs/o.db --events {dir}/logs/e.log --log-file {dir}/logs/l.log --log-level debug",
  "scan {dir}/logs --state {dir}/logs/o.state.json --events {dir}/logs/e.log --events-size 1KiB",
  "watch {dir}/logs --headless --exit-at-end --from-start --db {dir}/logs/o.db --events {dir}/logs/e.log",
  "watch {dir}/logs/*.{log,json} --headless --exit-at-end --from-start --db {dir}/logs/o.db --events {dir}/logs/e.log",
];

for (const line of WITHIN_ITS_FOLDER) {
  Deno.test(`oddline ${line} passes over what it has written itself, also the second time`, async () => {
    using folder = new TempFolder();
    folder.write("logs/app.log", LOG);
    const argv = [...line.split(" ").map((word) => word.replace("{dir}", folder.path)), "--format", "ndjson"];
    const linesRead: Record<string, number>[] = [];
    for (let time = 0; time < 2; time++) {
      const { code, stdout } = await run(argv, { env: { ODDLINE_DB: "" }, cwd: folder.path });
      const summary: Summary = JSON.parse(stdout.trimEnd().split("\n").at(-1) ?? "");
      assertEquals(code, 0);
      linesRead.push(Object.fromEntries(summary.sources.map(({ source, lines }) => [basename(source), lines])));
    }
    const goesOn = line.startsWith("watch") || line.includes("--state");
    assertEquals(linesRead, [{ "app.log": 20 }, { "app.log": goesOn ? 0 : 20 }]);
  });
}
