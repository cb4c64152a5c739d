/**
 * Looks, before anything is touched, at every file that a command is going to write. A log is only read: no flag, no
 * variable and no key makes Oddline write to a file that it reads, or put aside what it has not written itself.
 */
import { basename, dirname } from "node:path";
import type { OddlineEvent } from "../../core/anomaly.ts";
import { isHeld } from "../../core/held_files.ts";
import { beginsWith } from "../../sources/begins_with.ts";
import { isSame, whatReads } from "../../sources/what_reads.ts";
import { MARKS_HEADS } from "../../feedback/marks_head.ts";
import { STATE_HEADS } from "../../sources/checkpoint.ts";
import { DATABASE_HEADS } from "../../store/database_head.ts";
import { DIAGNOSTIC_LEVELS } from "../diagnostics.ts";
import { UsageError } from "../errors.ts";
import { isPutAside } from "../events/old_files.ts";
import { openNamed } from "./named_file.ts";
import { ownFiles } from "./own_files.ts";
import { type AboutToRun, type Kind, readFiles, type WrittenFile, writtenFiles } from "./written_files.ts";

const EVENT_TYPES: readonly OddlineEvent["type"][] = ["anomaly", "anomaly_update", "template_merged", "summary"];
/** How what Oddline has written begins; of what is written anew each time nothing is known. */
const HEADS: Readonly<Record<Kind, readonly string[]>> = {
  database: DATABASE_HEADS,
  state: STATE_HEADS,
  marks: MARKS_HEADS,
  events: EVENT_TYPES.map((type) => `{"type":"${type}"`),
  diagnostics: DIAGNOSTIC_LEVELS.map((level) => `0-0-0T0:0:0.0Z ${level} `),
  other: [],
};
/** What is kept for the next run: nothing else may stand in its place. */
const KEPT: Partial<Record<Kind, string>> = { database: "a database", state: "a state", marks: "a file of marks" };

/**
 * Throws UsageError that says which file cannot be written to, why, and what would do. Returns what tells the files
 * that are written, and what is left beside them, from those for which a folder or a glob is read.
 */
export function checkWritten(run: AboutToRun): (path: string) => boolean {
  const written = writtenFiles(run);
  const { include, exclude, statePath } = run.settings;
  const read = readFiles(run);
  // what comes into a folder while, or before, the next run goes on from this one is read as well
  const follows = run.command.name === "watch" || run.command.name === "scan" && statePath !== undefined;
  const options = { include, exclude, gz: run.command.name !== "watch", follows };
  const plain = written.filter((file) => !isSpecial(file.path));
  const isOwn = ownFiles(plain.map(({ path }) => path));
  for (const file of plain) {
    if (file.isNamed) needFolder(file.path);
    // somebody's log in a folder is not to be passed over because a flag names it
    const reading = whatReads(file.path, read, isOurs(file) ? { ...options, isOwn } : options);
    if (reading !== undefined) throw alsoRead(file, reading);
    if (file.kind === "events") needNoneAside(file, read);
    needOwn(file);
  }
  plain.forEach((file, at) => {
    const other = plain.slice(0, at).find(({ path }) => isSame(path, file.path));
    if (other === undefined) return;
    throw new UsageError(`${file.path}: ${other.by} and ${file.by} would both write to it; name two files`);
  });
  return isOwn;
}

/** What keeps nothing, such as a pipe, may be written by several. A folder is refused when it is opened. */
function isSpecial(path: string): boolean {
  try {
    return !Deno.statSync(path).isFile;
  } catch {
    return false;
  }
}

function needFolder(path: string): void {
  openNamed(path, "write", () => {
    try {
      if (Deno.statSync(dirname(path)).isDirectory) return;
    } catch (error) {
      if (error instanceof Deno.errors.PermissionDenied) return; // opening it says what is not allowed
      throw error;
    }
    throw new Deno.errors.NotADirectory(dirname(path));
  });
}

function alsoRead({ path, by }: WrittenFile, reading: string): UsageError {
  if (isSame(path, reading)) return new UsageError(`${path}: is read, and ${by} would write to it; name another file`);
  return new UsageError(
    `${path}: is read with ${reading}, and ${by} would write to it; name another file, or leave it out with --exclude`,
  );
}

/** What is put aside is packed, and removed in time. */
function needNoneAside({ path, by }: WrittenFile, read: readonly string[]): void {
  const aside = read.find((input) =>
    isPutAside(basename(input), basename(path)) && isSame(dirname(input), dirname(path))
  );
  if (aside === undefined) return;
  throw new UsageError(`${aside}: is read, and ${by} would pack or remove it; name another file, or move it away`);
}

/** What is damaged is put aside later; what never was Oddline's is not. */
function needOwn(file: WrittenFile): void {
  const what = KEPT[file.kind];
  if (what === undefined || isOurs(file)) return;
  throw new UsageError(`${file.path}: is not ${what} of Oddline; give ${file.by} another path`);
}

/** Whether nothing stands at the path that Oddline has not written. */
function isOurs({ path, kind }: WrittenFile): boolean {
  // a database that is in use is ours, and must not be opened beside it
  if (isHeld(path)) return true;
  try {
    return beginsWith(path, HEADS[kind]);
  } catch {
    return true; // there is none, or opening it says why it cannot be used
  }
}
