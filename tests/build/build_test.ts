/**
 * The executable that `deno task build` makes, at places where nothing is as it should be. It is the one that
 * ODDLINE_BIN names, as in `.ci/run`; without it these tests are skipped.
 */
import { assert, assertEquals } from "@std/assert";
import { EXECUTABLE } from "../e2e/program.ts";
import { TempFolder } from "../sources/temp_folder.ts";

const IS_LINUX = Deno.build.os === "linux";
const IS_ROOT = IS_LINUX && Deno.uid() === 0;
const NOBODY = 65534;
const SIZE_MAX = 120e6;
const READ_MAX = 4e6;
const LOG = "[2026-02-03 10:01:00] [FATAL] [database] Everything lost\n";

function test(name: string, run: (program: string) => Promise<void> | void, ignore = false): void {
  Deno.test({
    name: `executable: ${name}${EXECUTABLE === undefined ? " (skipped without ODDLINE_BIN)" : ""}`,
    ignore: ignore || EXECUTABLE === undefined,
    fn: () => run(EXECUTABLE!),
  });
}

test("it is no larger than 120 MB", (program) => {
  const { size } = Deno.statSync(program);
  assert(size <= SIZE_MAX, `it has ${size} bytes`);
}, !IS_LINUX || Deno.build.arch !== "x86_64");

test("what Deno reads into memory at each start is a small part of it: a bundle, and no library", (program) => {
  using file = Deno.openSync(program);
  const length = new DataView(new ArrayBuffer(8));
  file.seekSync(-length.byteLength, Deno.SeekMode.End);
  file.readSync(new Uint8Array(length.buffer));
  const bytes = Number(length.getBigUint64(0, true));
  assert(bytes > 0 && bytes <= READ_MAX, `it reads ${bytes} bytes`);
}, !IS_LINUX);

test(
  "from a path with spaces it has all in it: doctor loads ONNX Runtime in a worker, from the cache",
  async (program) => {
    using folder = new TempFolder();
    Deno.mkdirSync(folder.at("a b"));
    const copy = folder.at("a b/oddline");
    Deno.copyFileSync(program, copy);
    const env = { HOME: folder.path, TMPDIR: folder.at("a b") };
    for (let start = 0; start < 2; start++) {
      const { stdout } = await run([copy, "doctor"], env);
      assert(/^ok +workers +a worker thread has loaded ONNX Runtime/m.test(stdout), stdout);
    }
    // the library, and the addon that Deno would otherwise put into the folder that all users share
    assertEquals(
      filesBelow(folder.at(".cache")).map((path) => path.replace(/-[\d.]+-[0-9a-f]{16}\/|\d+(?=\.node)/g, "#")),
      ["oddline/onnxruntime#libonnxruntime.so.1", "oddline/onnxruntime#oddline#.node"],
    );
    assertEquals(Deno.statSync(folder.at(".cache/oddline")).mode! & 0o777, 0o700);
    assertEquals(
      [...Deno.readDirSync(folder.at("a b"))].map(({ name }) => name),
      ["oddline"],
      "nothing is left behind",
    );
  },
  !IS_LINUX,
);

test("as another user without HOME it judges, and leaves nothing behind", async (program) => {
  using folder = new TempFolder();
  Deno.chmodSync(folder.path, 0o755);
  folder.write("app.log", LOG);
  Deno.mkdirSync(folder.at("tmp"));
  Deno.chmodSync(folder.at("tmp"), 0o1777);
  Deno.copyFileSync(program, folder.at("oddline"));
  const as = { uid: NOBODY, gid: NOBODY };
  const scan = await run([folder.at("oddline"), "scan", folder.at("app.log")], { TMPDIR: folder.at("tmp") }, as);
  assertEquals(scan.code, 0, scan.stderr);
  assert(scan.stdout.includes("the line is of level FATAL"));
  const { stdout } = await run([folder.at("oddline"), "doctor"], { TMPDIR: folder.at("tmp") }, as);
  assert(/^ok +workers/m.test(stdout), stdout);
  assertEquals(filesBelow(folder.at("tmp")), []);
}, !IS_ROOT);

test("with a home that cannot be written it says so and judges", async (program) => {
  using folder = new TempFolder();
  Deno.chmodSync(folder.path, 0o755);
  folder.write("app.log", LOG);
  Deno.copyFileSync(program, folder.at("oddline"));
  const watch = ["watch", "--headless", "--from-start", "--exit-at-end", folder.at("app.log")];
  const as = { uid: NOBODY, gid: NOBODY };
  const { code, stdout, stderr } = await run([folder.at("oddline"), ...watch], { HOME: folder.path }, as);
  assertEquals(code, 0, stderr);
  assert(stdout.includes("the line is of level FATAL"));
  assert(/the history cannot be written \(Permission denied/.test(stderr), stderr);
  assert(/the state cannot be kept .*use --state FILE for another place/.test(stderr), stderr);
}, !IS_ROOT);

test("where nothing may be run from cache and temporary folder, doctor says what to do", async (program) => {
  using folder = new TempFolder();
  Deno.mkdirSync(folder.at("noexec"));
  const mount = await run(["mount", "-t", "tmpfs", "-o", "noexec", "tmpfs", folder.at("noexec")], {});
  if (mount.code !== 0) return console.log(`skipped: no file system can be mounted here (${mount.stderr.trim()})`);
  try {
    const { code, stdout } = await run([program, "doctor"], { HOME: folder.at("noexec"), TMPDIR: folder.at("noexec") });
    assertEquals(code, 1, stdout);
    assert(/^FAIL +workers .*set XDG_CACHE_HOME to a folder of your own/m.test(stdout), stdout);
    const elsewhere = { HOME: folder.at("noexec"), TMPDIR: folder.path };
    assert(/^ok +workers/m.test((await run([program, "doctor"], elsewhere)).stdout));
  } finally {
    await run(["umount", folder.at("noexec")], {});
  }
}, !IS_ROOT);

test("without --http and alerts no run opens a socket of the network", async (program) => {
  using folder = new TempFolder();
  const log = folder.write("app.log", LOG.repeat(3000));
  const trace = folder.at("trace");
  const watch = ["watch", "--headless", "--from-start", "--exit-at-end", log];
  for (
    const [args, isOpen] of [[["scan", log], false], [watch, false], [
      [...watch, "--http-addr", "127.0.0.1:0"],
      true,
    ]] as const
  ) {
    try {
      const strace = ["strace", "-f", "-qq", "-e", "trace=socket,connect,bind,listen", "-o", trace];
      const { code, stderr } = await run([...strace, program, ...args], { HOME: folder.path });
      assertEquals(code, 0, stderr);
    } catch (error) {
      if (!(error instanceof Deno.errors.NotFound)) throw error;
      return console.log("skipped: strace is not installed");
    }
    const calls = Deno.readTextFileSync(trace).split("\n");
    const ofNetwork = calls.filter((call) => /AF_INET|AF_NETLINK|sockaddr_in|\blisten\(/.test(call));
    assertEquals(ofNetwork.length > 0, isOpen, `${args[0]}: ${ofNetwork.join("\n")}`);
  }
}, !IS_LINUX);

async function run(
  [program, ...args]: readonly string[],
  env: Readonly<Record<string, string>>,
  as: { readonly uid?: number; readonly gid?: number } = {},
): Promise<{ code: number; stdout: string; stderr: string }> {
  const { code, stdout, stderr } = await new Deno.Command(program, {
    args: [...args],
    env: { PATH: Deno.env.get("PATH") ?? "", ...env },
    clearEnv: true,
    cwd: "/",
    ...as,
  }).output();
  const decoder = new TextDecoder();
  return { code, stdout: decoder.decode(stdout), stderr: decoder.decode(stderr) };
}

function filesBelow(folder: string): string[] {
  return [...Deno.readDirSync(folder)].flatMap(({ name, isDirectory }) =>
    isDirectory ? filesBelow(`${folder}/${name}`).map((path) => `${name}/${path}`) : [name]
  ).sort();
}
