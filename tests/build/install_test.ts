/** `install.sh` with a folder as the release, and a script that prints a version as the executable. */
import { assert, assertEquals } from "@std/assert";
import { checksums } from "../../.ci/build/checksums.ts";
import { TempFolder } from "../sources/temp_folder.ts";
import { pathToFileURL } from "node:url";

const SCRIPT = decodeURIComponent(new URL("../../.ci/install/install.sh", import.meta.url).pathname);
const IS_WINDOWS = Deno.build.os === "windows";
const NAMES = [
  `oddline-${Deno.build.os === "darwin" ? "macos" : "linux"}-${Deno.build.arch === "aarch64" ? "arm64" : "x64"}`,
  "oddline", // as it is called when it was built for this machine alone
];

/** A release, and the home of who installs it. */
class World {
  readonly folder = new TempFolder();
  readonly program = this.folder.at("home/.local/bin/oddline");

  constructor() {
    Deno.mkdirSync(this.folder.at("home"));
  }

  /** Puts an executable that says this version into the release, with its sum. */
  release(name: string, version: string): void {
    this.folder.write(`release/${name}`, `#!/bin/sh\necho "oddline ${version}"\n`);
    this.folder.write("release/SHA256SUMS", checksums(pathToFileURL(this.folder.at("release/")), [name]));
  }

  install(args: readonly string[] = ["--from", this.folder.at("release")], env: Record<string, string> = {}) {
    const { code, stdout, stderr } = new Deno.Command("sh", {
      args: [SCRIPT, ...args],
      env: { PATH: Deno.env.get("PATH") ?? "", HOME: this.folder.at("home"), ...env },
      clearEnv: true,
    }).outputSync();
    return { code, stdout: new TextDecoder().decode(stdout), stderr: new TextDecoder().decode(stderr) };
  }

  [Symbol.dispose](): void {
    this.folder[Symbol.dispose]();
  }
}

function test(name: string, run: () => void): void {
  Deno.test({ name: `install: ${name}`, ignore: IS_WINDOWS, fn: run });
}

for (const name of NAMES) {
  test(`${name} is put into the home, and a later version in its place`, () => {
    using world = new World();
    for (const version of ["1.0.0", "1.1.0"]) {
      world.release(name, version);
      const bin = world.folder.at("home/.local/bin");
      assertEquals(world.install(), {
        code: 0,
        stdout: `oddline ${version}\noddline is in ${bin}, which is not in PATH\n`,
        stderr: "",
      });
      assertEquals([...Deno.readDirSync(bin)].map(({ name }) => name), ["oddline"]);
      assertEquals(Deno.statSync(world.program).mode! & 0o777, 0o755);
    }
  });
}

for (
  const [what, spoil] of [
    ["another sum", (world: World) => world.folder.append(`release/${NAMES[0]}`, "echo more\n")],
    ["no sum at all", (world: World) => world.folder.write("release/SHA256SUMS", "")],
  ] as const
) {
  test(`what has ${what} is not installed, and what was there stays`, () => {
    using world = new World();
    world.release(NAMES[0], "1.0.0");
    world.install();
    world.release(NAMES[0], "6.6.6");
    spoil(world);
    const { code, stdout } = world.install();
    assert(code !== 0);
    assertEquals(stdout, "");
    assert(Deno.readTextFileSync(world.program).includes("1.0.0"));
  });
}

test("a folder with spaces that --to names is used, also without a home", () => {
  using world = new World();
  world.release("oddline", "1.0.0");
  const to = world.folder.at("a b");
  const { code, stderr } = world.install(["--from", world.folder.at("release"), "--to", to], { HOME: "" });
  assertEquals([code, stderr], [0, ""]);
  assert(Deno.readTextFileSync(`${to}/oddline`).includes("1.0.0"));
  assertEquals(world.install(["--from", world.folder.at("release")], { HOME: "" }).code, 2);
});

test("it is taken away again; what was learnt goes with --purge alone", () => {
  using world = new World();
  world.release("oddline", "1.0.0");
  world.install();
  const learnt = world.folder.write("home/.local/state/oddline/oddline.state.json", "{}");
  const unpacked = world.folder.write("home/.cache/oddline/library", "");
  const other = world.folder.write("home/.cache/other", "");
  assertEquals(world.install(["--uninstall"]).code, 0);
  assertEquals([world.program, learnt, unpacked, other].map(exists), [false, true, true, true]);
  assertEquals(world.install(["--uninstall", "--purge"]).code, 0);
  assertEquals([learnt, unpacked, other].map(exists), [false, false, true]);
});

test("an option that it does not know is said, and --help says which there are", () => {
  using world = new World();
  const { code, stderr } = world.install(["--form", "x"]);
  assertEquals([code, stderr], [2, "install.sh: unknown option '--form'; see --help\n"]);
  assert(world.install(["--help"]).stdout.includes("sh install.sh --uninstall [--to FOLDER] [--purge]"));
});

function exists(path: string): boolean {
  try {
    return Deno.statSync(path) !== undefined;
  } catch {
    return false;
  }
}

test("a release that is not there is named, and nothing is installed", () => {
  using world = new World();
  const from = world.folder.at("nowhere");
  assertEquals(world.install(["--from", from]), {
    code: 1,
    stdout: "",
    stderr: `install.sh: there is no SHA256SUMS in ${from} that can be read; ` +
      "--from names the folder, or the address, of a release\n",
  });
});
