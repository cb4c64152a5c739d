/** Files that the user has named: where one cannot be used, which it is, why, and what would do. */
import { UsageError } from "../errors.ts";

/** What a named file is for. */
export type Purpose = "read" | "write";

const TROUBLES = [
  [Deno.errors.NotFound, {
    read: "no such file; check the path",
    write: "its folder is not there; make it, or name another file",
  }],
  [Deno.errors.PermissionDenied, {
    read: "permission denied; run as a user who may read it",
    write: "permission denied; name another file, or run as a user who may write it",
  }],
  [Deno.errors.IsADirectory, { read: "is a folder; name a file", write: "is a folder; name a file" }],
  [Deno.errors.NotADirectory, {
    read: "lies below what is no folder; check the path",
    write: "lies below what is no folder; name another file",
  }],
] as const;

/**
 * Opens or reads what the user has named as `path`. Throws UsageError where the name is what is wrong, and else what
 * `open` throws: a full disk is nobody's wrong usage.
 */
export function openNamed<T>(path: string, purpose: Purpose, open: () => T): T {
  try {
    return open();
  } catch (error) {
    const trouble = troubleOf(error, purpose);
    throw trouble === undefined ? error : new UsageError(`${path}: ${trouble}`);
  }
}

/** What is wrong with the name of a file, and what would do; undefined where it is something else that went wrong. */
export function troubleOf(error: unknown, purpose: Purpose): string | undefined {
  return TROUBLES.find(([kind]) => error instanceof kind)?.[1][purpose];
}
