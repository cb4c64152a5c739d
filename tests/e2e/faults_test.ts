/** What goes wrong around a run that watches: it goes on, says what is the matter, and counts every line. */
import { assert, assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { TempFolder } from "../sources/temp_folder.ts";
import { type DiskTrouble, fullDisk, readOnlyDisk } from "./disk_trouble.ts";
import { OddlineProcess, runOddline } from "./oddline_process.ts";
import { canMount, SmallDisk } from "./small_disk.ts";

const WATCH = [
  "watch",
  "--headless",
  "--from-start",
  "--workers",
  "1",
  "--detectors",
  "severity",
  "--format",
  "ndjson",
];
const ROOT = decodeURIComponent(new URL("../../", import.meta.url).pathname);

/** Odd lines so far apart that each is an anomaly of its own, and so odd that each is told of. */
function errors(from: number, count: number, startMs = Date.UTC(2026, 1, 3)): string {
  return Array.from({ length: count }, (_, k) => {
    const time = new Date(startMs + (from + k) * 3_600_000).toISOString().replace("T", " ").slice(0, 19);
    return `[${time}] [FATAL] [api] Request ${from + k} broke ${"with many words ".repeat(20)}\n`;
  }).join("");
}

function anomalies(oddline: OddlineProcess): number {
  return oddline.events().filter(({ type }) => type === "anomaly").length;
}

function readIfThere(path: string): string {
  try {
    return Deno.readTextFileSync(path);
  } catch {
    return "";
  }
}

/** Ends it, and checks that it had seen so many lines. */
async function assertEnds(oddline: OddlineProcess, lines: number, code = 143): Promise<string> {
  oddline.signal("SIGTERM");
  const ended = await oddline.ended();
  assertEquals(ended.code, code, ended.stderr);
  const summary = oddline.events().at(-1);
  assertEquals([summary?.type, summary?.lines], ["summary", lines]);
  return ended.stderr;
}

async function recorded(path: string): Promise<{ lines: number; anomalies: number }> {
  const args = ["history", "show", "--totals", "--format", "json", "--db", path];
  const { code, stdout, stderr } = await runOddline(args, { home: ROOT });
  assertEquals({ code, stderr }, { code: 0, stderr: "" });
  const { lines, anomalies } = JSON.parse(stdout);
  return { lines, anomalies };
}

for (
  const [what, open] of [
    ["a disk that is full, until there is room again", fullDisk],
    ["a file system that turns read-only under open files, until it is repaired", readOnlyDisk],
  ] as const
) {
  Deno.test(`${what}: each file is named once, all is told meanwhile, and all is there afterwards`, async () => {
    using disk = open();
    if (disk === undefined) return console.log("skipped: only root can mount a disk");
    await endures(disk);
  });
}

async function endures(disk: DiskTrouble): Promise<void> {
  using folder = new TempFolder();
  const log = folder.write("app.log", errors(0, 3));
  const files = ["--state", disk.at("state.json"), "--db", disk.at("o.db"), "--events", disk.at("events.ndjson")];
  await using oddline = new OddlineProcess([...WATCH, ...files, log], { home: folder.path });
  let lines = 3;
  const allAreTold = () => oddline.until("what came", () => anomalies(oddline) === lines);
  const write = async (count: number) => {
    folder.append("app.log", errors(lines, count));
    lines += count;
    await allAreTold();
  };
  await allAreTold();
  await oddline.until("the state", () => readIfThere(disk.at("state.json")).includes('"lines":3'));
  disk.begin();
  const named = [
    "o.db: the history cannot be written",
    "state.json: the state cannot be saved",
    "events.ndjson: cannot",
  ];
  for (let rounds = 0; rounds < 60 && !named.every((words) => oddline.stderr.includes(words)); rounds++) {
    await write(20);
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  for (const words of named) assertEquals(oddline.stderr.split(words).length, 2, `${words}:\n${oddline.stderr}`);
  disk.end();
  await oddline.until(
    "the history again",
    () => oddline.stderr.includes("the history can be written again; nothing is"),
  );
  await write(1);
  const stderr = await assertEnds(oddline, lines);
  assert(!/lines are missing|rows are missing/.test(stderr), stderr);
  assertEquals(await recorded(disk.at("o.db")), { lines, anomalies: lines });
  const told = Deno.readTextFileSync(disk.at("events.ndjson")).trimEnd().split("\n").map((line) => JSON.parse(line));
  assertEquals(told.filter(({ type }) => type === "anomaly").length, lines);
  const again = await runOddline([...WATCH, ...files, "--exit-at-end", log], { home: folder.path });
  assertEquals(again.stdout.includes('"type":"anomaly"'), false, "nothing is told twice");
}

Deno.test("where nothing at all can be written it judges, says so once for each, and ends well", async () => {
  if (!canMount()) return console.log("skipped: only root can mount a small disk");
  using folder = new TempFolder();
  using disk = new SmallDisk("1m");
  disk.makeReadOnly();
  const log = folder.write("app.log", errors(0, 5));
  const files = ["--state", disk.at("state.json"), "--db", disk.at("o.db")];
  await using oddline = new OddlineProcess([...WATCH, ...files, log], { home: folder.path });
  await oddline.until("the events", () => anomalies(oddline) === 5);
  const stderr = await assertEnds(oddline, 5);
  assertMatch(stderr, /state\.json: the state cannot be kept \(.*\); use --state FILE for another place/);
  assertMatch(stderr, /o\.db: the history cannot be written \(.*\); trying again/);
});

Deno.test("logs and folders below a folder that may not be read are left out and told of in one line", async () => {
  if (Deno.build.os === "windows") return console.log("skipped: file modes are not Windows'");
  using folder = new TempFolder();
  for (const name of ["a", "b", "c"]) folder.write(`logs/${name}.log`, errors(0, 1));
  Deno.chmodSync(folder.at("logs/b.log"), 0);
  Deno.mkdirSync(folder.at("logs/locked"), { mode: 0 });
  const args = ["scan", "--no-history", "--detectors", "severity", folder.at("logs")];
  const { code, stdout, stderr } = await runOddline(args, { home: folder.path, unprivileged: true });
  assertEquals([code, stdout.match(/"type":"anomaly"/g)?.length], [0, 2]);
  assertMatch(stderr, /^oddline: \S+b\.log and 1 more: left out: permission denied; run as a user who may [^\n]+\n$/);
  Deno.chmodSync(folder.at("logs/locked"), 0o700);
});

Deno.test("permissions lost in mid-run: what may not be read and not be saved is named, and all is there afterwards", async () => {
  if (Deno.build.os === "windows") return console.log("skipped: file modes are not Windows'");
  using folder = new TempFolder();
  const log = folder.write("logs/app.log", errors(0, 3));
  const state = folder.write("state/none", "").replace("none", "state.json");
  const args = [...WATCH, "--db", folder.at("o.db"), "--state", state, log];
  await using oddline = new OddlineProcess(args, { home: folder.path, unprivileged: true });
  await oddline.until("the first", () => anomalies(oddline) === 3);
  await oddline.until("the state", () => readIfThere(state).includes(`"lines":3`));
  try {
    Deno.chmodSync(folder.at("state"), 0o500);
    Deno.renameSync(log, `${log}.1`);
    folder.append("logs/app.log.1", errors(3, 2));
    folder.write("logs/new.log", errors(5, 2));
    Deno.chmodSync(folder.at("logs/new.log"), 0o000);
    Deno.renameSync(folder.at("logs/new.log"), log);
    await oddline.until("the rest of the old one", () => anomalies(oddline) === 5);
    await oddline.until("a word of the log", () => /app\.log.*[Pp]ermission denied/.test(oddline.stderr));
    await oddline.until("a word of the state", () => oddline.stderr.includes("state.json: the state cannot be saved"));
  } finally {
    Deno.chmodSync(log, 0o600);
    Deno.chmodSync(folder.at("state"), 0o700);
  }
  await oddline.until("the new one", () => anomalies(oddline) === 7);
  await assertEnds(oddline, 7);
  assertEquals(await recorded(folder.at("o.db")), { lines: 7, anomalies: 7 });
  assertStringIncludes(Deno.readTextFileSync(state), `"lines":7`);
});

Deno.test("event times that go back an hour, and forward a year, hold up nothing", async () => {
  using folder = new TempFolder();
  const day = Date.UTC(2026, 1, 3);
  const log = folder.write("app.log", errors(0, 5, day));
  const args = WATCH.map((word) => word === "severity" ? "all" : word).filter((word) =>
    word !== "--detectors" && word !== "all"
  );
  await using oddline = new OddlineProcess([...args, log], { home: folder.path });
  await oddline.until("the first", () => anomalies(oddline) >= 1);
  let lines = 5;
  for (const jump of [-3_600_000, 365 * 86_400_000, -86_400_000, 0]) {
    const fine = `[${new Date(day + jump).toISOString().replace("T", " ").slice(0, 19)}] [INFO] [api] Request served\n`;
    folder.append("app.log", fine.repeat(500) + errors(lines, 1, day + jump));
    lines += 501;
  }
  folder.append("app.log", `[2026-02-03 09:00:00] [FATAL] [storage] Volume went away\n`);
  await oddline.until("the last line", () => oddline.stdout.includes("Volume went away"));
  assertEquals(await assertEnds(oddline, lines + 1), "");
});

Deno.test("a model that is none is told of, and all else is judged", async () => {
  using folder = new TempFolder();
  const log = folder.write("app.log", errors(0, 4));
  const model = folder.write("model.onnx", new Uint8Array(5000).map((_, k) => (k * 7919) % 251));
  const { code, stdout, stderr } = await runOddline(["scan", "--no-history", "--model", model, log], {
    home: folder.path,
  });
  // a model that was named and cannot be used is the user's mistake, and said before anything is read
  assert(code === 2 || stdout.includes('"lines":4'), `${code} ${stdout}`);
  assertStringIncludes(stderr, "model.onnx");
  assertEquals(stderr.includes("    at "), false, "no stack");
});

Deno.test("a thousand logs at once: all are read, the busy and the silent, and those that go are told of by nobody", async () => {
  using folder = new TempFolder();
  Deno.mkdirSync(folder.at("logs"));
  for (let k = 0; k < 1000; k++) folder.write(`logs/${k}.log`, errors(k, 1));
  const files = ["--state", folder.at("state.json"), "--db", folder.at("o.db")];
  await using oddline = new OddlineProcess([...WATCH, ...files, folder.at("logs")], { home: folder.path });
  await oddline.until("all that is there", () => anomalies(oddline) === 1000);
  for (let k = 0; k < 1000; k += 100) Deno.removeSync(folder.at(`logs/${k}.log`));
  for (let k = 50; k < 1000; k += 100) folder.append(`logs/${k}.log`, errors(2000 + k, 1));
  await oddline.until("what came", () => anomalies(oddline) === 1010);
  assertEquals(await assertEnds(oddline, 1010), "");
  assertEquals(await recorded(folder.at("o.db")), { lines: 1010, anomalies: 1010 });
});

Deno.test("a notifier that never answers holds up neither reading nor the end", async () => {
  using folder = new TempFolder();
  let asked = 0;
  const hanging = new AbortController();
  const server = Deno.serve({ port: 0, hostname: "127.0.0.1", onListen: () => {}, signal: hanging.signal }, () => {
    asked++;
    return new Promise<Response>((resolve) => hanging.signal.addEventListener("abort", () => resolve(new Response())));
  });
  folder.write(
    "oddline.yaml",
    `
alerts:
  notifiers:
    - { name: hook, type: webhook, url: "http://127.0.0.1:${server.addr.port}/" }
  routes:
    - { name: all, notify: [hook], group_wait: 1s, group_interval: off, dedup: off }
`,
  );
  const log = folder.write("app.log", errors(0, 2));
  const args = [...WATCH, "--db", folder.at("o.db"), "--state", folder.at("s.json"), log];
  await using oddline = new OddlineProcess(args, { home: folder.path, permissions: ["--allow-net"] });
  await oddline.until("it was asked", () => asked > 0);
  folder.append("app.log", errors(2, 200));
  await oddline.until("all lines", () => anomalies(oddline) === 202);
  const begunMs = Date.now();
  await assertEnds(oddline, 202);
  const tookMs = Date.now() - begunMs;
  hanging.abort();
  await server.finished;
  assert(tookMs < 10_000, `its end took ${tookMs} ms`);
  assert(Deno.readTextFileSync(folder.at("o.alerts.jsonl")).includes("Request"), "what was not told waits on disk");
});

Deno.test("queries of a damaged history say what it is and what would do, and change nothing", async () => {
  using folder = new TempFolder();
  const log = folder.write("app.log", errors(0, 300));
  const db = folder.at("o.db");
  await runOddline(["scan", "--db", db, log], { home: folder.path });
  const whole = Deno.readFileSync(db);
  const damages: Record<string, Uint8Array> = {
    "cut": whole.subarray(0, whole.length >> 1),
    "overwritten in the middle": whole.map((byte, k) => k > 8192 && k < whole.length - 4096 ? k % 256 : byte),
    "no database": new TextEncoder().encode("no database at all ".repeat(1000)),
  };
  for (const [what, bytes] of Object.entries(damages)) {
    Deno.writeFileSync(db, bytes);
    for (const args of [["show"], ["list"], ["verify"], ["export"], ["prune", "--older-than", "1d"]]) {
      const { code, stderr } = await runOddline(["history", ...args, "--db", db], { home: folder.path });
      assert([0, 1, 2].includes(code), `${what}: ${args} ended with ${code}`);
      assert(!stderr.includes("    at ") && !/^error: Uncaught/m.test(stderr), `${what}: ${args}: ${stderr}`);
      if (args[0] === "verify") assert(code !== 0, `${what}: verify found nothing`);
    }
  }
});
