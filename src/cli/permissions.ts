/**
 * What a run may do: no more than it needs. The executable is compiled with all permissions, because Deno opens what
 * lies in /dev and /proc (a pipe that a shell names `/dev/fd/63`, a container's `/proc/1/fd/1`) for nothing less, and
 * since there is nobody who could grant some later. So a run gives up at its start, for good and for all its threads,
 * what its flags and its configuration do not ask for. From source the same is done to what Deno was started with.
 */
import type { Settings } from "./settings/settings.ts";

/** Permissions that a run may do without; reading, writing, the environment and the system's state every run needs. */
const OPTIONAL_PERMISSIONS = ["net", "run", "ffi", "import"] as const;
export type OptionalPermission = typeof OPTIONAL_PERMISSIONS[number];

/** A run as far as it decides on permissions. */
export interface Plan {
  /** The command's name. */
  readonly command: string;
  /** All words of the command line. */
  readonly words: readonly string[];
  readonly settings: Pick<Settings, "httpAddress" | "alerts" | "mode" | "headless" | "format" | "eventsPath">;
  /** A dashboard may be shown, from which programs are started and the run is stopped by Ctrl-Z. */
  readonly isTerminal: boolean;
}

/** Commands that tell others. */
const TELLING = ["watch", "alerts test"];

/** A device, a pipe or a process, which only all permissions together open; these few are open to everybody. */
const SPECIAL = /(?:^|[=,])\/(?:dev|proc|sys)\/(?!(?:null|zero|tty|urandom|random)$)/;

/** What this run has no need of. */
export function unneededPermissions({ command, words, settings, isTerminal }: Plan): OptionalPermission[] {
  if (command === "doctor") return []; // it says which there are
  if ([...words, settings.eventsPath ?? ""].some((word) => SPECIAL.test(word))) return [];
  const notifiers = TELLING.includes(command) ? settings.alerts?.notifiers.map(({ type }) => type) ?? [] : [];
  const isShown = isTerminal && !settings.headless && settings.format === undefined;
  const needed: Record<OptionalPermission, boolean> = {
    net: settings.httpAddress !== undefined || notifiers.includes("webhook") || notifiers.includes("syslog"),
    run: isShown || notifiers.includes("command"),
    ffi: settings.mode !== "rules",
    import: false, // no code is ever fetched
  };
  return OPTIONAL_PERMISSIONS.filter((name) => !needed[name]);
}
