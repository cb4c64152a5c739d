/** What Oddline says about itself: by levels, on standard error or into a file, and for the journal with priorities. */
import { assertEquals, assertStringIncludes } from "@std/assert";
import { Diagnostics } from "../../src/cli/diagnostics.ts";
import { tellOf } from "../../src/cli/run/warn.ts";
import { TempFolder } from "../sources/temp_folder.ts";
import { fakeIo, run } from "./fake_io.ts";

function world(isJournal = false) {
  let written = "";
  const now = () => Date.UTC(2026, 10, 22, 18);
  const diagnostics = new Diagnostics({ now, isJournal, write: (text) => void (written += text) });
  return { diagnostics, written: () => written };
}

Deno.test("only what is grave enough is said, each in one line, and controls are shown", () => {
  const { diagnostics, written } = world();
  diagnostics.say("debug", "begun");
  diagnostics.say("info", "the page is at\n\x1b[2J here");
  diagnostics.configure({ level: "error", path: undefined });
  diagnostics.say("warning", "a worker died");
  diagnostics.say("error", "no room");
  assertEquals(written(), "oddline: the page is at\\n\\x1b[2J here\noddline: no room\n");
});

Deno.test("the journal is given the priority of each line", () => {
  const { diagnostics, written } = world(true);
  diagnostics.configure({ level: "debug", path: undefined });
  for (const level of ["error", "warning", "info", "debug"] as const) diagnostics.say(level, level);
  diagnostics.fail("oddline: no such file");
  assertEquals(
    written(),
    "<3>oddline: error\n<4>oddline: warning\n<6>oddline: info\n<7>oddline: debug\n<3>oddline: no such file\n",
  );
});

Deno.test("with a file standard error is left alone, and the file may be rotated", () => {
  using folder = new TempFolder();
  const path = folder.at("oddline.log");
  const { diagnostics, written } = world();
  diagnostics.configure({ level: "info", path });
  diagnostics.say("warning", "first");
  Deno.renameSync(path, `${path}.1`);
  diagnostics.say("info", "second");
  assertEquals(Deno.readTextFileSync(`${path}.1`), "2026-11-22T18:00:00.000Z warning first\n");
  assertEquals(Deno.readTextFileSync(path), "2026-11-22T18:00:00.000Z info second\n");
  assertEquals(written(), "");
});

Deno.test("a file that cannot be written is said once, and nothing is lost", () => {
  using folder = new TempFolder();
  const { diagnostics, written } = world();
  diagnostics.configure({ level: "info", path: folder.path });
  diagnostics.say("warning", "first");
  diagnostics.say("warning", "second");
  const lines = written().trimEnd().split("\n");
  assertEquals(lines.length, 3);
  assertStringIncludes(lines[0], `${folder.path}: cannot be written`);
  assertEquals(lines.slice(1), ["oddline: first", "oddline: second"]);
});

Deno.test("under a dashboard a warning is on its screen, and in the file where there is one", () => {
  using folder = new TempFolder();
  const { io, outputs } = fakeIo();
  const shown: string[] = [];
  const tell = tellOf(io, { warn: (message) => void shown.push(message) });
  tell("first");
  io.diagnostics.configure({ level: "info", path: folder.at("oddline.log") });
  tell("second");
  assertEquals([shown, outputs.stderr], [["first", "second"], ""]);
  assertStringIncludes(Deno.readTextFileSync(folder.at("oddline.log")), "warning second");
});

Deno.test("--log-file has what a run says about itself, --log-level how much of it", async () => {
  using folder = new TempFolder();
  const log = folder.write("app.log", "ERROR: one\n");
  const path = folder.at("oddline.log");
  const flags = ["--log-file", path, "--log-level", "debug", "--workers", "1"];
  const { code, stderr } = await run(["scan", log, "--model", folder.at("none.onnx"), ...flags]);
  assertEquals([code, stderr], [0, ""]);
  const said = Deno.readTextFileSync(path);
  assertStringIncludes(said, "warning");
  assertStringIncludes(said, "this Isolation Forest cannot be used");
  assertStringIncludes(said, "debug ended after 1 lines, 1 anomalies");
  const failed = await run(["scan", folder.at("none.log"), ...flags]);
  assertEquals(failed.code, 2);
  assertStringIncludes(failed.stderr, "oddline: ");
  assertStringIncludes(Deno.readTextFileSync(path), "error ");
});
