/**
 * Open files, a bounded number of them: the one that has not been read for longest is closed when there are too many,
 * and opened again when it has something to say, if it is still the same file.
 */
import { isHeld } from "../../core/held_files.ts";
import { beginsWith, FINGERPRINT_BYTES_MAX } from "./fingerprint.ts";
import { fileKey, type Generation } from "./generation.ts";

/** Files that are open at once. */
export const HANDLES_MAX = 256;

/** The open files of generations. */
export class Handles {
  readonly #max: number;
  /** In the order of their last use. */
  readonly #open = new Map<Generation, Deno.FsFile>();

  constructor(max: number = HANDLES_MAX) {
    this.#max = Math.max(1, max);
  }

  /** The open file, without opening it. */
  peek(generation: Generation): Deno.FsFile | undefined {
    return this.#open.get(generation);
  }

  /** The file, opened at the generation's path if need be. Undefined when another file, or none, lies there. */
  get(generation: Generation): Deno.FsFile | undefined {
    const open = this.#open.get(generation);
    if (open !== undefined) {
      this.#open.delete(generation);
      this.#open.set(generation, open);
      return open;
    }
    const file = openIfSame(generation.path, generation.key, generation.head);
    if (file !== undefined) this.put(generation, file);
    return file;
  }

  /** Takes over an open file, in place of the one that it may have had. */
  put(generation: Generation, file: Deno.FsFile): void {
    this.drop(generation);
    this.#open.set(generation, file);
    while (this.#open.size > this.#max) this.#closeOldest();
  }

  /** Closes the file. */
  drop(generation: Generation): void {
    this.#open.get(generation)?.close();
    this.#open.delete(generation);
  }

  close(): void {
    for (const file of this.#open.values()) file.close();
    this.#open.clear();
  }

  /** Closes one that can be found again at its path; if there is none, one that would have to be searched for. */
  #closeOldest(): void {
    // The newest, which is last, was opened to be read now.
    const older = [...this.#open.keys()].slice(0, -1);
    const oldest = older.find((generation) => !generation.detached) ??
      older.find((generation) => !generation.isPacked) ?? older[0]!;
    this.drop(oldest);
    oldest.rewind();
  }
}

/** Opens a file if it has this device and inode and begins with these bytes. */
function openIfSame(path: string, key: string, head: Uint8Array): Deno.FsFile | undefined {
  const file = tryOpen(path);
  if (file === undefined) return undefined;
  const info = file.statSync();
  if (fileKey(info.dev, info.ino ?? 0) === key && beginsWith(readHead(file), head)) return file;
  file.close();
  return undefined;
}

/** Opens a regular file; undefined when that cannot be done now. */
export function tryOpen(path: string): Deno.FsFile | undefined {
  try {
    // Opening a pipe would wait for its writer.
    return Deno.statSync(path).isFile && !isHeld(path) ? Deno.openSync(path) : undefined;
  } catch {
    return undefined;
  }
}

/** The first bytes of a file: at most `FINGERPRINT_BYTES_MAX`. */
export function readHead(file: Deno.FsFile): Uint8Array {
  const head = new Uint8Array(FINGERPRINT_BYTES_MAX);
  return head.subarray(0, readAt(file, head, 0));
}

/** Reads at a place in a file until `into` is full or the file ends. */
export function readAt(file: Deno.FsFile, into: Uint8Array, offset: number): number {
  let read = 0;
  file.seekSync(offset, Deno.SeekMode.Start);
  while (read < into.length) {
    const more = file.readSync(read === 0 ? into : into.subarray(read));
    if (more === null || more === 0) break;
    read += more;
  }
  return read;
}

/** Whether what was read of a file is still in it: it was neither truncated nor overwritten. */
export function holdsSame(file: Deno.FsFile, generation: Generation): boolean {
  return file.statSync().size >= generation.position && beginsWith(readHead(file), generation.head);
}
