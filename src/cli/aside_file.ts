/**
 * A file that gets its name only when it is whole: written aside, in the same folder, and renamed at the end. What is no
 * plain file (`/dev/null`, a pipe) is written as it is, since a name put in its place would take it away.
 */
import { createSyncFile, type SyncFile } from "./sync_file.ts";

export class AsideFile {
  readonly #path: string;
  /** What is written; `path` itself where that is no plain file. */
  readonly aside: string;
  readonly file: SyncFile;
  #isWhole = false;

  /** Throws what Deno throws when the file cannot be made. */
  constructor(path: string) {
    this.#path = path;
    this.aside = isSpecial(path) ? path : `${path}.part-${Deno.pid}`;
    this.file = createSyncFile(this.aside);
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

function isSpecial(path: string): boolean {
  try {
    const { isFile, isDirectory } = Deno.statSync(path);
    return !isFile && !isDirectory;
  } catch {
    return false;
  }
}
