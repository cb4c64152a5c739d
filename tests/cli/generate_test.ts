/** `oddline generate` and `oddline demo`, in process: what lands where. */
import { assert, assertEquals } from "@std/assert";
import { LINE_FORMATS } from "../../src/generate/mod.ts";
import { TempFolder } from "../sources/temp_folder.ts";
import { run } from "./fake_io.ts";

const LOG = ["generate", "--seed", "3", "--rate", "50", "--lines", "4000"] as const;

/** A file and what it was before it was rotated, the oldest first. */
function withOlder(path: string): string {
  const parts = [Deno.readTextFileSync(path)];
  for (let number = 1; number < 1000; number++) {
    try {
      parts.unshift(Deno.readTextFileSync(`${path}.${number}`));
    } catch {
      break;
    }
  }
  return parts.join("");
}

Deno.test("generate writes to a file, rotated or not, what it writes to standard output", async () => {
  using folder = new TempFolder();
  const { stdout, code } = await run(LOG);
  assertEquals([code, stdout.split("\n").length - 1], [0, 4000]);
  await run([...LOG, "--output", folder.at("whole.log")]);
  assertEquals(Deno.readTextFileSync(folder.at("whole.log")), stdout);
  await run([...LOG, "--output", folder.at("app.log"), "--rotate", "20KB", "--keep", "1000"]);
  assertEquals(withOlder(folder.at("app.log")), stdout);
  const sizes = [...Deno.readDirSync(folder.path)].filter(({ name }) => name.startsWith("app.log"))
    .map(({ name }) => Deno.statSync(folder.at(name)).size);
  assert(sizes.length > 15 && sizes.every((size) => size <= 20_000), String(sizes));
});

Deno.test("generate keeps as many old files as it is told", async () => {
  using folder = new TempFolder();
  await run([...LOG, "--output", folder.at("app.log"), "--rotate", "20KB", "--keep", "2"]);
  assertEquals([...Deno.readDirSync(folder.path)].map(({ name }) => name).sort(), [
    "app.log",
    "app.log.1",
    "app.log.2",
  ]);
});

Deno.test("generate writes one file for each service, each in a format of its own", async () => {
  using folder = new TempFolder();
  const { stdout } = await run([...LOG, "--format", "services"]);
  await run([...LOG, "--folder", folder.at("logs"), "--rotate", "30KB", "--keep", "1000"]);
  const names = [...Deno.readDirSync(folder.at("logs"))].map(({ name }) => name).filter((name) =>
    name.endsWith(".log")
  );
  assertEquals(names.length, 9);
  const written = names.flatMap((name) =>
    withOlder(folder.at(`logs/${name}`)).split("\n").filter((line) => line !== "")
  );
  assertEquals(written.sort(), stdout.split("\n").filter((line) => line !== "").sort());
});

Deno.test("generate makes quiet traffic without errors and incidents, and the incidents that are asked for", async () => {
  using folder = new TempFolder();
  const truth = folder.at("truth.ndjson");
  const kinds = async (...flags: string[]) => {
    await run([...LOG, ...flags, "--truth", truth, "--output", folder.at("x.log")]);
    const records = Deno.readTextFileSync(truth).trim().split("\n").map((line) => JSON.parse(line));
    return {
      odd: records.filter(({ kind, incident }) => kind === "line" && incident === undefined).length,
      incidents: records.filter(({ kind }) => kind === "incident").map(({ scenario }) => scenario),
    };
  };
  assertEquals(await kinds("--quiet-traffic"), { odd: 0, incidents: [] });
  assertEquals((await kinds("--incidents", "none")).incidents, []);
  assertEquals((await kinds("--incidents", "night_admin,memory_leak")).incidents, ["night_admin", "memory_leak"]);
  const { odd } = await kinds();
  const { odd: oddInTests } = await kinds("--test-mode");
  assert(odd > 130 && odd < 270, `${odd} of 4,000 lines`);
  assert(oddInTests > 1.6 * odd);
});

Deno.test("generate in real time writes what is due, and stops at its last line", async () => {
  const { stdout, code } = await run(["generate", "--realtime", "--rate", "1000000", "--lines", "0"]);
  assertEquals([code, stdout], [0, ""]);
});

Deno.test("a line that is added by hand has the format of its file, as far as that is known", async () => {
  using folder = new TempFolder();
  const formats = LINE_FORMATS.filter((format) => !["clf", "services", "plain"].includes(format));
  for (const format of formats) {
    const path = folder.at(`${format}.log`);
    await run([...LOG, "--format", format, "--incidents", "none", "--output", path]);
    await run(["generate", "add", "--output", path, "--level", "error", "--component", "x", "--message", "by hand"]);
    const expected =
      (await run(["generate", "add", "--format", format, "--component", "x", "--message", "by hand"])).stdout;
    assertEquals(Deno.readTextFileSync(path).split("\n").at(-2), expected.trimEnd());
  }
  await run(["generate", "add", "--output", folder.at("new.log"), "--message", "by hand"]);
  assert(Deno.readTextFileSync(folder.at("new.log")).endsWith("] [ERROR] [database] by hand\n"));
});

Deno.test("generate refuses flags that contradict each other", async () => {
  for (const flags of [["--lines", "1", "--duration", "1s"], ["--output", "a", "--folder", "b"], ["--rotate", "1MB"]]) {
    assertEquals((await run(["generate", ...flags])).code, 2, flags.join(" "));
  }
  const { code, stderr } = await run(["generate", "--incidents", "failed_login_strom"]);
  assertEquals(code, 2);
  assert(stderr.includes("did you mean failed_login_storm?"), stderr);
});

Deno.test("demo as fast as it goes ends with its score", async () => {
  const { code, stdout, stderr } = await run(["demo", "--seconds", "0", "--lines", "12000"]);
  assertEquals(code, 0);
  assert(JSON.parse(stdout.trim().split("\n").at(-1)!).type === "summary");
  assert(stderr.includes("crash_loop-1") && stderr.includes("incidents"), stderr);
  assert(stdout.includes('"commands":') && !stdout.includes("'demo'"), "no command looks into what is no file");
});
