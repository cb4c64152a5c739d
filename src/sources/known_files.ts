/**
 * All files that are or were followed in this run, so that one that turns up under another name is not read again: renamed
 * files are known by device and inode, copies by what they hold. Bounded: of those that are done the oldest are forgotten.
 */
import { beginsWith } from "./fingerprint.ts";
import type { Generation } from "./generation.ts";
import { type Handles, readAt } from "./handles.ts";

/** What a newly found file turned out to be. */
export type Likeness =
  /** So far all it holds is in a file that is being read: it may be a copy, or come to differ. */
  | { readonly kind: "shadow"; readonly of: Generation }
  /** The copy of a file that was read to its end; what it has behind that end is unread. */
  | { readonly kind: "copy"; readonly of: Generation };

/** Generations that are done and still remembered. */
const DONE_MAX = 4096;
/** A file that is done must have had this many bytes for another that begins with them to be its copy. */
const COPIED_BYTES_MIN = 64;
const COMPARED_BYTES = 1024;

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

  /** Whether a file with this beginning and size is, or may be, a copy of one that is known at another path than `path`. */
  likeness(path: string, file: Deno.FsFile, head: Uint8Array, handles: Handles): Likeness | undefined {
    const size = file.statSync().size;
    for (const other of this.#live) {
      if (other.source === path || other.path === path || head.length === 0) continue;
      if (beginsWith(other.head, head) && holdsAll(other, file, size, handles)) return { kind: "shadow", of: other };
    }
    for (const other of this.#done) {
      if (other.source === path || other.path === path || other.head.length < COPIED_BYTES_MIN) continue;
      if (beginsWith(head, other.head)) return { kind: "copy", of: other };
    }
    return undefined;
  }
}

/** Whether a followed file is at least as long as the new one, and holds the same just before the new one's end. */
function holdsAll(other: Generation, file: Deno.FsFile, size: number, handles: Handles): boolean {
  const followed = handles.get(other);
  if (followed === undefined || followed.statSync().size < size) return false;
  const offset = Math.max(0, size - COMPARED_BYTES);
  const ours = new Uint8Array(size - offset);
  const theirs = new Uint8Array(size - offset);
  readAt(file, ours, offset);
  readAt(followed, theirs, offset);
  return beginsWith(ours, theirs);
}
