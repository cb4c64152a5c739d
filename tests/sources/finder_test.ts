import { assert, assertEquals, assertThrows } from "@std/assert";
import { gzipSync } from "node:zlib";
import { expand, type FinderOptions } from "../../src/sources/finding/finder.ts";
import { openError } from "../../src/sources/finding/file_kind.ts";
import { pathMatcher } from "../../src/sources/finding/glob.ts";
import { SourceError } from "../../src/sources/source_error.ts";
import { TempFolder } from "./temp_folder.ts";

/** A folder with one of each kind. */
function logs(): TempFolder {
  const folder = new TempFolder();
  folder.write("b.log", "b\n");
  folder.write("a.log", "a\n");
  folder.write("a.log.1.gz", new Uint8Array(gzipSync("old\n")));
  folder.write("empty.log", "");
  folder.write(".hidden.log", "h\n");
  folder.write("data.bin", new Uint8Array([65, 0, 10]));
  folder.write("old.log.zst", new Uint8Array([0x28, 0xb5, 0x2f, 0xfd, 1]));
  Deno.mkdirSync(folder.at("sub/deep"), { recursive: true });
  folder.write("sub/c.log", "c\n");
  folder.write("sub/deep/d.txt", "d\n");
  return folder;
}

function found(folder: TempFolder, paths: string[], options: FinderOptions = {}): string[] {
  return expand(paths.map((path) => folder.at(path)), options).map((file) => file.path.slice(folder.path.length + 1));
}

const FOLDER_CASES: [string, string[], FinderOptions, string[]][] = [
  ["a folder gives what looks like a log, by path", [""], {}, [
    "a.log",
    "b.log",
    "empty.log",
    "sub/c.log",
    "sub/deep/d.txt",
  ]],
  ["gzip files count where they can be read", ["", "a.log"], { gz: true }, [
    "a.log",
    "a.log.1.gz",
    "b.log",
    "empty.log",
    "sub/c.log",
    "sub/deep/d.txt",
  ]],
  ["what is named comes in the order of the naming, once", ["sub", "b.log", "*.log"], {}, [
    "sub/c.log",
    "sub/deep/d.txt",
    "b.log",
    "a.log",
    "empty.log",
  ]],
  ["include chooses in folders", [""], { include: ["*.txt"] }, ["sub/deep/d.txt"]],
  ["exclude leaves out", [""], { exclude: ["**/sub/**", "e*"] }, ["a.log", "b.log"]],
  ["a star stays in its folder", ["*.log"], {}, ["a.log", "b.log", "empty.log"]],
  ["two stars go down", ["**/*.log"], {}, ["a.log", "b.log", "empty.log", "sub/c.log"]],
  ["alternatives, single characters and ranges", ["{a,sub/c}.log", "[b-d].lo?"], {}, ["a.log", "sub/c.log", "b.log"]],
  ["hidden files come when the pattern has the dot", [".*.log"], {}, [".hidden.log"]],
  ["a named binary file is read", ["data.bin"], {}, ["data.bin"]],
];

for (const [name, paths, options, expected] of FOLDER_CASES) {
  Deno.test(`finder: ${name}`, () => {
    using folder = logs();
    assertEquals(found(folder, paths, options), expected);
  });
}

const ERRORS: [string, string, string[]][] = [
  ["a missing file", "nothing.log", ["nothing.log: no such file"]],
  ["a glob without a match", "*.nothing", ["*.nothing: no log file matches", "Check the pattern"]],
  ["a glob that only matches what cannot be read", "*.{zst,bin}", ["passed over: 1 binary, 1 compressed"]],
  ["a folder without logs", "none", ["none: no log files in this folder"]],
  ["a compressed file that cannot be followed", "a.log.1.gz", ["is compressed", "oddline scan"]],
  ["a compressed file of another kind", "old.log.zst", ["zstd -dc"]],
  ["a file in UTF-16", "utf16.log", ["UTF-16", "iconv"]],
  ["a socket", "socket", ["a socket, not a log"]],
];

for (const [name, path, messages] of ERRORS) {
  Deno.test(`finder: ${name} is an error that says what to do`, () => {
    using folder = logs();
    Deno.mkdirSync(folder.at("none"));
    folder.write("utf16.log", new Uint8Array([0xff, 0xfe, 65, 0]));
    using _socket = Deno.listen({ transport: "unix", path: folder.at("socket") });
    const error = assertThrows(() => found(folder, [path]), SourceError);
    for (const message of messages) assert(error.message.includes(message), error.message);
    assert(!error.message.includes("\n"));
  });
}

Deno.test({
  name: "finder: an unreadable file is an error that says so",
  ignore: Deno.build.os === "windows" || Deno.uid() === 0,
  fn() {
    using folder = logs();
    Deno.chmodSync(folder.at("a.log"), 0);
    const error = assertThrows(() => found(folder, ["a.log"]), SourceError);
    assert(error.message.includes("permission denied"));
  },
});

Deno.test("finder: a log in UTF-16 in a folder is left out and told of once, what is binary is not told of", () => {
  using folder = logs();
  folder.write("utf16.log", new Uint8Array([0xff, 0xfe, 65, 0]));
  const told: string[] = [];
  found(folder, ["", "*.log"], { onWarning: (message) => told.push(message) });
  assertEquals(told.length, 1);
  assert(told[0].startsWith(`${folder.at("utf16.log")}: left out: UTF-16; convert first: iconv`), told[0]);
});

Deno.test("finder: what the system refuses is said in plain words", () => {
  assert(
    openError("a.log", new Deno.errors.PermissionDenied("EACCES")).message.startsWith(
      "a.log: permission denied. Run as",
    ),
  );
  assertThrows(() => expand([""]), SourceError, "a FILE without a name");
  assert(openError("a.log", new Error("Input/output error")).message.endsWith("cannot be read: Input/output error"));
});

Deno.test("finder: a file and links to it are one", () => {
  using folder = logs();
  Deno.linkSync(folder.at("a.log"), folder.at("hard.log"));
  Deno.symlinkSync(folder.at("a.log"), folder.at("soft.log"));
  assertEquals(found(folder, ["hard.log", "a.log", "soft.log"]), ["hard.log"]);
});

Deno.test("finder: pipes and standard input are what they are", () => {
  using folder = logs();
  new Deno.Command("mkfifo", { args: [folder.at("pipe")] }).outputSync();
  assertEquals(expand([folder.at("pipe"), "-"]).map((file) => file.kind), ["pipe", "stdin"]);
});

Deno.test("glob: patterns match as in a shell", () => {
  const cases: [string, string, boolean][] = [
    ["*.log", "/var/log/a.log", true],
    ["*.log", "/var/log/.a.log", false],
    ["/var/*.log", "/var/log/a.log", false],
    ["/var/**/a.log", "/var/a.log", true],
    ["/var/**", "/var/log/x/y", true],
    ["a[!0-9].log", "ab.log", true],
    ["a[!0-9].log", "a1.log", false],
    ["a+(b).log", "a+(b).log", true],
    ["{a,b{c,d}}.log", "bd.log", true],
    ["[z-a]", "[z-a]", true],
    ["?", "é", true],
  ];
  for (const [pattern, path, expected] of cases) {
    assertEquals(pathMatcher(pattern)(path), expected, `${pattern} ${path}`);
  }
});

Deno.test("a file that is renamed while its folder is looked through is no file, and no question of permissions", () => {
  using folder = logs();
  const said: string[] = [];
  const { openSync } = Deno;
  Deno.openSync = (path, options) => {
    if (String(path).endsWith("/a.log")) Deno.renameSync(path, folder.at(".away"));
    return openSync(path, options);
  };
  try {
    assertEquals(found(folder, [""], { onWarning: (message) => said.push(message) })[0], "b.log");
  } finally {
    Deno.openSync = openSync;
  }
  assertEquals(said, []);
});
