/**
 * Compiles a program into one executable. `deno compile` puts it on top of a runtime named denort, which it downloads;
 * where it cannot be downloaded, DENORT_BIN names one of the same version as Deno.
 */
import { V8_FLAGS } from "../v8_flags.ts";
import { placeBehindRuntime } from "./behind_runtime.ts";
import { fileURLToPath } from "node:url";
import { removeIfThere } from "../../src/sources/remove_if_there.ts";
import { bundle, bundled, ENTRIES } from "./bundle.ts";
import { checkDenort } from "./denort.ts";
import { addonPath, ARCHIVE, EMBEDDED, writeEmbeddedLibrary } from "./embedded_library.ts";
import { leftOut, ROOT } from "./packages.ts";
import type { Target } from "./targets.ts";

const STACK_BYTES = 32 << 20;

/** The program's file, and those that are loaded by name while it runs. */
const [MAIN, ...WORKERS] = ENTRIES.map(bundled);
const LOADED_BY_NAME = [...WORKERS, "src/web/assets", "models", EMBEDDED];

export interface CompileOptions {
  readonly target: Target;
  /** A path in the project. */
  readonly output: string;
}

/** Compiles Oddline and returns the executable's size in bytes. Throws when `deno compile` fails. */
export async function compile(options: CompileOptions): Promise<number> {
  const denort = Deno.env.get("DENORT_BIN");
  if (denort !== undefined) checkDenort(denort);
  await deno(["install", "--quiet", "--frozen"]);
  await bundle();
  const executable = new URL(options.output, ROOT);
  // deno compile writes over nothing but what it has made itself
  removeIfThere(fileURLToPath(executable));
  const archive = writeEmbeddedLibrary(options.target);
  if (archive === undefined || !options.target.triple.includes("linux")) await compileWithout([], options);
  else {
    await compileWithout([ARCHIVE], options);
    if (!placeBehindRuntime(executable, archive)) await compileWithout([], options);
  }
  return Deno.statSync(executable).size;
}

async function compileWithout(files: readonly string[], { target, output }: CompileOptions): Promise<void> {
  await deno([
    "compile",
    V8_FLAGS,
    "--quiet",
    "--no-check", // `deno task ok` has checked
    "--no-prompt",
    "--no-code-cache", // it would lie in the temporary folder under a name that anybody can guess, and be run unchecked
    "--allow-all", // what a run does not need it gives up at its start (src/cli/permissions.ts says why not less)
    `--target=${target.triple}`,
    `--output=${output}`,
    ...LOADED_BY_NAME.map((path) => `--include=${path}`),
    ...[...leftOut(addonPath(target)), ...files].map((path) => `--exclude=${path}`),
    MAIN,
  ]);
}

async function deno(args: string[]): Promise<void> {
  // the compiler goes through the modules of some packages deeper than the stack of its threads allows
  const env = { RUST_MIN_STACK: String(STACK_BYTES) };
  const { success } = await new Deno.Command(Deno.execPath(), { args, cwd: ROOT, env, stdin: "null" }).spawn().status;
  if (!success) throw new Error(`"deno ${args[0]}" failed, its message is above`);
}

/** What to do where denort could not be downloaded. */
export function noDenort({ triple }: Target): string {
  return `
If it is the download of denort that failed (the runtime that deno compile puts a program on): get a denort ${Deno.version.deno}
for ${triple} on a machine that can (it is in the release of Deno as denort-${triple}.zip), and name it:

    DENORT_BIN=PATH/denort deno task build

It must be of the same version as the Deno that compiles. With another version at hand, take that one's Deno:

    DENORT_BIN=PATH/denort npx -y deno@VERSION task build
`;
}
