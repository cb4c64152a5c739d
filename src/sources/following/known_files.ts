/**
 * All files that are or were followed in this run, so that one that turns up under another name is not read again:
 * renamed files are known by device and inode, copies by what they hold. Bounded: of those that are done the oldest
 * are forgotten.
 */
import { beginsWith } from "./fingerprint.ts";
import type { Generation } from "./generation.ts";
import { readAt } from "./handles.ts";

/** What a newly found file turned out to be. */
export type Likeness =
  /** So far all it holds is in a file that is being read: it may be a copy, or come to differ. */
  | { readonly kind: "shadow"; readonly of: Generation }
  /** The copy of a file that was read to its end; what it has behind that end is unread. */
  | { readonly kind: "copy"; readonly of: Generation };

/** Generations that are done and still remembered. */
const DONE_MAX = 4096;
/** A longer file is only taken for the copy of one that is done if that had more than, say, a common first line. */
const COPIED_BYTES_MIN = 1024;
const COMPARED_BYTES = 1024;

/** Gives the open file of a generation, if it is still to be found. */
type FileOf = (generation: Generation) => Deno.FsFile | undefined;

/** The table. */
export class KnownFiles {
  readonly #byKey = new Map<string, Generation>();
  readonly #live = new Set<Generation>();
  readonly #done = new Set<Generation>();

  get(key: string): Generation | undefined {
    return this.#byKey.get(key);
  }

  /** Those that are still read, then those that are done and remembered. */
  *all(): Generator<Generation> {
    yield* this.#live;
    yield* this.#done;
  }

  add(generation: Generation): void {
    this.#byKey.set(generation.key, generation);
    this.#live.add(generation);
  }

  /** The generation goes on in another file. */
  move(generation: Generation, dev: number, inode: number): void {
    if (this.#byKey.get(generation.key) === generation) this.#byKey.delete(generation.key);
    generation.dev = dev;
    generation.inode = inode;
    this.#byKey.set(generation.key, generation);
  }

  /** The generation has been read to its end. */
  finish(generation: Generation): void {
    this.#live.delete(generation);
    this.#done.add(generation);
    if (this.#done.size <= DONE_MAX) return;
    const [oldest] = this.#done;
    this.#done.delete(oldest!);
    if (this.#byKey.get(oldest!.key) === oldest) this.#byKey.delete(oldest!.key);
  }

  /**
   * Whether a file with this beginning and size is, or may be, a copy of one that is known at another path than `path`.
   */
  likeness(path: string, file: Deno.FsFile, head: Uint8Array, fileOf: FileOf): Likeness | undefined {
    const size = file.statSync().size;
    for (const other of this.#live) {
      if (other.source === path || other.path === path || head.length === 0) continue;
      if (beginsAlike(other.head, head) && holdsAll(other, file, size, fileOf)) return { kind: "shadow", of: other };
    }
    for (const other of this.#done) {
      if (other.source === path || other.path === path || head.length === 0) continue;
      const [shorter, longer] = size <= other.offset ? [head, other.head] : [other.head, head];
      const enough = size <= other.offset || other.head.length >= COPIED_BYTES_MIN;
      if (enough && beginsWith(longer, shorter)) return { kind: "copy", of: other };
    }
    return undefined;
  }
}

/**
 * Whether a followed file is at least as long as the new one, begins with the same and holds the same before the
 * new one's end.
 */
function holdsAll(other: Generation, file: Deno.FsFile, size: number, fileOf: FileOf): boolean {
  const followed = fileOf(other);
  if (followed === undefined || followed.statSync().size < size) return false;
  return [0, Math.max(0, size - COMPARED_BYTES)].every((offset) => {
    const length = Math.min(COMPARED_BYTES, size - offset);
    return beginsWith(bytesAt(file, offset, length), bytesAt(followed, offset, length));
  });
}

function beginsAlike(one: Uint8Array, other: Uint8Array): boolean {
  return one.length < other.length ? beginsWith(other, one) : beginsWith(one, other);
}

function bytesAt(file: Deno.FsFile, offset: number, length: number): Uint8Array {
  const bytes = new Uint8Array(length);
  return bytes.subarray(0, readAt(file, bytes, offset));
}
