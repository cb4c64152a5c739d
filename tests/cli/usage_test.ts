/** Wrong usage is one line on stderr that says what to do, exit 2, and nothing else. */
import { assert, assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { fileURLToPath } from "node:url";
import { run } from "./fake_io.ts";

const WRONG: readonly (readonly [line: string, stderr: string])[] = [
  ["scan --wrokers 2", "unknown option '--wrokers' (did you mean --workers?). See oddline scan --help"],
  ["scan --wrokers=2", "unknown option '--wrokers=2' (did you mean --workers?). See oddline scan --help"],
  ["--wrokers 2", "unknown option '--wrokers' (did you mean --workers?). See oddline watch --help"],
  ["scan --frobnicate", "unknown option '--frobnicate'. See oddline scan --help"],
  ["scan -Z", "unknown option '-Z'. See oddline scan --help"],
  ["scan --limit 3", "unknown option '--limit'; it belongs to oddline templates. See oddline scan --help"],
  [
    "history --limit 3 backup",
    "option '--limit' is of oddline history; oddline history backup has none. See oddline history backup --help",
  ],
  ["scan --version", "unknown option '--version' here; it stands alone: oddline --version. See oddline scan --help"],
  ["scan --workers", "option '--workers' needs a value: --workers N. See oddline scan --help"],
  ["scan --workers 0 x", "--workers: '0' is not a whole number from 1 to 256. See oddline scan --help"],
  ["scan --workers two x", "--workers: 'two' is not a whole number from 1 to 256. See oddline scan --help"],
  [
    "scan --mode hybird x",
    "--mode: 'hybird' is not one of rules, ml, hybrid (did you mean hybrid?). See oddline scan --help",
  ],
  ["scan --alert-threshold 2 x", "--alert-threshold: '2' is not a number from 0 to 1. See oddline scan --help"],
  [
    "scan --max-line-bytes 5XB x",
    "--max-line-bytes: '5XB' is not a size; write bytes, or such as 256KiB or 1MB. See oddline scan --help",
  ],
  ["scan --max-line-bytes 3 x", "--max-line-bytes: '3' is not a size from 4 to 64MiB. See oddline scan --help"],
  ["scan --max-line-bytes 1GiB x", "--max-line-bytes: '1GiB' is not a size from 4 to 64MiB. See oddline scan --help"],
  [
    "scan --since yesterday x",
    "--since: 'yesterday' is not a time; write such as 2026-11-22, '2026-11-22 18:00', 18:00 or 2026-11-22T18:00:00Z, " +
    "or a span before now such as 15m, 2h or 3d. See oddline scan --help",
  ],
  [
    "scan --since 15x x",
    "--since: '15x' is not a span of time; write such as 30s, 15m, 2h or 3d. See oddline scan --help",
  ],
  [
    "scan --since 1h --until 2h x",
    "--since is after --until; give a span in which there can be lines. See oddline scan --help",
  ],
  [
    "scan --timezone Mars/Base x",
    "--timezone: 'Mars/Base' is not a time zone; write an IANA name such as Europe/Berlin or UTC. See oddline scan --help",
  ],
  [
    "scan --mode rules --detectors spike x",
    "--mode rules leaves none of the detectors spike; use --mode hybrid. See oddline scan --help",
  ],
  [
    "scan --config /no/such.yaml x",
    "no such configuration file '/no/such.yaml'; check --config and ODDLINE_CONFIG. See oddline scan --help",
  ],
  ["scna", "no such file 'scna'; did you mean the command 'scan'?"],
  ["tempaltes app.log", "no such file 'tempaltes'; did you mean the command 'templates'?"],
  ["--workers 2 scan x", "no such file 'scan'; the command comes before its options: oddline scan ..."],
  ["help scna", "unknown command 'scna' (did you mean scan?). See oddline --help"],
  ["generate app.log", "unexpected 'app.log': oddline generate takes no FILE. See oddline generate --help"],
  ["generate ad", "unknown command 'generate ad' (did you mean generate add?). See oddline generate --help"],
  ["generate --mix 80/10/5", "--mix: '80/10/5' adds up to 95; three shares must make 100. See oddline generate --help"],
  [
    "generate --start 2026-02-30T00:00:00Z",
    "--start: '2026-02-30T00:00:00Z' is not a time; write RFC 3339 such as 2026-11-22T18:00:00Z. See oddline generate --help",
  ],
  [
    "generate add --level ERORR",
    "--level: 'ERORR' is not a level; write such as DEBUG, INFO, WARN, ERROR or FATAL (did you mean ERROR?). " +
    "See oddline generate add --help",
  ],
];

for (const [line, stderr] of WRONG) {
  Deno.test(`oddline ${line}: one line that says what to do`, async () => {
    assertEquals(await run(line.split(" ")), { code: 2, stdout: "", stderr: `oddline: ${stderr}\n` });
  });
}

Deno.test("an error is one line whatever the arguments hold", async () => {
  for (const argument of ["--a\nb", "--\x1b[31mred", "--\u202eevil", "-\x9b", "x\x00y"]) {
    for (const argv of [["scan", argument], ["scan", "--workers", argument, "x"], [`scan${argument}`]]) {
      const { stderr } = await run(argv);
      // deno-lint-ignore no-control-regex
      assertMatch(stderr, /^[^\x00-\x1f\x7f-\x9f\u202e]+\n$/);
    }
  }
});

Deno.test("no FILE on a terminal prints the help, exit 2", async () => {
  const bare = await run([], { stdinIsTerminal: true });
  assertEquals([bare.code, bare.stdout], [2, ""]);
  assertStringIncludes(bare.stderr, "Usage: oddline [command]");
  const scan = await run(["scan", "--workers", "2"], { stdinIsTerminal: true });
  assertEquals([scan.code, scan.stdout], [2, ""]);
  assertStringIncludes(scan.stderr, "Usage: oddline scan");
});

Deno.test("help goes to stdout, exit 0, and says where every flag's variable stands", async () => {
  for (const argv of [["--help"], ["help"], ["-h"], ["help", "scan"], ["scan", "--help"], ["generate", "add", "-h"]]) {
    const { code, stdout, stderr } = await run(argv);
    assertEquals([code, stderr], [0, ""], argv.join(" "));
    assertStringIncludes(stdout, "Usage: oddline");
  }
  const { stdout } = await run(["scan", "--help"]);
  for (
    const name of ["--max-line-bytes <SIZE>", "--no-history", "Examples:", "Every flag is also a variable: oddline man"]
  ) {
    assertStringIncludes(stdout, name);
  }
  assert(!/--\S+ \[/.test(stdout), "no flag takes an optional value");
  assertStringIncludes((await run(["man"])).stdout, "ODDLINE_MAX_LINE_BYTES");
});

Deno.test("no line of a help is wider than the terminal", async () => {
  for (const argv of [["--help"], ["watch", "--help"], ["history", "show", "--help"]]) {
    const { stdout } = await run(argv);
    const wide = stdout.split("\n").filter((line) => line.length > 80 && !line.startsWith("  oddline "));
    assertEquals(wide, [], argv.join(" "));
  }
});

const ROOT = fileURLToPath(new URL("../..", import.meta.url));

async function spawn(argv: readonly string[]): Promise<{ code: number; stdout: string; stderr: string }> {
  const { code, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", "--no-check", "main.ts", ...argv],
    cwd: ROOT,
    stdin: "null",
  }).output();
  return { code, stdout: new TextDecoder().decode(stdout), stderr: new TextDecoder().decode(stderr) };
}

Deno.test("a variable that is nearly one of ours is told of with what was meant, others are not", async () => {
  const env = { ODDLINE_WORKER: "2", ODDLINE_TEMPLATES_LIMITS: "1", ODDLINE_CORPORA: "x", ODDLINE_QUIET: "1" };
  const { code, stderr } = await run(["config"], { env });
  assertEquals([code, stderr], [
    0,
    "oddline: ODDLINE_WORKER: there is no such variable (did you mean ODDLINE_WORKERS?)\n" +
    "oddline: ODDLINE_TEMPLATES_LIMITS: there is no such variable (did you mean ODDLINE_TEMPLATES_LIMIT?)\n",
  ]);
});

Deno.test("a disk that is full behind standard output is told with what it was that could not be written", async () => {
  if (Deno.build.os !== "linux") return console.log("skipped: only Linux has /dev/full");
  const line = `"${Deno.execPath()}" run -q -A --no-check main.ts man > /dev/full`;
  const { code, stderr } = await new Deno.Command("sh", { args: ["-c", line], cwd: ROOT, stdin: "null" }).output();
  assertEquals(code, 1);
  assertStringIncludes(new TextDecoder().decode(stderr), "oddline: standard output cannot be written: No space left");
});

Deno.test("the program itself: versions, a typo, a wrong flag", async () => {
  const version = await spawn(["--version"]);
  assertEquals([version.code, version.stderr], [0, ""]);
  assertMatch(version.stdout, /^oddline \d+\.\d+\.\d+\ndeno \d+\.\d+\.\d+\nonnxruntime \d+\.\d+\.\d+\n$/);
  const typo = await spawn(["scna"]);
  assertEquals(typo, {
    code: 2,
    stdout: "",
    stderr: "oddline: no such file 'scna'; did you mean the command 'scan'?\n",
  });
  const flag = await spawn(["templates", "--limti", "3"]);
  assertEquals(flag, {
    code: 2,
    stdout: "",
    stderr: "oddline: unknown option '--limti' (did you mean --limit?). See oddline templates --help\n",
  });
});
