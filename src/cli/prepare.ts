/** From a command line that was understood to what its command is given: files, settings, and its own flags. */
import type { CommandOptions } from "./command.ts";
import type { FileSettings } from "./config/file_settings.ts";
import { findConfig } from "./config/find.ts";
import { UsageError } from "./errors.ts";
import { checkWritten } from "./files/check_written.ts";
import type { FlagTable } from "./flag.ts";
import type { Io } from "./io.ts";
import type { Invocation } from "./program.ts";
import { type RawFlags, resolveValues } from "./settings/resolve_values.ts";
import { resolveSettings } from "./settings/resolve_settings.ts";
import { nearestCommand } from "./help/usage.ts";

/** Undefined when there is nothing to read: no FILE, and standard input is a terminal. Throws UsageError. */
export async function prepare(invocation: Invocation, io: Io): Promise<CommandOptions<FlagTable> | undefined> {
  const { command, shared, own } = invocation;
  const argument = command.argument === undefined ? [] : invocation.files;
  const files = command.takesFiles ? await filesToRead(invocation, io) : argument;
  if (files === undefined) return undefined;
  const flags = await withHelp(command.name, () => {
    const layers = { flags: own, env: io.env, file: undefined, command: command.name };
    return resolveValues(command.own, layers).values;
  });
  const reread = async () => {
    const settings = await withHelp(command.name, async () => {
      const file = command.shared.includes("config") ? await configuration(shared, io) : undefined;
      const machine = { cores: io.cores, timeZone: io.timeZone, nowMs: io.now() };
      return resolveSettings(shared, io.env, { file, machine, keys: command.shared });
    });
    return { ...settings, isOwn: checkWritten({ command, files, settings, flags }) };
  };
  return { files, settings: await reread(), flags, reread };
}

/** What is wrong with a value is told with the command whose help explains it. */
async function withHelp<T>(command: string, read: () => T | Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof UsageError && error.constructor === UsageError && error.see === undefined) {
      throw new UsageError(error.message, `oddline ${command}`);
    }
    throw error;
  }
}

async function configuration(flags: RawFlags, io: Io): Promise<FileSettings | undefined> {
  const flag = flags.get("config");
  const named = typeof flag === "string" ? flag : io.env.ODDLINE_CONFIG || undefined;
  const path = await findConfig(named, io.env, io.cwd);
  if (path === undefined) return undefined;
  const { loadConfig } = await import("./config/load.ts");
  return await loadConfig(path);
}

async function filesToRead(invocation: Invocation, io: Io): Promise<readonly string[] | undefined> {
  const { files, named, own } = invocation;
  if (files.length === 0 && invocation.command.readsNothing?.(own) === true) return [];
  if (files.length === 0) return io.stdin.isTerminal ? undefined : ["-"];
  const [first] = files;
  const command = named ? undefined : nearestCommand(first);
  if (command === undefined || await exists(first, io.cwd)) return files;
  throw new UsageError(
    command === first
      ? `no such file '${first}'; the command comes before its options: oddline ${first} ...`
      : `no such file '${first}'; did you mean the command '${command}'?`,
  );
}

async function exists(path: string, cwd: string): Promise<boolean> {
  try {
    await Deno.lstat(path.startsWith("/") ? path : `${cwd}/${path}`);
    return true;
  } catch (error) {
    return !(error instanceof Deno.errors.NotFound);
  }
}
