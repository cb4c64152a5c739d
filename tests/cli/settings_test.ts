/** Flags count before the environment, the environment before the file, the file before the default. */
import { assertEquals, assertThrows } from "@std/assert";
import { parseConfig } from "../../src/cli/config/load.ts";
import { UsageError } from "../../src/cli/errors.ts";
import { parseArguments } from "../../src/cli/program.ts";
import { watchStatePath } from "../../src/cli/settings/kept_files.ts";
import { resolveSettings } from "../../src/cli/settings/resolve_settings.ts";
import type { Settings } from "../../src/cli/settings/settings.ts";

const MACHINE = { cores: 4, timeZone: "Europe/Berlin", nowMs: Date.parse("2026-11-22T18:00:00Z") };

async function settings(line: string, env: Record<string, string> = {}, yaml?: string): Promise<Settings> {
  const invocation = parseArguments(["watch", ...line.split(" ").filter((word) => word !== "")], 80);
  if ("help" in invocation) throw new Error("help");
  const file = yaml === undefined ? undefined : await parseConfig(yaml, "oddline.yaml");
  return resolveSettings(invocation.shared, env, { file, machine: MACHINE, keys: invocation.command.shared });
}

Deno.test("each place counts before the next", async () => {
  const yaml = "# mine\nworkers: 5\n";
  const cases: [Settings, number, unknown][] = [
    [await settings("", {}), 4, { kind: "default" }],
    [await settings("", {}, yaml), 5, { kind: "file", path: "oddline.yaml", line: 2 }],
    [await settings("", { ODDLINE_WORKERS: "6" }, yaml), 6, { kind: "environment", name: "ODDLINE_WORKERS" }],
    [await settings("--workers 7", { ODDLINE_WORKERS: "6" }, yaml), 7, { kind: "flag", name: "--workers" }],
    [await settings("", { ODDLINE_WORKERS: "" }), 4, { kind: "default" }],
  ];
  for (const [found, workers, origin] of cases) {
    assertEquals([found.workers, found.origins.get("workers")], [workers, origin]);
  }
});

Deno.test("switches: given, in the environment, in the file, taken back", async () => {
  assertEquals((await settings("--quiet")).quiet, true);
  assertEquals((await settings("", { ODDLINE_QUIET: "1" })).quiet, true);
  assertEquals((await settings("", {}, "quiet: true")).quiet, true);
  assertEquals((await settings("", { ODDLINE_QUIET: "0" }, "quiet: true")).quiet, false);
  assertEquals((await settings("")).history, true);
  assertEquals((await settings("--no-history")).history, false);
  assertEquals((await settings("", { ODDLINE_NO_HISTORY: "yes" })).history, false);
});

Deno.test("the dashboard is drawn with ASCII alone where the terminal shows no more, unless the user says otherwise", async () => {
  const cases: [env: Record<string, string>, isAscii: boolean, flags?: string, yaml?: string][] = [
    [{}, false],
    [{ TERM: "linux", LANG: "C.UTF-8" }, true],
    [{ LANG: "C" }, true],
    [{ LC_CTYPE: "de_DE.ISO-8859-1", LANG: "de_DE.UTF-8" }, true],
    [{ LC_ALL: "en_US.utf8", LANG: "C" }, false],
    [{ LC_ALL: "", LANG: "POSIX" }, true],
    [{ LC_CTYPE: "UTF-8" }, false],
    [{}, true, "--ascii"],
    [{ LANG: "C" }, false, "--unicode"],
    [{ LANG: "C", ODDLINE_ASCII: "0" }, false],
    [{ LANG: "C" }, false, "", "ascii: false"],
    [{}, false, "--unicode", "ascii: true"],
    [{ ODDLINE_UNICODE: "1" }, true, "--ascii"],
  ];
  for (const [env, isAscii, flags = "", yaml] of cases) {
    assertEquals((await settings(flags, env, yaml)).ascii, isAscii, JSON.stringify([env, flags, yaml]));
  }
});

Deno.test("everything has a value, in the units that the name says", async () => {
  const found = await settings(
    "--since 2h --until 2026-11-22T17:30:00Z --max-line-bytes 1KiB --include *.log --include *.out,*.err --timezone UTC",
    { ODDLINE_GROUP_WINDOW: "90s" },
  );
  assertEquals(found.sinceMs, MACHINE.nowMs - 7_200_000);
  assertEquals(found.untilMs, Date.parse("2026-11-22T17:30:00Z"));
  assertEquals([found.lineBytesMax, found.groupWindowMs, found.timeZone], [1024, 90_000, "UTC"]);
  assertEquals(found.include, ["*.log", "*.out", "*.err"]);
  assertEquals((await settings("")).timeZone, "Europe/Berlin");
});

Deno.test("mode and detectors together say what is on", async () => {
  assertEquals([...(await settings("--mode rules")).detectors], ["rule", "severity", "keyword"]);
  assertEquals([...(await settings("--detectors spike,rule")).detectors], ["rule", "spike"]);
  assertEquals([...(await settings("--detectors spike,rule --mode ml")).detectors], ["spike"]);
  assertEquals((await settings("")).detectors.size, 13);
});

Deno.test("state stands beside the database unless it is named", async () => {
  assertEquals(
    watchStatePath(await settings("", { HOME: "/home/me" })),
    "/home/me/.local/state/oddline/oddline.state.json",
  );
  assertEquals(watchStatePath(await settings("--db /x/a.db")), "/x/a.state.json");
  assertEquals(watchStatePath(await settings("--db /x/a.db --state /y/s")), "/y/s");
});

Deno.test("a wrong variable is called by its name", () => {
  assertThrows(
    () => resolveSettings(new Map(), { ODDLINE_WORKERS: "many" }, { machine: MACHINE }),
    UsageError,
    "ODDLINE_WORKERS: 'many' is not a whole number from 1 to 256",
  );
});
