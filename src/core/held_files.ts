/**
 * Files that the program itself holds open and locked: those of the history. A process that closes any descriptor of a
 * file gives up all its POSIX locks on it (sqlite.org/howtocorrupt.html, section 2.2); another process would then take
 * the database for its own and remove the write-ahead log. So what looks into files that others have named asks here
 * before it opens one. Kept for the whole process, as the locks are.
 */
import { basename, dirname, join, resolve } from "node:path";

const held = new Set<string>();

/** Nothing else may open this file from now on. */
export function holdFile(path: string): void {
  held.add(realPathOf(path));
}

/** Whether the file is one of those, by whatever links its path leads there. */
export function isHeld(path: string): boolean {
  return held.size > 0 && held.has(realPathOf(path));
}

/** Also of a file that is not there yet. */
function realPathOf(path: string): string {
  try {
    return Deno.realPathSync(path);
  } catch {
    try {
      return join(Deno.realPathSync(dirname(path)), basename(path));
    } catch {
      return resolve(path);
    }
  }
}
