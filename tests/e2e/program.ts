/**
 * How Oddline is started as a process of its own: from source, or the executable that ODDLINE_BIN names. `.ci/run` runs
 * the tests that use this with both.
 */

const ROOT = decodeURIComponent(new URL("../../", import.meta.url).pathname);
/** What `deno task start` gives. */
const PERMISSIONS = ["--allow-read", "--allow-write", "--allow-env", "--allow-sys", "--allow-ffi"];

/** The executable's absolute path; undefined when Oddline runs from source. */
export const EXECUTABLE = Deno.env.get("ODDLINE_BIN") || undefined;

/**
 * The program and its first arguments. From source it has more permissions where they are given; `-A` gives all. A file
 * of the project that stands for the program, for what cannot be done to it, is always run from source.
 */
export function commandLine(
  permissions: readonly string[] = [],
  file = "main.ts",
): readonly [program: string, ...args: string[]] {
  if (EXECUTABLE !== undefined && file === "main.ts") return [EXECUTABLE];
  const given = permissions.includes("-A") ? permissions : [...PERMISSIONS, ...permissions];
  return [Deno.execPath(), "run", "--no-check", "--quiet", ...given, `${ROOT}${file}`];
}

/** The same as a line of a shell script. */
export function shellCommand(permissions: readonly string[] = [], file?: string): string {
  return commandLine(permissions, file).map((word) => `'${word.replaceAll("'", "'\\''")}'`).join(" ");
}
