/** Runs every case of tests/cases, in process or on the executable: files in, events, text and exit code out. */
import { assertEquals } from "@std/assert";
import { type Outcome, run } from "../cli/fake_io.ts";
import { TempFolder } from "../sources/temp_folder.ts";
import { bytesOf, type Case, loadCases } from "./case_file.ts";
import { runOddline } from "./oddline_process.ts";
import { EXECUTABLE } from "./program.ts";

/** When files of a case were last written, unless it says otherwise. */
const MODIFIED = "2026-06-30T00:00:00Z";

for (const each of loadCases()) Deno.test(each.name, () => check(each));

async function check(given: Case): Promise<void> {
  using folder = new TempFolder();
  for (const [name, content] of Object.entries(given.files)) {
    const path = folder.write(name, bytesOf(content));
    const modified = new Date(given.modified ?? MODIFIED);
    Deno.utimeSync(path, modified, modified);
  }
  // a configuration is always there, so that none of the machine's own is read
  folder.write("oddline.yaml", given.config ?? "");
  const inFolder = (text: string) => text.replaceAll("{dir}", folder.path);
  const { code, stdout, stderr } = await outcomeOf(given.args.map(inFolder), folder.path);
  const found = outOfFolder(stdout, folder);
  // stderr first: where something went wrong, it says what
  assertEquals(outOfFolder(stderr, folder), given.stderr ?? "", "stderr");
  if (given.stdout !== undefined) assertEquals(found, given.stdout, "stdout");
  if (given.events !== undefined || given.summary !== undefined) {
    const lines = found.split("\n").filter((line) => line !== "").map((line) => JSON.parse(line));
    const summary = lines.pop();
    assertEquals(summary?.type, "summary");
    if (given.summary !== undefined) assertEquals(only(given.summary, summary), given.summary);
    const { events } = given;
    if (events !== undefined) assertEquals(lines.map((line, index) => only(events[index], line)), events);
  }
  for (const [name, rows] of [["verdicts.tsv", given.verdicts], ["sessions.tsv", given.sessions]] as const) {
    if (rows === undefined) continue;
    assertEquals(readRows(folder.at(name)).map((row, index) => only(rows[index], row)), rows, name);
  }
  for (const [name, text] of Object.entries(given.written ?? {})) {
    assertEquals(outOfFolder(Deno.readTextFileSync(folder.at(name)), folder), text, name);
  }
  assertEquals(code, given.exit ?? 0, "exit code");
}

async function outcomeOf(args: readonly string[], cwd: string): Promise<Outcome> {
  const env = { ODDLINE_WORKERS: "1", ODDLINE_NO_HISTORY: "true" };
  return EXECUTABLE === undefined ? await run(args, { cwd, env }) : await runOddline(args, { home: cwd, env });
}

/** The fields of what was found that the case speaks of; all of it where it speaks of none. */
function only(expected: unknown, found: unknown): unknown {
  if (!isObject(expected) || !isObject(found)) {
    if (Array.isArray(expected) && Array.isArray(found) && expected.some(isObject)) {
      return found.map((each, index) => only(expected[index], each));
    }
    return found;
  }
  return Object.fromEntries(
    Object.keys(expected).filter((key) => key in found).map((key) => [key, only(expected[key], found[key])]),
  );
}

/** The rows of tab-separated values, by the names in the header; what is written as a number is one. */
function readRows(path: string): Record<string, unknown>[] {
  const [names, ...rows] = Deno.readTextFileSync(path).split("\n").slice(0, -1).map((line) => line.split("\t"));
  const valueOf = (text: string) => /^[0-9.]+$/.test(text) ? Number(text) : text;
  return rows.map((row) => Object.fromEntries(names.map((name, index) => [name, valueOf(row[index])])));
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function outOfFolder(text: string, folder: TempFolder): string {
  return text.replaceAll(`${folder.path}/`, "").replaceAll(folder.path, "{dir}");
}
