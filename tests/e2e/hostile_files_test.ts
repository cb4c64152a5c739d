/** Files of state and names of files, damaged and made up: nothing crashes, runs, or leaves what was named. */
import { assert, assertEquals } from "@std/assert";
import { STATE_VERSION } from "../../src/pipeline/state.ts";
import { loadState, saveState } from "../../src/sources/checkpoint.ts";
import { run } from "../cli/fake_io.ts";
import type { TempFolder } from "../sources/temp_folder.ts";
import { CONTROLS, hostile, isThere } from "./hostile_cases.ts";
import { damagedValue } from "./mutate.ts";

/** Odd lines, sessions, levels and numbers: something for each detector to learn and to go on from. */
function logOf(from: number, lines: number): string {
  return Array.from({ length: lines }, (_, at) => {
    const k = from + at;
    const time = new Date(Date.UTC(2026, 1, 3) + k * 1500).toISOString().replace("T", " ").slice(0, 19);
    const what = ["opened", `served in ${k % 40} ms`, "closed"][k % 3];
    return `[${time}] [${k % 50 === 49 ? "ERROR" : "INFO"}] [api] Request req-${Math.floor(k / 3)} ${what}\n`;
  }).join("");
}

hostile(
  "a state whose sum is right and whose values are not is gone on from, or set aside, or begun anew",
  .1,
  async (random, folder) => {
    saved ??= await learnt(folder);
    const path = folder.at("kept/state.json");
    let value: unknown = saved;
    for (let damages = random.integer(1, 4); damages > 0; damages--) value = damagedValue(value, random);
    Deno.mkdirSync(folder.at("kept"));
    saveState(path, JSON.stringify(value), STATE_VERSION);
    const { code, stdout, stderr } = await run(scan(folder, path), { cwd: folder.path });
    if (code === 0) assert(stdout.includes('"type":"summary"'), stdout);
    else assert(stderr.includes("it was set aside as"), stderr);
    assert(!stderr.includes("    at "), stderr);
    Deno.removeSync(folder.at("kept"), { recursive: true });
  },
);

let saved: unknown;

/** What a run has learnt of the first half of a log. */
async function learnt(folder: TempFolder): Promise<unknown> {
  const path = folder.at("state.json");
  folder.write("app.log", logOf(0, 1500));
  const { code, stderr } = await run(scan(folder, path), { cwd: folder.path });
  assertEquals(code, 0, stderr);
  folder.append("app.log", logOf(1500, 300));
  const loaded = loadState<unknown>(path, 0, STATE_VERSION);
  if (loaded?.kind !== "loaded") throw new Error(loaded?.reason);
  return loaded.value;
}

function scan(folder: TempFolder, state: string): string[] {
  return ["scan", "--workers", "1", "--state", state, folder.at("app.log")];
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

hostile(
  "files under hostile names are read, shown harmlessly, and nothing beside them is made",
  .1,
  async (random, folder) => {
    const names = Array.from({ length: 3 }, () => random.pick(NAMES) + random.pick(NAMES));
    const logs = `logs-${random.integer(0, 1e9)}`;
    for (const name of names) folder.write(`${logs}/${name}.log`, logOf(0, 60));
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
