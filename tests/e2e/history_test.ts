/** The history of real processes: two at once, a database that cannot be used, state and database of a power cut. */
import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { TempFolder } from "../sources/temp_folder.ts";
import { OddlineProcess, runOddline } from "./oddline_process.ts";

function lines(from: number, count: number): string {
  const of = (k: number) => `[2026-02-03 10:${String(k % 60).padStart(2, "0")}:00] [ERROR] [api] Request ${k} broke\n`;
  return Array.from({ length: count }, (_, k) => of(from + k)).join("");
}

async function totals(home: string) {
  const { code, stdout, stderr } = await runOddline(["history", "show", "--totals", "--format", "json"], { home });
  assertEquals({ code, stderr }, { code: 0, stderr: "" });
  return JSON.parse(stdout);
}

const WATCH = ["watch", "--headless", "--from-start", "--mode", "rules", "--workers", "1", "--format", "ndjson"];

Deno.test("of two that watch one log the second says who is first, records a run of its own, and moves no checkpoint", async () => {
  using folder = new TempFolder();
  const log = folder.write("app.log", lines(0, 20));
  const home = folder.path;
  await using first = new OddlineProcess([...WATCH, log], { home });
  await first.until("an anomaly", () => first.events().some(({ type }) => type === "anomaly"));
  await using second = new OddlineProcess([...WATCH, "--exit-at-end", log], { home });
  const { code, stderr } = await second.ended();
  assertEquals(code, 0);
  assertStringIncludes(stderr, `Oddline with pid ${first.pid} keeps this state; it is read but not changed`);
  folder.append("app.log", lines(20, 5));
  await first.until("the new lines", () => first.stdout.includes("24 broke") || first.stdout.includes(`"count":25`));
  first.signal("SIGTERM");
  assertEquals((await first.ended()).code, 143);
  // the second began where the first had come to, and read nothing twice that the first had saved
  const { lines: counted, runs } = await totals(home);
  assertEquals(runs, 2);
  assert(counted >= 25 && counted <= 45, `${counted} lines`);
  await using third = new OddlineProcess([...WATCH, "--exit-at-end", log], { home });
  await third.ended();
  assertEquals((await totals(home)).lines, counted, "a third one has nothing to read");
});

Deno.test("what lies on the disk at any moment, put back after a power cut, goes on without a line lost or counted twice", async () => {
  using folder = new TempFolder();
  const home = folder.at("home");
  Deno.mkdirSync(home);
  const log = folder.write("app.log", lines(0, 50));
  await using watching = new OddlineProcess([...WATCH, log], { home });
  await watching.until("an anomaly", () => watching.events().some(({ type }) => type === "anomaly"));
  const copies: string[] = [];
  for (let k = 0; k < 3; k++) {
    for (let step = 0; step < 8; step++) {
      folder.append("app.log", lines(50 + k * 80 + step * 10, 10));
      await new Promise((resolve) => setTimeout(resolve, 30 + 11 * k));
    }
    copies.push(copyOf(home, folder.at(`copy-${k}`)));
  }
  watching.signal("SIGKILL");
  await watching.ended();
  for (const copy of copies) {
    const { code, stderr } = await runOddline([...WATCH, "--exit-at-end", log], { home: copy });
    assertEquals({ code, stderr }, { code: 0, stderr: "" });
    assertEquals((await totals(copy)).lines, 290, copy);
  }
});

/** All files of the state, one after another, while they are written. */
function copyOf(home: string, target: string): string {
  Deno.mkdirSync(`${target}/oddline`, { recursive: true });
  for (const { name, isFile } of Deno.readDirSync(`${home}/oddline`)) {
    // the lock is of a process that is gone after a power cut, and the index of the log in memory with it
    if (!isFile || /\.lock$|-shm$|\.tmp-/.test(name)) continue;
    try {
      Deno.copyFileSync(`${home}/oddline/${name}`, `${target}/oddline/${name}`);
    } catch (error) {
      if (!(error instanceof Deno.errors.NotFound)) throw error;
    }
  }
  return target;
}

Deno.test("a run goes on without a database that it cannot use, and says so once", async () => {
  using folder = new TempFolder();
  const log = folder.write("app.log", lines(0, 20));
  const db = folder.at("oddline.db");
  Deno.mkdirSync(db);
  const { code, stdout, stderr } = await runOddline(["scan", "--db", db, log], { home: folder.path });
  assertEquals(code, 0);
  assertStringIncludes(stdout, `"type":"summary","lines":20`);
  const said = stderr.split("\n").filter((line) => line.includes(db));
  assertEquals(said.length, 1, stderr);
  assertStringIncludes(said[0], "the history is off: ");
  assertStringIncludes(said[0], "; use --db FILE for another place");
});
