/**
 * A log file that is begun anew before it grows too large, as logrotate's `create` does it: FILE becomes FILE.1, FILE.1
 * becomes FILE.2, and what is older than the last that is kept is removed. No line is cut in two.
 */
import { openNamed } from "./named_file.ts";
import { createSyncFile, type SyncFile } from "./sync_file.ts";
import { firstLine, linesWithin } from "./whole_lines.ts";

export interface Rotation {
  /** The largest that a file gets, unless its first line alone is larger. */
  readonly bytesMax: number;
  /** Old files that are kept. */
  readonly keep: number;
}

export class RotatingFile implements SyncFile {
  readonly #path: string;
  readonly #rotation: Rotation | undefined;
  #file: SyncFile;
  #size = 0;

  /**
   * Makes or empties the file; without a rotation it grows without end. Throws UsageError where there
   * can be none of that name.
   */
  constructor(path: string, rotation?: Rotation) {
    this.#path = path;
    this.#rotation = rotation;
    this.#file = openNamed(path, "write", () => createSyncFile(path));
  }

  write(text: string): void {
    this.writeBytes(new TextEncoder().encode(text));
  }

  /** Writes whole lines. */
  writeBytes(bytes: Uint8Array): void {
    const bytesMax = this.#rotation?.bytesMax ?? Infinity;
    for (let rest = bytes; rest.length > 0;) {
      const end = linesWithin(rest, bytesMax - this.#size);
      if (end === 0 && this.#size > 0) {
        this.#rotate();
        continue;
      }
      const piece = rest.subarray(0, end === 0 ? firstLine(rest) : end);
      this.#file.writeBytes(piece);
      this.#size += piece.length;
      rest = rest.subarray(piece.length);
    }
  }

  [Symbol.dispose](): void {
    this.#file[Symbol.dispose]();
  }

  #rotate(): void {
    this.#file[Symbol.dispose]();
    const keep = this.#rotation?.keep ?? 1;
    for (let number = keep - 1; number >= 1; number--) {
      renameIfThere(`${this.#path}.${number}`, `${this.#path}.${number + 1}`);
    }
    Deno.renameSync(this.#path, `${this.#path}.1`);
    this.#file = createSyncFile(this.#path);
    this.#size = 0;
  }
}

function renameIfThere(from: string, to: string): void {
  try {
    Deno.renameSync(from, to);
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
  }
}
