/**
 * Compiles Oddline into one executable for Linux x64: `deno task build` writes `dist/oddline`.
 *
 * `deno compile` puts the program on top of a runtime named denort, which it downloads. Where it cannot be downloaded,
 * DENORT_BIN names one of the same version as Deno. Of node_modules only what runs is taken along: ONNX Runtime's
 * package alone holds 288 MB for all platforms, of which 44 are needed.
 */

const ROOT = new URL("../", import.meta.url);
const STACK_BYTES = 32 << 20;
const PLATFORMS_LEFT_OUT = ["darwin", "win32", "linux/arm64"];

/** Packages of the import map that only tests need. */
const FOR_TESTS = new Set(["fast-check"]);

/** What ONNX Runtime's package needs for its installation only. */
const FOR_INSTALLATION = new Set(["adm-zip", "global-agent"]);

export interface BuildOptions {
  /** The program's file, and those that are loaded by name while it runs (workers, models); paths in the project. */
  readonly entry: string;
  readonly include: readonly string[];
  readonly output: string;
}

/** Compiles the program and returns the executable's size in bytes. Throws when `deno compile` fails. */
export async function build({ entry, include, output }: BuildOptions): Promise<number> {
  await deno(["install", "--quiet", "--frozen"]);
  await deno([
    "compile",
    "--v8-flags=--max-semi-space-size=2,--no-concurrent-recompilation,--initial-heap-size=16,--heap-growing-percent=30", // .github/CONTRIBUTING.md says why
    "--quiet",
    "--no-check", // `deno task ok` has checked
    "--allow-all", // logs are anywhere, /proc and /dev too, and a program has no `--allow` flags to offer
    "--target=x86_64-unknown-linux-gnu",
    `--output=${output}`,
    ...include.filter(exists).map((path) => `--include=${path}`),
    ...leftOut().filter(exists).map((path) => `--exclude=${path}`),
    entry,
  ]);
  return Deno.statSync(new URL(output, ROOT)).size;
}

/** Folders of node_modules that the executable does without. */
function leftOut(): string[] {
  const needed = neededPackages();
  const folders: string[] = [];
  for (const { name: entry } of Deno.readDirSync(new URL("node_modules/.deno/", ROOT))) {
    const name = packageName(entry.replace("+", "/"));
    const folder = `node_modules/.deno/${entry}`;
    if (name === undefined) continue;
    if (!needed.has(name)) folders.push(folder);
    if (name === "zod") folders.push(`${folder}/node_modules/zod/src`);
    if (name === "onnxruntime-node") {
      const binaries = `${folder}/node_modules/onnxruntime-node/bin/napi-v6`;
      folders.push(...PLATFORMS_LEFT_OUT.map((platform) => `${binaries}/${platform}`));
    }
  }
  return folders;
}

/** The packages that the program's own imports lead to, by the lock file. */
function neededPackages(): Set<string> {
  const { specifiers, npm } = readJson("deno.lock") as {
    specifiers: Record<string, string>;
    npm: Record<string, { dependencies?: string[]; optionalPeers?: string[] }>;
  };
  const needed = new Set<string>();
  const waiting = Object.keys(specifiers)
    .map((specifier) => packageName(specifier.replace(/^npm:/, "")) ?? "")
    .filter((name) => !FOR_TESTS.has(name));
  for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
    if (needed.has(name)) continue;
    needed.add(name);
    for (const [id, { dependencies = [] }] of Object.entries(npm)) {
      if (packageName(id) !== name) continue;
      const names = dependencies.map((dependency) => packageName(dependency) ?? dependency);
      waiting.push(...names.filter((dependency) => !FOR_INSTALLATION.has(dependency)));
    }
  }
  return needed;
}

/** "@scope/name@1.2.3" → "@scope/name"; undefined where no version follows. */
function packageName(id: string): string | undefined {
  return /^(@?[^@]+)@/.exec(id)?.[1];
}

function readJson(path: string): unknown {
  return JSON.parse(Deno.readTextFileSync(new URL(path, ROOT)));
}

function exists(path: string): boolean {
  try {
    Deno.statSync(new URL(path, ROOT));
    return true;
  } catch {
    return false;
  }
}

async function deno(args: string[]): Promise<void> {
  // the compiler goes through the modules of some packages deeper than the stack of its threads allows
  const env = { RUST_MIN_STACK: String(STACK_BYTES) };
  const { success } = await new Deno.Command(Deno.execPath(), { args, cwd: ROOT, env, stdin: "null" }).spawn().status;
  if (!success) throw new Error(`Cannot build: "deno ${args[0]}" failed, its message is above`);
}

const NO_DENORT = `
If it is the download of denort that failed (the runtime that deno compile puts a program on): get a denort ${Deno.version.deno}
for x86_64-unknown-linux-gnu on a machine that can (it is in the release of Deno as denort-x86_64-unknown-linux-gnu.zip),
and name it:

    DENORT_BIN=PATH/denort deno task build

It must be of the same version as the Deno that compiles. With another version at hand, take that one's Deno:

    DENORT_BIN=PATH/denort npx -y deno@VERSION task build
`;

if (import.meta.main) {
  const output = "dist/oddline";
  try {
    const size = await build({
      entry: "main.ts",
      include: ["src/workers/analysis_worker.ts", "src/web/assets", "models"],
      output,
    });
    console.log(`${output}: ${(size / 1e6).toFixed(1)} MB, with Deno ${Deno.version.deno}`);
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    if (Deno.env.get("DENORT_BIN") === undefined) console.error(NO_DENORT);
    Deno.exit(1);
  }
}
