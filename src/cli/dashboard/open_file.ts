/**
 * Opening a file at a line in the user's pager or editor: which program with which arguments. Never by way of a shell,
 * so that no name of a file is ever a command.
 */
import { closeSync, openSync } from "node:fs";
import { spawn } from "node:child_process";
import type { Environment } from "../environment.ts";

/** Programs that take the place as `file:line`, some of them behind a flag. */
const BY_COLON: Readonly<Record<string, readonly string[]>> = {
  code: ["--goto"],
  codium: ["--goto"],
  cursor: ["--goto"],
  zed: [],
  subl: [],
  hx: [],
  helix: [],
};
/** Pagers that cannot go to a line, or do not wait. */
const NO_PAGERS = new Set(["", "cat"]);

/** The program and its arguments for `$PAGER`, else `$VISUAL`, else `$EDITOR`, else less. */
export function openCommand(env: Environment, file: string, line: number): readonly [string, ...string[]] {
  const wanted = [env.PAGER, env.VISUAL, env.EDITOR].find((each) => !NO_PAGERS.has(each?.trim() ?? "")) ?? "less";
  const [program, ...given] = wanted.trim().split(/\s+/);
  // a file whose name begins with a minus is no flag
  const path = file.startsWith("-") ? `./${file}` : file;
  const flags = BY_COLON[program.slice(program.lastIndexOf("/") + 1)];
  return flags === undefined ? [program, ...given, `+${line}`, path] : [program, ...given, ...flags, `${path}:${line}`];
}

/** Whether this program may start that one. */
export function mayRun(program: string): boolean {
  return Deno.permissions.querySync({ name: "run", command: program }).state === "granted";
}

/** Runs a program on the terminal until it ends; rejects where it cannot be started. */
export function runOnTerminal([program, ...args]: readonly [string, ...string[]]): Promise<void> {
  // logs may come through standard input: the program gets the terminal instead
  const keys = Deno.stdin.isTerminal() ? undefined : openSync("/dev/tty", "r");
  return new Promise<void>((resolve, reject) => {
    const child = spawn(program, args, { stdio: [keys ?? "inherit", "inherit", "inherit"] });
    child.on("error", reject);
    child.on("exit", () => resolve());
  }).finally(() => {
    if (keys !== undefined) closeSync(keys);
  });
}
