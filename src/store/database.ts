/**
 * Opens the file of the history, makes its tables or brings them up to date, and says what kind of
 * trouble SQLite is in.
 *
 * WAL lets readers look on while one process writes. `synchronous = NORMAL` may lose the last transactions in a power
 * cut, never a part of one: the checkpoint goes with them, so what they held is read again.
 */
import { dirname } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { errorMessage } from "../core/error_message.ts";
import { holdFile } from "../core/held_files.ts";
import { APPLICATION_ID, MIGRATIONS } from "./schema.ts";

/** An open database; `close()` it. */
export type Database = DatabaseSync;

/** What the names of a database's files end in: its own, and those of its write-ahead log. */
export const DATABASE_SUFFIXES = ["", "-wal", "-shm"] as const;

/** How long a statement waits for another process, ms. Readers of the log must not wait for long. */
const BUSY_MS = 30;

/** Why the history cannot be used, for those who decide what to do about it. */
export type Trouble =
  /** The content is not what was written. */
  | "damaged"
  /** Made by a later version of Oddline. */
  | "newer"
  /** A database of another program. */
  | "foreign"
  /** Another process is writing. */
  | "locked"
  /** No room on the disk. */
  | "full"
  /** Anything else: permissions, a read-only file system. */
  | "failed";

/** Thrown by what opens and writes the history. */
export class HistoryError extends Error {
  override readonly name = "HistoryError";
  readonly trouble: Trouble;

  constructor(trouble: Trouble, message: string) {
    super(message);
    this.trouble = trouble;
  }
}

/** How to open it. */
export interface OpenOptions {
  /** How long statements wait for another process (ms); default 30. */
  readonly busyMs?: number;
  /** Pages that the file may have, to try out what happens when a disk is full. */
  readonly pagesMax?: number;
}

/** Opens the database, and makes it where there is none. Throws HistoryError. */
export function openDatabase(path: string, { busyMs = BUSY_MS, pagesMax }: OpenOptions = {}): Database {
  let database: Database | undefined;
  try {
    Deno.mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
    makePrivately(path);
    for (const suffix of DATABASE_SUFFIXES) holdFile(`${path}${suffix}`);
    database = new DatabaseSync(path, { timeout: busyMs });
    prepare(database);
    if (pagesMax !== undefined) database.exec(`PRAGMA max_page_count = ${pagesMax}`);
    return database;
  } catch (error) {
    database?.close();
    throw historyError(error);
  }
}

/**
 * SQLite gives its other files the rights of this one: lines of logs are nobody else's business. A file that is there
 * is not opened, since closing it would undo the locks that this process may hold on it.
 */
function makePrivately(path: string): void {
  try {
    Deno.openSync(path, { createNew: true, write: true, mode: 0o600 }).close();
  } catch (error) {
    if (!(error instanceof Deno.errors.AlreadyExists)) throw error;
  }
}

/** What went wrong, in the words of this folder. */
export function historyError(error: unknown): HistoryError {
  if (error instanceof HistoryError) return error;
  const message = errorMessage(error);
  return new HistoryError(troubleIn(message, (error as { readonly errcode?: unknown }).errcode), message);
}

/** SQLite's primary result codes (sqlite.org/rescode.html): the low byte of what an error carries. */
const SQLITE_BUSY = 5;
const SQLITE_LOCKED = 6;
const SQLITE_CORRUPT = 11;
const SQLITE_FULL = 13;
const SQLITE_NOTADB = 26;

/** By the result code; errors to which Deno gives none are known by their texts. */
function troubleIn(message: string, code: unknown): Trouble {
  const primary = typeof code === "number" ? code & 0xff : -1;
  if (primary === SQLITE_CORRUPT || primary === SQLITE_NOTADB || /malformed|not a database/.test(message)) {
    return "damaged";
  }
  if (primary === SQLITE_BUSY || primary === SQLITE_LOCKED || /database (table )?is locked/.test(message)) {
    return "locked";
  }
  if (primary === SQLITE_FULL || /disk is full|no space left/i.test(message)) return "full";
  return "failed";
}

function prepare(database: Database): void {
  const application = pragma(database, "application_id");
  const version = pragma(database, "user_version");
  if (application !== APPLICATION_ID) {
    const tables = database.prepare("SELECT count(*) AS tables FROM sqlite_schema").get()?.tables;
    if (application !== 0 || version !== 0 || tables !== 0) {
      throw new HistoryError("foreign", "this is a database of another program");
    }
    database.exec("PRAGMA auto_vacuum = INCREMENTAL");
  }
  if (version > MIGRATIONS.length) {
    throw new HistoryError(
      "newer",
      `it was written by a later Oddline (version ${version}, this one knows ${MIGRATIONS.length})`,
    );
  }
  database.exec(`PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA journal_size_limit = 16777216;
    PRAGMA cache_size = -2000; PRAGMA wal_autocheckpoint = 4000`);
  if (version < MIGRATIONS.length) migrate(database);
}

/** In one transaction, so that two instances that start at once do it once. */
function migrate(database: Database): void {
  inTransaction(database, () => {
    database.exec(`PRAGMA application_id = ${APPLICATION_ID}`);
    for (let version = pragma(database, "user_version"); version < MIGRATIONS.length; version++) {
      database.exec(MIGRATIONS[version]);
      database.exec(`PRAGMA user_version = ${version + 1}`);
    }
  });
}

/** Does it wholly or not at all. Rethrows what it throws. */
export function inTransaction<T>(database: Database, work: () => T): T {
  database.exec("BEGIN IMMEDIATE");
  try {
    const result = work();
    database.exec("COMMIT");
    return result;
  } catch (error) {
    // SQLite has rolled back by itself where the disk is full
    if (database.isTransaction) database.exec("ROLLBACK");
    throw error;
  }
}

/** The value of a pragma that is a number. */
export function pragma(database: Database, name: string): number {
  const row = database.prepare(`PRAGMA ${name}`).get();
  return Number(row === undefined ? 0 : Object.values(row)[0]);
}
