/** Live, as a user sees it: Oddline is a process of its own, and files grow beside it. */
import { assert, assertEquals, assertMatch } from "@std/assert";
import { STATE_VERSION } from "../../src/pipeline/state.ts";
import { saveState } from "../../src/sources/checkpoint.ts";
import { TempFolder } from "../sources/temp_folder.ts";
import { OddlineProcess, parseLines, runOddline } from "./oddline_process.ts";

const FINE = "[2026-02-03 10:00:00] [INFO] [auth] Session created for user session duration: 2737s\n";
const ERROR = "[2026-02-03 10:00:01] [ERROR] [database] Connection pool exhausted\n";
const FATAL = "[2026-02-03 10:00:02] [FATAL] [storage] Volume went away\n";

interface Watch {
  readonly files: readonly string[];
  readonly args?: readonly string[];
  readonly state?: string;
}

function watch(folder: TempFolder, { files, args = [], state = "state.json" }: Watch): OddlineProcess {
  const paths = files.map((file) => folder.at(file));
  const all = ["watch", "--headless", "--state", folder.at(state), ...args, ...paths];
  return new OddlineProcess(all, { home: folder.path });
}

async function stop(oddline: OddlineProcess): Promise<void> {
  oddline.signal("SIGTERM");
  assertEquals((await oddline.ended()).code, 143, oddline.stderr);
}

function savedLines(folder: TempFolder): number {
  return JSON.parse(Deno.readTextFileSync(folder.at("state.json"))).value.pipeline.totals.lines;
}

function exists(path: string): boolean {
  try {
    return Deno.statSync(path).isFile;
  } catch {
    return false;
  }
}

Deno.test("a line that a rule matches is told while the log goes on", async () => {
  using folder = new TempFolder();
  folder.write("oddline.yaml", "rules: [{name: refunds, match: refund, score: 0.93}]\n");
  folder.write("app.log", FINE);
  await using oddline = watch(folder, { files: ["app.log"], args: ["--from-start"] });
  folder.append("app.log", "[2026-02-03 10:00:01] [INFO] [api] a refund of 12 EUR\n");
  await oddline.until("the event", () => oddline.events().length > 0);
  const { type, detector, score, line, reason } = oddline.events()[0];
  assertEquals({ type, detector, score, line, reason }, {
    type: "anomaly",
    detector: "rule",
    score: .93,
    line: 2,
    reason: 'rule "refunds" matched',
  });
  await stop(oddline);
});

Deno.test("the lines of a stack trace come as an update of the line that is told at once", async () => {
  using folder = new TempFolder();
  folder.write("app.log", FINE);
  await using oddline = watch(folder, { files: ["app.log"], args: ["--from-start"] });
  const trace = ["java.sql.SQLException: closed", "\tat com.example.Db.run(Db.java:12)"];
  folder.append("app.log", `${ERROR}${trace.join("\n")}\n`);
  await oddline.until("the update", () => oddline.events().length > 1);
  const [event, update] = oddline.events();
  assertEquals(event.type, "anomaly");
  assertEquals({ type: update.type, id: update.id, continuation: update.continuation, closed: update.closed }, {
    type: "anomaly_update",
    id: event.id,
    continuation: trace,
    closed: false,
  });
  await stop(oddline);
});

Deno.test("how often an incident was seen is told when the log falls silent, and when the run is ended", async () => {
  using folder = new TempFolder();
  folder.write("app.log", FINE);
  await using oddline = watch(folder, { files: ["app.log"], args: ["--from-start"] });
  folder.append("app.log", ERROR.repeat(20));
  await oddline.until("the count", () => oddline.events().at(-1)?.count === 20);
  folder.append("app.log", ERROR.repeat(3));
  await oddline.until("the lines to be read", () => exists(folder.at("state.json")) && savedLines(folder) === 24);
  await stop(oddline);
  assertEquals(oddline.events().map(({ count }) => Number(count)).filter((count) => count > 20), [23]);
});

Deno.test("what was there before is learnt from and not told; what comes is", async () => {
  using folder = new TempFolder();
  folder.write("app.log", FINE + ERROR);
  await using oddline = watch(folder, { files: ["app.log"] });
  await oddline.until("the past is learnt", () => exists(folder.at("state.json")));
  folder.append("app.log", FATAL);
  await oddline.until("the event", () => oddline.events().length > 0);
  await stop(oddline);
  const messages = oddline.events().map(({ message, line }) => [message, line]);
  assertEquals(messages, [[FATAL.trimEnd(), 3], [undefined, undefined]]);
  assertEquals(oddline.events().at(-1)?.lines, 3);
});

Deno.test("a run that comes back goes on behind the last line, with its incident still open", async () => {
  using folder = new TempFolder();
  folder.write("app.log", ERROR);
  let id: unknown;
  {
    await using oddline = watch(folder, { files: ["app.log"], args: ["--from-start"] });
    await oddline.until("the event", () => oddline.events().length > 0);
    id = oddline.events()[0].id;
    await stop(oddline);
  }
  folder.append("app.log", ERROR.replace(":01", ":31") + FATAL.replace(":02", ":32"));
  await using again = watch(folder, { files: ["app.log"] });
  await again.until("the events", () => again.events().length > 1);
  await stop(again);
  const said = again.events().map(({ type, id, count, line }) => ({ type, id, count, line }));
  assertEquals(said[0], { type: "anomaly_update", id, count: 2, line: undefined });
  assertEquals([said[1].type, said[1].line], ["anomaly", 3]);
  assertEquals(said[2].type, "summary");
  assertEquals(savedLines(folder), 3);
});

Deno.test("files that appear in a folder are read from their first line", async () => {
  using folder = new TempFolder();
  Deno.mkdirSync(folder.at("logs"));
  folder.write("logs/a.log", FINE);
  await using oddline = watch(folder, { files: ["logs"], args: ["--from-start"] });
  folder.append("logs/a.log", ERROR);
  await oddline.until("it follows", () => oddline.events().length > 0);
  folder.write("logs/b.log", FINE + FATAL);
  await oddline.until("the event of the new file", () => oddline.events().length > 1);
  assertEquals(oddline.events()[1].source, folder.at("logs/b.log"));
  assertEquals(oddline.events()[1].line, 2);
  await stop(oddline);
});

Deno.test("a second instance on one state says who keeps it, tells what it sees, and changes nothing", async () => {
  using folder = new TempFolder();
  folder.write("app.log", ERROR);
  await using first = watch(folder, { files: ["app.log"], args: ["--from-start"] });
  await first.until("the first event", () => first.events().length > 0);
  await using second = watch(folder, { files: ["app.log"], args: ["--from-start"] });
  folder.append("app.log", FATAL);
  await first.until("its second event", () => first.events().length > 1);
  await second.until("the same event", () => second.events().some(({ line }) => line === 2));
  await stop(second);
  assertMatch(second.stderr, new RegExp(`^oddline: .*state\\.json: Oddline with pid ${first.pid} keeps this state`));
  assertEquals(second.stderr.split("\n").length, 2, second.stderr);
  assertEquals(JSON.parse(`[${Deno.readTextFileSync(folder.at("state.json.lock")).split(" ")[0]}]`), [first.pid]);

  // the second has seen line 2, the first goes on from its own state
  await stop(first);
  assertEquals(first.stderr, "");
  assertEquals(savedLines(folder), 2);
});

Deno.test("a lock of a process that was killed does not stand in the way", async () => {
  using folder = new TempFolder();
  folder.write("app.log", ERROR);
  {
    await using oddline = watch(folder, { files: ["app.log"], args: ["--from-start"] });
    await oddline.until("the event", () => oddline.events().length > 0);
    oddline.signal("SIGKILL");
    await oddline.ended();
  }
  assert(Deno.statSync(folder.at("state.json.lock")).isFile);
  await using again = watch(folder, { files: ["app.log"], args: ["--from-start", "--exit-at-end"] });
  const { code, stderr } = await again.ended();
  assertEquals({ code, stderr }, { code: 0, stderr: "" });
});

const DAMAGED = {
  "an empty file": () => "",
  "a file that ends in the middle": (whole: string) => whole.slice(0, whole.length >> 1),
  "a file with a wrong digit": (whole: string) => whole.replace('"lines":1', '"lines":7'),
  "zeros": (whole: string) => "\0".repeat(whole.length),
  "the first bytes": (whole: string) => whole.slice(0, 14),
  "a state of another version": (whole: string) => whole.replace('{"version":1', '{"version":999'),
};

for (const [what, damage] of Object.entries(DAMAGED)) {
  Deno.test(`${what} in place of the state is set aside with a message, and the run goes on`, async () => {
    using folder = new TempFolder();
    const log = folder.write("app.log", ERROR);
    const state = ["--state", folder.at("state.json"), "--no-history"];
    const args = ["watch", "--headless", "--from-start", "--exit-at-end", ...state, log];
    await runOddline(args, { home: folder.path });
    const damaged = damage(Deno.readTextFileSync(folder.at("state.json")));
    folder.write("state.json", damaged);
    const { code, stdout, stderr } = await runOddline(args, { home: folder.path });
    assertEquals(code, 0);
    assertMatch(stderr, /^oddline: .*state\.json: .*set aside as .*state\.json\.damaged-.*starts anew\n$/);
    assertEquals(stdout.split("\n").length, 4, "the event, its end, the summary");
    const aside = [...Deno.readDirSync(folder.path)].find(({ name }) => name.includes("damaged"));
    assertEquals(Deno.readTextFileSync(folder.at(aside!.name)), damaged);
    assertEquals(savedLines(folder), 1);
  });
}

Deno.test("a damaged state is set aside, and the run goes on from what the history has of it", async () => {
  using folder = new TempFolder();
  const log = folder.write("app.log", ERROR);
  const args = ["watch", "--headless", "--from-start", "--exit-at-end", "--state", folder.at("state.json"), log];
  await runOddline(args, { home: folder.path });
  folder.write("state.json", Deno.readTextFileSync(folder.at("state.json")).slice(0, 40));
  folder.append("app.log", FATAL);
  const { code, stdout, stderr } = await runOddline(args, { home: folder.path });
  assertEquals(code, 0);
  assertMatch(stderr, /^oddline: .*set aside as .*damaged-.*, and what the history has of it is used instead\n$/);
  assertEquals(parseLines(stdout).filter(({ type }) => type === "anomaly").map(({ line }) => line), [2]);
  assertEquals(savedLines(folder), 2);
});

for (const args of [["watch", "--headless"], ["watch", "--headless", "-"], ["scan"], ["scan", "-"], []]) {
  Deno.test(`lines piped into "${["oddline", ...args].join(" ")}" are judged, and at their end there is a summary`, async () => {
    using folder = new TempFolder();
    const { code, stdout, stderr } = await runOddline(args, { home: folder.path }, FINE + ERROR + FATAL.trimEnd());
    assertEquals({ code, stderr }, { code: 0, stderr: "" });
    const events = stdout.trimEnd().split("\n").map((line) => JSON.parse(line));
    assertEquals(events.map(({ type, source, line }) => [type, source, line]), [
      ["anomaly", "-", 2],
      ["anomaly", "-", 3],
      ["anomaly_update", undefined, undefined],
      ["anomaly_update", undefined, undefined],
      ["summary", undefined, undefined],
    ]);
    assertEquals(events.at(-1).lines, 3);
  });
}

Deno.test("a piped line is told before the pipe ends", async () => {
  using folder = new TempFolder();
  await using oddline = new OddlineProcess(["watch", "--headless", "-"], { home: folder.path });
  await oddline.write(ERROR);
  await oddline.until("the event", () => oddline.events().length > 0);
  await oddline.write(FATAL);
  await oddline.until("the next", () => oddline.events().length > 1);
  await oddline.closeStdin();
  assertEquals((await oddline.ended()).code, 0);
});

Deno.test("a scan with a state goes on where the last one ended", async () => {
  using folder = new TempFolder();
  const log = folder.write("app.log", FINE + ERROR);
  const args = ["scan", "--state", folder.at("state.json"), log];
  const first = await runOddline(args, { home: folder.path });
  folder.append("app.log", FATAL);
  Deno.renameSync(log, `${log}.1`);
  folder.write("app.log", FINE + FATAL.replace("Volume", "Disk"));
  const second = await runOddline(args, { home: folder.path });
  const anomalies = [first, second].map(({ stdout }) =>
    stdout.trimEnd().split("\n").map((line) => JSON.parse(line)).filter(({ type }) => type === "anomaly")
      .map(({ line }) => line)
  );
  assertEquals(anomalies, [[2], [3, 2]]);
  assertEquals(savedLines(folder), 5);
});

Deno.test("an anomaly of an earlier run does not make this one fail", async () => {
  using folder = new TempFolder();
  const log = folder.write("app.log", ERROR);
  const args = ["scan", "--fail-on-anomaly", "--state", folder.at("state.json"), log];
  assertEquals((await runOddline(args, { home: folder.path })).code, 3);
  folder.append("app.log", FINE);
  assertEquals((await runOddline(args, { home: folder.path })).code, 0);
});

Deno.test("what another version has learnt of sources and sessions is learnt anew, with a word, and lines are counted on", async () => {
  using folder = new TempFolder();
  const log = folder.write("app.log", FINE);
  const args = ["scan", "--no-history", "--state", folder.at("state.json"), log];
  await runOddline(args, { home: folder.path });
  const state = JSON.parse(Deno.readTextFileSync(folder.at("state.json"))).value;
  delete state.pipeline.features.version;
  delete state.pipeline.detectors.session.version;
  saveState(folder.at("state.json"), JSON.stringify(state), STATE_VERSION);
  folder.append("app.log", FINE);
  const { code, stderr } = await runOddline(args, { home: folder.path });
  assertEquals(code, 0);
  for (const what of ["what each source normally does", "what the detector session has learnt"]) {
    assertMatch(stderr, new RegExp(`state\\.json: ${what} was saved by another version .* learnt anew\n`));
  }
  assertEquals(savedLines(folder), 2);
});

Deno.test("the summary lists what this run has read, not what earlier runs with its state have", async () => {
  using folder = new TempFolder();
  const run = async (name: string) => {
    const log = folder.write(name, FINE.repeat(3).replace("auth", name));
    const args = ["watch", "--headless", "--from-start", "--exit-at-end", "--format", "text"];
    const { stdout } = await runOddline([...args, "--state", folder.at("state.json"), log], { home: folder.path });
    return stdout;
  };
  await run("first.log");
  const text = await run("second.log");
  assert(text.includes("second.log"), text);
  assert(!text.includes("first.log"), text);
});
