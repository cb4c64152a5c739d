/** What the machine and the terminal allow: permissions, watching folders, open files, keys, colours, characters. */
import { whyAscii } from "../../tui/characters.ts";
import { colorDepth } from "../../tui/theme.ts";
import { Terminal } from "../dashboard/terminal.ts";
import type { Io } from "../io.ts";
import type { ScreenSettings } from "../settings/settings.ts";

/** Open files that following many logs needs. */
const OPEN_FILES_MIN = 512;
const NEEDED = ["read", "write", "env", "sys", "ffi"] as const;
/** What only some runs need, and which. */
const OPTIONAL = { net: "--http and alerts", run: "alerts by commands, and opening files from the dashboard" } as const;

/** Which permissions there are. Throws where one is missing that every run needs. */
export function lookAtPermissions(): string {
  const isGranted = (name: Deno.PermissionName) => Deno.permissions.querySync({ name }).state === "granted";
  // those that are granted for some paths only are tried out by what needs them
  const missing = NEEDED.filter((name) => Deno.permissions.querySync({ name }).state === "denied");
  if (missing.length > 0) throw new Error(`${missing.join(", ")} is not allowed`);
  const without = Object.entries(OPTIONAL).filter(([name]) => !isGranted(name as keyof typeof OPTIONAL));
  const lacking = without.map(([name, what]) => `${name}, which ${what} need`);
  return lacking.length === 0 ? "all that any run needs" : `all but ${lacking.join("; and ")}`;
}

/** Watches a folder that is always there as `watch` does those of logs, and says how many of them may be. */
export function lookAtWatching(folder: string): string {
  using _watcher = Deno.watchFs(folder, { recursive: false });
  const watches = numberIn("/proc/sys/fs/inotify/max_user_watches", /(\d+)/);
  return watches === undefined
    ? "changes of files are told by the system"
    : `changes of files are told by the system, in at most ${watches} folders`;
}

/** Files that may be open at once. Throws where they are too few. */
export function lookAtOpenFiles(): string {
  const files = numberIn("/proc/self/limits", /^Max open files\s+(\d+)/m);
  if (files === undefined) return "no limit is known";
  if (files < OPEN_FILES_MIN) throw new Error(`only ${files} files may be open at once`);
  return `${files} may be open at once`;
}

/** Whether there can be a dashboard. */
export function lookAtTerminal({ stdout, columns, env }: Io): string {
  if (!stdout.isTerminal) return "none on standard output: events are printed, and there is no dashboard";
  if (env.TERM === "dumb" || env.TERM === undefined) return `TERM is ${env.TERM ?? "not set"}: there is no dashboard`;
  const keys = Terminal.isThere() ? "keys are read" : "no keys can be read, so there is no dashboard";
  return `${env.TERM}, ${columns} columns; ${keys}`;
}

/** What colours are used. */
export function lookAtColors({ env }: Io): string {
  const depth = colorDepth(env);
  if (depth === 0) return "none, as NO_COLOR or TERM says";
  return depth === 24 ? "16 million" : `${depth}; COLORTERM=truecolor would tell of more`;
}

/** What the dashboard is drawn with. */
export function lookAtCharacters({ ascii }: ScreenSettings, { env }: Io): string {
  const why = whyAscii(env);
  if (!ascii) return why === undefined ? "Unicode" : `Unicode, although ${why}`;
  return why === undefined ? "ASCII alone, as was asked for" : `ASCII alone for ${why}; --unicode draws with all`;
}

function numberIn(path: string, pattern: RegExp): number | undefined {
  try {
    const group = pattern.exec(Deno.readTextFileSync(path))?.[1];
    return group === undefined ? undefined : Number(group);
  } catch {
    return undefined;
  }
}
