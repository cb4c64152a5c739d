/** Which files a command writes, by its flags and by what is kept beside them; and which it reads. */
import type { Command } from "../command.ts";
import { fileKey, flagName, type FlagTable } from "../flag.ts";
import { alertsPath, scanFeedbackPath, watchFeedbackPath, watchStatePath } from "../settings/kept_files.ts";
import type { Settings } from "../settings/settings.ts";
import type { SharedKey } from "../shared_flags.ts";
import { infoPath } from "./info_path.ts";

/** What a file is written as: where it is kept for the next run, only what Oddline has written may stand there. */
export type Kind = "database" | "state" | "marks" | "events" | "diagnostics" | "other";

export interface WrittenFile {
  readonly path: string;
  readonly kind: Kind;
  /** What makes that it is written: a flag, a variable, a line of the configuration. */
  readonly by: string;
  /** The user named this path, or the one that it lies beside, so its folder must be there; else it is made. */
  readonly isNamed: boolean;
}

/** A command as it is about to run. */
export interface AboutToRun {
  readonly command: Command;
  readonly files: readonly string[];
  readonly settings: Settings;
  /** The values of the command's own flags. */
  readonly flags: Readonly<Record<string, unknown>>;
}

/** The files that are written. */
export function writtenFiles({ command, settings, flags }: AboutToRun): WrittenFile[] {
  if (command.writesNothing) return [];
  const own = namedBy(command.own, flags, "written").map(([path, key]) => named(path, flagName(key)));
  const models = command.name === "train" ? own.map(({ path, by }) => besides(infoPath(path), by)) : [];
  return [...own, ...models, ...keptFiles(command, settings), ...toldFiles(command, settings)];
}

/** The files, folders and globs that are read. */
export function readFiles({ command, files, settings, flags }: AboutToRun): string[] {
  const { configPath, modelPath } = settings;
  const own = namedBy(command.own, flags, "read").map(([path]) => path);
  const others = [configPath, command.shared.includes("model") ? modelPath : undefined];
  return [...command.takesFiles ? files : [], ...own, ...others.filter((path) => path !== undefined)];
}

/** The paths that flags of a table give, with the flags' keys. */
function namedBy(table: FlagTable, values: Readonly<Record<string, unknown>>, files: "read" | "written") {
  return Object.entries(table).filter(([, { type }]) => type.files === files).flatMap(([key]) => {
    const value = values[key];
    const paths: unknown[] = Array.isArray(value) ? value : [value];
    return paths.flatMap((path) => typeof path === "string" ? [[path, key] as const] : []);
  });
}

/** What is there for the next run. */
function keptFiles({ name, shared }: Command, settings: Settings): WrittenFile[] {
  const found: WrittenFile[] = [];
  const has = (key: SharedKey) => shared.includes(key);
  const isScan = name === "scan" || name === "evaluate";
  if (has("db") && settings.history) found.push(ofKey("db", settings.dbPath, settings));
  const state = isScan ? settings.statePath : watchStatePath(settings);
  if (has("state") && state !== undefined) found.push(ofKey("state", state, settings));
  const feedback = isScan ? scanFeedbackPath(settings) : watchFeedbackPath(settings);
  if (has("feedback") && feedback !== undefined) found.push(ofKey("feedback", feedback, settings));
  return found;
}

/** Where a run tells of what it finds, and of itself. */
function toldFiles({ name, shared }: Command, settings: Settings): WrittenFile[] {
  const { eventsPath, logFile, alerts } = settings;
  const found: WrittenFile[] = [];
  if (shared.includes("events") && eventsPath !== undefined) found.push(ofKey("events", eventsPath, settings));
  if (shared.includes("logFile") && logFile !== undefined) found.push(ofKey("logFile", logFile, settings));
  if (name !== "watch" || alerts === undefined) return found;
  const queue = besides(alertsPath(settings), "the queue of alerts");
  const told = alerts.notifiers.flatMap((notifier) =>
    // one that cannot be written now is tried again
    notifier.type === "file" ? [besides(notifier.path, `notifier '${notifier.name}'`)] : []
  );
  return [...found, queue, ...told];
}

const KINDS: Partial<Record<SharedKey, Kind>> = {
  db: "database",
  state: "state",
  feedback: "marks",
  events: "events",
  logFile: "diagnostics",
};
/** Beside what a file lies that is not named itself. */
const BESIDE: Partial<Record<SharedKey, readonly SharedKey[]>> = { state: ["db"], feedback: ["state", "db"] };

function ofKey(key: SharedKey, path: string, { origins, values }: Settings): WrittenFile {
  const origin = origins.get(fileKey(key));
  const isNamed = [key, ...BESIDE[key] ?? []].some((name) => values.get(fileKey(name)) !== undefined);
  const by = origin === undefined || origin.kind === "default"
    ? flagName(key)
    : origin.kind === "file"
    ? `${fileKey(key)} (${origin.path}:${origin.line})`
    : origin.name;
  return { path, kind: KINDS[key] ?? "other", by, isNamed };
}

function named(path: string, by: string): WrittenFile {
  return { path, kind: "other", by, isNamed: true };
}

function besides(path: string, by: string): WrittenFile {
  return { path, kind: "other", by, isNamed: false };
}
