import { assertEquals } from "@std/assert";
import { type Plan, unneededPermissions } from "../../src/cli/permissions.ts";

const HTTP = { host: "127.0.0.1", port: 8080 } as never;

function alertsOf(type: string): never {
  return { notifiers: [{ name: "a", type }], routes: [] } as never;
}

function plan(changes: Partial<Plan["settings"]> = {}, rest: Partial<Plan> = {}): Plan {
  const settings = {
    httpAddress: undefined,
    alerts: undefined,
    mode: "hybrid",
    headless: false,
    format: undefined,
    eventsPath: undefined,
    ...changes,
  } as const;
  return { command: "watch", words: ["watch", "app.log"], settings, isTerminal: false, ...rest };
}

const CASES: readonly (readonly [string, Plan, readonly string[]])[] = [
  ["neither the network nor programs", plan(), ["net", "run", "import"]],
  ["no native library where rules alone judge", plan({ mode: "rules" }), ["net", "run", "ffi", "import"]],
  ["the network with --http", plan({ httpAddress: HTTP }), ["run", "import"]],
  ["the network for a webhook", plan({ alerts: alertsOf("webhook") }), ["run", "import"]],
  ["the network for syslog", plan({ alerts: alertsOf("syslog") }), ["run", "import"]],
  ["programs for a command that is told", plan({ alerts: alertsOf("command") }), ["net", "import"]],
  ["neither for a file that is told", plan({ alerts: alertsOf("file") }), ["net", "run", "import"]],
  ["neither in scan, which tells nobody", plan({ alerts: alertsOf("webhook") }, { command: "scan" }), [
    "net",
    "run",
    "import",
  ]],
  ["programs from a dashboard", plan({}, { isTerminal: true }), ["net", "import"]],
  ["no programs on a terminal without one", plan({ headless: true }, { isTerminal: true }), ["net", "run", "import"]],
  ["everything for a pipe of the shell", plan({}, { words: ["scan", "/dev/fd/63"] }), []],
  ["everything for a flag that names one", plan({}, { words: ["scan", "--events=/dev/stderr", "a"] }), []],
  ["everything where the file names one", plan({ eventsPath: "/proc/1/fd/1" }), []],
  ["nothing more for /dev/null", plan({}, { words: ["scan", "--events", "/dev/null"] }), ["net", "run", "import"]],
];

for (const [name, given, expected] of CASES) {
  Deno.test(`a run needs ${name}`, () => assertEquals(unneededPermissions(given), expected));
}
