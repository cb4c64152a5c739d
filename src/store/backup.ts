/**
 * Backups while the history is written: SQLite copies a page after the other and begins again where somebody changed
 * one. A backup gets its name when it is whole and was found right; of those in the folder the oldest go.
 */
import { backup } from "node:sqlite";
import { basename, join } from "node:path";
import { type StampedName, stampedName, stampOf } from "../core/time/stamped_name.ts";
import { removeIfThere } from "../sources/remove_if_there.ts";
import { type Database, DATABASE_SUFFIXES, openDatabase } from "./database.ts";
import { verifyDatabase } from "./verify.ts";

/** What a backup is named after: `oddline.db` gives `oddline-2026-11-22T18-00-00-000Z.db`. */
interface BackupFolder {
  readonly folder: string;
  /** The database's path. */
  readonly path: string;
}

/** Copies the database to a new file at `target`, which must not be there. Throws Error with what went wrong. */
export async function backupTo(database: Database, target: string): Promise<void> {
  const aside = `${target}.part-${Deno.pid}`;
  try {
    Deno.openSync(aside, { createNew: true, write: true, mode: 0o600 }).close();
    await backup(database, aside, { rate: 1000 });
    verifyBackup(aside);
    if (isThere(target)) throw new Error(`${target} is there already`);
    Deno.renameSync(aside, target);
  } finally {
    for (const suffix of DATABASE_SUFFIXES) removeIfThere(`${aside}${suffix}`);
  }
}

/**
 * Puts a copy of a backup at `path`. What is there is renamed with all that belongs to it; its new name is returned.
 * Throws Error, and leaves everything as it is, when the backup is not whole.
 */
export async function restoreFrom(from: string, path: string, nowMs: number): Promise<string | undefined> {
  const aside = `${path}.part-${Deno.pid}`;
  try {
    Deno.openSync(aside, { createNew: true, write: true, mode: 0o600 }).close();
    const source = openDatabase(from);
    try {
      await backup(source, aside);
    } finally {
      source.close();
    }
    verifyBackup(aside);
    const before = isThere(path) ? renameAside(path, nowMs) : undefined;
    Deno.renameSync(aside, path);
    return before;
  } finally {
    for (const suffix of DATABASE_SUFFIXES) removeIfThere(`${aside}${suffix}`);
  }
}

function renameAside(path: string, nowMs: number): string {
  const before = `${path}.before-${new Date(nowMs).toISOString().replace(/[:.]/g, "-")}`;
  if (isThere(before)) throw new Error(`${before} is there already; move it first`);
  for (const suffix of DATABASE_SUFFIXES) {
    if (isThere(`${path}${suffix}`)) Deno.renameSync(`${path}${suffix}`, `${before}${suffix}`);
  }
  return before;
}

/** Throws Error when a file is no whole history. */
function verifyBackup(path: string): void {
  const copy = openDatabase(path);
  try {
    const [problem] = verifyDatabase(copy);
    if (problem !== undefined) throw new Error(`${path} is not whole: ${problem}`);
  } finally {
    copy.close();
  }
}

/** The path of a backup of this moment. */
export function backupPath({ folder, path }: BackupFolder, nowMs: number): string {
  return join(folder, stampedName(nameOf(path), nowMs));
}

/** A backup that is there. */
export interface BackupFile {
  readonly path: string;
  /** When it was made, by its name. */
  readonly madeMs: number;
  readonly bytes: number;
}

/** The backups of a database in a folder, the newest first. */
export function listBackups({ folder, path }: BackupFolder): BackupFile[] {
  let names: string[];
  try {
    names = [...Deno.readDirSync(folder)].map(({ name }) => name);
  } catch {
    return [];
  }
  return names.flatMap((name) => {
    const madeMs = stampOf(name, nameOf(path));
    if (madeMs === undefined) return [];
    const file = join(folder, name);
    return [{ path: file, madeMs, bytes: Deno.statSync(file).size }];
  }).sort((a, b) => b.madeMs - a.madeMs);
}

/** Removes all backups but the newest `keep`; returns those that are gone. */
export function pruneBackups(where: BackupFolder, keep: number): BackupFile[] {
  const old = listBackups(where).slice(keep);
  for (const { path } of old) removeIfThere(path);
  return old;
}

function nameOf(path: string): StampedName {
  return { stem: basename(path).replace(/\.db$/, ""), extension: ".db" };
}

function isThere(path: string): boolean {
  try {
    Deno.lstatSync(path);
    return true;
  } catch {
    return false;
  }
}
