/** How a run ends: by a signal with all saved, or because nobody reads any more. */
import { assert, assertEquals } from "@std/assert";
import { TempFolder } from "../sources/temp_folder.ts";
import { OddlineProcess, parseLines, runOddline } from "./oddline_process.ts";
import { commandLine } from "./program.ts";

const CODES = { SIGINT: 130, SIGTERM: 143 } as const;
const ERROR = "[2026-02-03 10:00:00] [ERROR] [database] Connection lost\n";

for (const [signal, expected] of Object.entries(CODES)) {
  Deno.test(`${signal} ends a watch with ${expected}, its summary, and all saved`, async () => {
    using folder = new TempFolder();
    const log = folder.write("app.log", ERROR);
    const state = folder.at("state.json");
    await using oddline = new OddlineProcess(["watch", "--headless", "--from-start", "--state", state, log], {
      home: folder.path,
    });
    await oddline.until("the first event", () => oddline.events().length > 0);
    folder.append("app.log", "[2026-02-03 10:00:01] [FATAL] [database] Everything lost\n");
    await oddline.until("the second event", () => oddline.events().length > 1);
    oddline.signal(signal as Deno.Signal);
    const { code, stderr } = await oddline.ended();
    assertEquals({ code, stderr }, { code: expected, stderr: "" });
    assertEquals(oddline.events().map(({ type }) => type), ["anomaly", "anomaly", "summary"]);
    assertEquals(JSON.parse(Deno.readTextFileSync(state)).value.pipeline.totals.lines, 2);
    const left = [...Deno.readDirSync(folder.path)].map(({ name }) => name).sort();
    assertEquals(left, ["app.log", "oddline", "state.json"], "the lock is given back");
  });
}

Deno.test("SIGHUP ends a watch with 129, and all saved, where there is a controlling terminal", async () => {
  using folder = new TempFolder();
  const log = folder.write("app.log", ERROR);
  const state = folder.at("state.json");
  const args = ["watch", "--headless", "--format", "ndjson", "--from-start", "--state", state, log];
  await using oddline = new OddlineProcess(args, { home: folder.path, terminal: true });
  await oddline.until("the first event", () => oddline.events().length > 0);
  const [pid] = Deno.readTextFileSync(`${state}.lock`).split(/\s/);
  Deno.kill(Number(pid), "SIGHUP");
  const { code } = await oddline.ended();
  assertEquals(code, 129);
  assertEquals(oddline.events().map(({ type }) => type), ["anomaly", "summary"]);
  assertEquals(JSON.parse(Deno.readTextFileSync(state)).value.pipeline.totals.lines, 1);
});

Deno.test("a second signal ends a run at once, by its own code", async () => {
  using folder = new TempFolder();
  const log = folder.write("app.log", ERROR);
  await using oddline = new OddlineProcess(["watch", "--headless", "--from-start", "--state", folder.at("s"), log], {
    home: folder.path,
  });
  await oddline.until("the first event", () => oddline.events().length > 0);
  oddline.signal("SIGTERM");
  oddline.signal("SIGINT");
  const { code } = await oddline.ended();
  assert(code === 130 || code === 143, String(code));
});

Deno.test("verdict files of a scan that a signal ends are removed, and an older one stays", async () => {
  using folder = new TempFolder();
  const old = folder.write("verdicts.tsv", "old\n");
  const files = ["--verdicts", old, "--session-verdicts", folder.at("sessions.tsv"), "--events", folder.at("events")];
  const names = () => [...Deno.readDirSync(folder.path)].map(({ name }) => name).sort();
  await using oddline = new OddlineProcess(["scan", "--no-history", ...files, "-"], { home: folder.path });
  await oddline.write(ERROR);
  // events are opened when it already listens for signals
  await oddline.until("the files are there", () => names().includes("events"));
  assertEquals(names().length, 4);
  oddline.signal("SIGTERM");
  assertEquals((await oddline.ended()).code, 143);
  assertEquals(names(), ["events", "verdicts.tsv"]);
  assertEquals(Deno.readTextFileSync(old), "old\n");
});

/** Odd lines so far apart that each is an event of its own. */
function oddLine(number: number): string {
  const time = new Date(Date.UTC(2026, 1, 3) + number * 90_000).toISOString().replace("T", " ").slice(0, 19);
  return ERROR.replace(/^\[[^\]]*\] \[ERROR\]/, `[${time}] [FATAL]`);
}

for (const format of ["ndjson", "text", "raw"]) {
  Deno.test(`a reader of ${format} that goes away ends a scan quietly with 0`, async () => {
    using folder = new TempFolder();
    // more than a pipe holds
    const log = folder.write("app.log", Array.from({ length: 9000 }, (_, number) => oddLine(number)).join(""));
    const { code, stderr, stdout } = await runOddline(["scan", "--format", format, log], {
      home: folder.path,
      head: true,
    });
    assertEquals({ code, stderr }, { code: 0, stderr: "" });
    assert(stdout.includes("lost"));
  });
}

Deno.test("a reader that goes away ends a watch quietly with 0 at the next event", async () => {
  using folder = new TempFolder();
  const log = folder.write("app.log", oddLine(0));
  const args = ["watch", "--headless", "--from-start", "--state", folder.at("state"), log];
  await using watching = new OddlineProcess(args, { home: folder.path, head: true });
  let number = 1;
  const writing = setInterval(() => folder.append("app.log", oddLine(number++)), 50);
  try {
    const { code, stderr } = await watching.ended();
    assertEquals({ code, stderr }, { code: 0, stderr: "" });
  } finally {
    clearInterval(writing);
  }
});

Deno.test("a run whose output nobody reads ends after a signal as well, and the next one tells what was not told", async () => {
  using folder = new TempFolder();
  // more than a pipe and what is held back take together
  const count = 12_000;
  const log = folder.write("app.log", Array.from({ length: count }, (_, number) => oddLine(number)).join(""));
  const args = ["watch", "--headless", "--from-start", "--mode", "rules", "--state", folder.at("state"), log];
  const [program, ...first] = commandLine();
  const home = { XDG_CONFIG_HOME: folder.path, XDG_STATE_HOME: folder.path, TZ: "UTC" };
  const stuck = new Deno.Command(program, { args: [...first, ...args], env: home, stdout: "piped", stderr: "null" });
  const child = stuck.spawn();
  const reader = child.stdout.getReader();
  const { value } = await reader.read();
  child.kill("SIGTERM");
  assertEquals((await child.status).code, 143);
  await reader.cancel();
  const told = new Set(ids(new TextDecoder().decode(value)));
  const { stdout } = await runOddline([...args, "--exit-at-end"], { home: folder.path });
  for (const id of ids(stdout)) told.add(id);
  assertEquals(told.size, count);
});

function ids(text: string): unknown[] {
  return parseLines(text).filter(({ type }) => type === "anomaly").map(({ id }) => id);
}
