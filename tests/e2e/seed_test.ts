/** What the seed, the system that Oddline replaces, failed at (design, §4): each of its failures is a test here. */
import { assert, assertEquals } from "@std/assert";
import { run } from "../cli/fake_io.ts";
import { TempFolder } from "../sources/temp_folder.ts";
import { OddlineProcess, parseLines } from "./oddline_process.ts";

const FINE = "[2026-02-03 10:00:00] [INFO] [auth] Session created for user session duration: 2737s\n";
const ERROR = "[2026-02-03 10:00:01] [ERROR] [database] Connection pool exhausted\n";
const OTHER_ERROR = "[2026-02-03 00:00:00] [ERROR] [storage] Checksum of a block does not fit its content\n";
const FATAL = "[2026-02-03 10:00:02] [FATAL] [storage] Volume went away\n";

function watch(folder: TempFolder, log: string, more: readonly string[] = []): OddlineProcess {
  const args = ["watch", "--headless", "--from-start", "--state", folder.at("state.json"), ...more, log];
  return new OddlineProcess(args, { home: folder.path });
}

function savedLines(folder: TempFolder): number {
  try {
    return JSON.parse(Deno.readTextFileSync(folder.at("state.json"))).value.pipeline.totals.lines;
  } catch {
    return -1; // not saved yet
  }
}

Deno.test("ten thousand lines that do not parse do not hang it, and none is left out", async () => {
  using folder = new TempFolder();
  const odd = Array.from({ length: 10_000 }, (_, number) => `no format has ${number} lines like this ]]>\n`).join("");
  folder.write("app.log", FINE.repeat(1000) + odd + ERROR);
  const { code, stdout } = await run(["scan", folder.at("app.log"), "--workers", "2"]);
  const events = parseLines(stdout);
  assertEquals(code, 0);
  assertEquals(events.at(-1)?.lines, 11_001);
  assertEquals(events.find(({ type }) => type === "anomaly")?.line, 11_001);
});

Deno.test("a batch of three thousand lines at once does not stop it", async () => {
  using folder = new TempFolder();
  const log = folder.write("app.log", FINE);
  await using oddline = watch(folder, log);
  for (let batch = 1; batch <= 3; batch++) {
    folder.append("app.log", FINE.repeat(2999) + ERROR.replace("pool", "pool ".repeat(batch)));
    await oddline.until(`an event of batch ${batch}`, () => oddline.events().length >= batch);
  }
  oddline.signal("SIGTERM");
  await oddline.ended();
  assertEquals(oddline.events().map(({ line }) => line), [3001, 6001, 9001, undefined]);
  assertEquals(oddline.events().at(-1)?.lines, 9001);
});

Deno.test("it goes on following after a rotation, by renaming and by truncating", async () => {
  using folder = new TempFolder();
  const log = folder.write("app.log", FINE + ERROR);
  await using oddline = watch(folder, log);
  await oddline.until("the first event", () => oddline.events().length === 1);

  Deno.renameSync(log, `${log}.1`);
  folder.write("app.log", FINE + FINE + FATAL);
  await oddline.until("an event of the file that was made anew", () => oddline.events().length === 2);

  Deno.copyFileSync(log, `${log}.2`);
  Deno.truncateSync(log);
  folder.append("app.log", FINE + OTHER_ERROR);
  await oddline.until("an event after truncation", () => oddline.events().length === 3);

  oddline.signal("SIGTERM");
  assertEquals((await oddline.ended()).stderr, "");
  assertEquals(oddline.events().map(({ line }) => line), [2, 3, 2, undefined]);
  assertEquals(oddline.events().at(-1)?.lines, 7);
});

Deno.test("FATAL weighs more than ERROR, and by that alone is critical", async () => {
  using folder = new TempFolder();
  folder.write("app.log", FINE + ERROR + FATAL);
  const { stdout } = await run(["scan", folder.at("app.log"), "--workers", "1"]);
  const [error, fatal] = parseLines(stdout);
  assertEquals([error.severity, fatal.severity], ["warning", "critical"]);
  assert(Number(fatal.score) > Number(error.score));
});

Deno.test("totals count a line once, however long it watches and however often it is started again", async () => {
  using folder = new TempFolder();
  const log = folder.write("app.log", FINE.repeat(10));
  let lines = 10;
  for (let start = 0; start < 2; start++) {
    await using oddline = watch(folder, log);
    for (let save = 0; save < 3; save++) {
      folder.append("app.log", FINE);
      lines++;
      // saved again and again, and each time with exactly these lines
      await oddline.until(`${lines} lines are saved`, () => savedLines(folder) >= lines);
      assertEquals(savedLines(folder), lines);
    }
    oddline.signal("SIGTERM");
    await oddline.ended();
    assertEquals(savedLines(folder), lines);
  }
});

Deno.test("the log that is watched is read and nothing else: neither renamed nor changed", async () => {
  using folder = new TempFolder();
  Deno.mkdirSync(folder.at("logs"));
  const log = folder.write("logs/app.log", FINE + ERROR);
  const before = Deno.statSync(log);
  for (const more of [[], ["--exit-at-end"], ["--exit-at-end", "--since", "1h"]]) {
    await using oddline = watch(folder, log, more);
    if (more.length === 0) {
      await oddline.until("the first event", () => oddline.events().length > 0);
      oddline.signal("SIGTERM");
    }
    await oddline.ended();
  }
  const { ino, size, mtime, mode } = Deno.statSync(log);
  assertEquals({ ino, size, mtime, mode }, {
    ino: before.ino,
    size: before.size,
    mtime: before.mtime,
    mode: before.mode,
  });
  assertEquals(Deno.readTextFileSync(log), FINE + ERROR);
  assertEquals([...Deno.readDirSync(folder.at("logs"))].map(({ name }) => name), ["app.log"]);
});
