/**
 * Looks, before anything is touched, at every file that a command is going to write. A log is only read: no flag, no
 * variable and no key makes Oddline write to a file that it reads, or put aside what it has not written itself.
 */
import { dirname } from "node:path";
import { isHeld } from "../../core/held_files.ts";
import { beginsWith } from "../../sources/begins_with.ts";
import { isSame, whatReads } from "../../sources/what_reads.ts";
import { MARKS_HEADS } from "../../feedback/marks_head.ts";
import { STATE_HEADS } from "../../sources/checkpoint.ts";
import { DATABASE_HEADS } from "../../store/database_head.ts";
import { UsageError } from "../errors.ts";
import { openNamed } from "./named_file.ts";
import { type AboutToRun, type Kind, readFiles, type WrittenFile, writtenFiles } from "./written_files.ts";

/** What may stand where something is kept: what it is called, and how it begins. */
const KEPT: Readonly<Record<Exclude<Kind, "other">, { readonly what: string; readonly heads: readonly string[] }>> = {
  database: { what: "a database", heads: DATABASE_HEADS },
  state: { what: "a state", heads: STATE_HEADS },
  marks: { what: "a file of marks", heads: MARKS_HEADS },
};

/** Throws UsageError that says which file cannot be written to, why, and what would do. */
export function checkWritten(run: AboutToRun): void {
  const written = writtenFiles(run);
  const { include, exclude, statePath } = run.settings;
  const read = readFiles(run);
  // what comes into a folder while, or before, the next run goes on from this one is read as well
  const follows = run.command.name === "watch" || run.command.name === "scan" && statePath !== undefined;
  const options = { include, exclude, gz: run.command.name !== "watch", follows };
  const plain = written.filter((file) => !isSpecial(file.path));
  for (const file of plain) {
    if (file.isNamed) needFolder(file.path);
    // a database holds NULs from the first write on, so no folder is read with it
    const reading = whatReads(file.path, read, { ...options, follows: follows && file.kind !== "database" });
    if (reading !== undefined) throw alsoRead(file, reading);
    needOwn(file);
  }
  plain.forEach((file, at) => {
    const other = plain.slice(0, at).find(({ path }) => isSame(path, file.path));
    if (other === undefined) return;
    throw new UsageError(`${file.path}: ${other.by} and ${file.by} would both write to it; name two files`);
  });
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

/** What is damaged is put aside later; what never was Oddline's is not. */
function needOwn({ path, kind, by }: WrittenFile): void {
  // a database that is in use is ours, and must not be opened beside it
  if (kind === "other" || isHeld(path)) return;
  const { what, heads } = KEPT[kind];
  let isOwn: boolean;
  try {
    isOwn = beginsWith(path, heads);
  } catch {
    return; // there is none, or opening it says why it cannot be used
  }
  if (!isOwn) throw new UsageError(`${path}: is not ${what} of Oddline; give ${by} another path`);
}
