/** `oddline doctor`: that it finds what does not work, says what would do, and changes nothing. */
import { assert, assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { openDatabase } from "../../src/store/database.ts";
import { runOddline } from "../e2e/oddline_process.ts";
import { TempFolder } from "../sources/temp_folder.ts";
import { run } from "./fake_io.ts";

/** Its findings by name: "ok" or "FAIL", and the detail. */
async function doctor(folder: TempFolder, args: readonly string[] = [], env: Record<string, string> = {}) {
  const { code, stdout } = await run(["doctor", ...args], {
    cwd: folder.path,
    env: { XDG_STATE_HOME: folder.at("state"), ...env },
  });
  const found = new Map<string, [mark: string, detail: string]>();
  for (const [, mark, name, detail] of stdout.matchAll(/^(ok|FAIL) +(\w+(?: \w+)?) {2,}(.*)$/gm)) {
    found.set(name, [mark, detail]);
  }
  return { code, found };
}

Deno.test("where all works each thing is named with what there is of it", async () => {
  using folder = new TempFolder();
  const { code, found } = await doctor(folder, [], { TERM: "xterm-256color" });
  assertEquals(code, 0);
  const names = ["permissions", "workers", "model", "cache", "state", "database", "watching", "open files"];
  assertEquals([...found.keys()], [...names, "configuration", "time zone", "terminal", "colours", "characters"]);
  assertMatch(found.get("database")![1], /^nothing is recorded in .*oddline\.db yet; .* can be written$/);
  assertMatch(found.get("workers")![1], /ONNX Runtime \d/);
  assertStringIncludes(found.get("colours")![1], "256");
});

Deno.test("what the dashboard is drawn with is what a run would draw with", async () => {
  using folder = new TempFolder();
  const characters = async (args: string[], env: Record<string, string>) =>
    (await doctor(folder, args, env)).found.get("characters")![1];
  assertEquals(await characters([], { TERM: "xterm" }), "Unicode");
  assertEquals(await characters([], { LANG: "C" }), "ASCII alone for LANG=C; --unicode draws with all");
  assertEquals(await characters(["--unicode"], { LANG: "C" }), "Unicode, although LANG=C");
  assertEquals(await characters(["--ascii"], {}), "ASCII alone, as was asked for");
});

Deno.test("a whole history is named with its version and size, a damaged one with what would do, and stays as it is", async () => {
  using folder = new TempFolder();
  const path = folder.at("o.db");
  openDatabase(path).close();
  const whole = await doctor(folder, ["--db", path]);
  assertMatch(whole.found.get("database")![1], /o\.db is whole: version \d+, \d+\.\d MB/);
  const damaged = new TextEncoder().encode("SQLite format 3\0 and no more ".repeat(500));
  Deno.writeFileSync(path, damaged);
  const { code, found } = await doctor(folder, ["--db", path]);
  assertEquals([code, found.get("database")![0]], [1, "FAIL"]);
  assertStringIncludes(found.get("database")![1], "oddline history restore puts a backup in its place");
  assertEquals(Deno.readFileSync(path), damaged);
  Deno.writeTextFileSync(path, "a log\n");
  const foreign = await doctor(folder, ["--db", path]);
  assertMatch(
    foreign.found.get("database")![1],
    /o\.db is not a database of Oddline; use --db FILE for another place$/,
  );
});

Deno.test("a folder that is named and not there is found out, and not made", async () => {
  using folder = new TempFolder();
  const { code, found } = await doctor(folder, ["--db", folder.at("none/o.db")]);
  assertEquals([code, found.get("database")![0]], [1, "FAIL"]);
  assertMatch(found.get("database")![1], /none is not there; use --db FILE for another place$/);
  assertEquals([...Deno.readDirSync(folder.path)].some(({ name }) => name === "none"), false);
});

Deno.test("a place that cannot be written is found out, and what would do is said", async () => {
  using folder = new TempFolder();
  folder.write("file", "no folder");
  const args = ["--state", folder.at("file/state.json"), "--db", folder.at("file/o.db")];
  const { code, found } = await doctor(folder, args);
  assertEquals(code, 1);
  for (const [name, help] of [["state", "--state FILE"], ["database", "--db FILE"]]) {
    assertEquals(found.get(name)![0], "FAIL", name);
    assertStringIncludes(found.get(name)![1], help);
  }
  assertEquals(found.get("watching")![0], "ok", "logs can be watched wherever the state is");
});

Deno.test("permissions that only some runs need are named with those runs", async () => {
  using folder = new TempFolder();
  const { code, stdout } = await runOddline(["doctor"], { home: folder.path });
  assertEquals(code, 0, stdout);
  assert(/permissions +all but net, which --http and alerts need/.test(stdout), stdout);
});
