/** The history as a command looks at it: opened for the time of a call, and explained where it cannot be. */
import { type Database, HistoryError, historyError, openDatabase } from "../../store/database.ts";

/** How long a command waits for a run that is writing. */
const BUSY_MS = 5000;

/** Calls `use` with the database; undefined where there is none. Throws Error that says what would do. */
export async function withHistory<T>(
  path: string,
  use: (database: Database) => T | Promise<T>,
): Promise<T | undefined> {
  if (!isThere(path)) return undefined;
  const database = open(path);
  try {
    return await use(database);
  } catch (error) {
    // damage may lie where only what is asked for comes to it
    const trouble = historyError(error);
    throw trouble.trouble === "damaged" ? explained(path, trouble) : error;
  } finally {
    database.close();
  }
}

function open(path: string): Database {
  try {
    return openDatabase(path, { busyMs: BUSY_MS });
  } catch (error) {
    throw error instanceof HistoryError ? explained(path, error) : error;
  }
}

function explained(path: string, { trouble, message }: HistoryError): Error {
  const help = trouble === "damaged"
    ? "; oddline history restore puts a backup in its place"
    : trouble === "foreign" || trouble === "newer"
    ? "; name another one with --db FILE"
    : "";
  return new Error(`${path}: ${message}${help}`);
}

/** Whether there is a file, or one of which only its owner may know. */
export function isThere(path: string): boolean {
  try {
    Deno.statSync(path);
    return true;
  } catch (error) {
    return error instanceof Deno.errors.PermissionDenied;
  }
}

/** What is said where nothing was recorded yet. */
export function nothingYet(path: string): string {
  return `nothing is recorded in ${path} yet\n`;
}
