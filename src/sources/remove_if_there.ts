/** Files that are made aside are removed where they were left, and it does not matter whether they are there. */

/** Removes a file; what is not there, or cannot be removed, stays as it is. */
export function removeIfThere(path: string): void {
  try {
    Deno.removeSync(path);
  } catch {
    // nothing depends on it: what is left behind is met again next time
  }
}
