/**
 * A file that gets its name only when it is whole: written aside, in the same folder, and renamed at the end. What is
 * no plain file (`/dev/null`, a pipe) is written as it is, since a name put in its place would take it away.
 */
import { openNamed } from "./named_file.ts";
import { createSyncFile, type SyncFile } from "./sync_file.ts";

export class AsideFile {
  readonly #path: string;
  /** What is written; `path` itself where that is no plain file. */
  readonly aside: string;
  readonly file: SyncFile;
  #isWhole = false;

  /** Throws UsageError where there can be no file of that name, else what Deno throws when it cannot be made. */
  constructor(path: string) {
    this.#path = path;
    this.aside = openNamed(path, "write", () => isSpecial(path)) ? path : `${path}.part-${Deno.pid}`;
    this.file = openNamed(path, "write", () => createSyncFile(this.aside, { name: path }));
  }

  /**
   * All is written. `renew` may still change what stands there (not where it is no plain file). Throws what Deno throws
   * where it cannot get its name.
   */
  finish(renew?: (aside: string) => void): void {
    this.file[Symbol.dispose]();
    if (this.aside !== this.#path) {
      renew?.(this.aside);
      Deno.renameSync(this.aside, this.#path);
    }
    this.#isWhole = true;
  }

  /** Removes what is not whole. */
  [Symbol.dispose](): void {
    if (this.#isWhole) return;
    this.file[Symbol.dispose]();
    if (this.aside !== this.#path) Deno.removeSync(this.aside);
  }
}

/** No plain file. Throws where it is a folder, which nothing can be renamed over. */
function isSpecial(path: string): boolean {
  const info = statOf(path);
  if (info?.isDirectory) throw new Deno.errors.IsADirectory(`${path} is a folder`);
  return info !== undefined && !info.isFile;
}

function statOf(path: string): Deno.FileInfo | undefined {
  try {
    return Deno.statSync(path);
  } catch {
    return undefined; // it is made, or opening it says why it cannot be
  }
}
