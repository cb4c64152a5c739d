/**
 * Files by what they begin with. After a long time away hundreds of positions are looked for among hundreds of rotated
 * files: each file's head is read once, and hashed once for each length by which positions know theirs.
 */
import { hashBytes } from "../../core/hash.ts";
import { contentOf } from "../finding/file_kind.ts";
import { type Candidate, filesIn, foldersBeside } from "./file_search.ts";
import type { Fingerprint } from "./fingerprint.ts";
import { readHead, tryOpen } from "./handles.ts";
import { unpackedHead } from "./packed.ts";

/** A file and its first bytes. */
export interface HeadedFile<F> {
  readonly file: F;
  readonly head: Uint8Array;
}

export class HeadIndex<F> {
  readonly #files: readonly HeadedFile<F>[];
  readonly #byLength = new Map<number, ReadonlyMap<string, readonly HeadedFile<F>[]>>();

  constructor(files: readonly HeadedFile<F>[]) {
    this.#files = files;
  }

  /** The files that can be the one that had a fingerprint (`fits`). */
  find({ bytes, hash }: Fingerprint): readonly HeadedFile<F>[] {
    if (bytes === 0) return [];
    let byHash = this.#byLength.get(bytes);
    if (byHash === undefined) {
      const long = this.#files.filter(({ head }) => head.length >= bytes);
      byHash = Map.groupBy(long, ({ head }) => hashBytes(head.subarray(0, bytes)));
      this.#byLength.set(bytes, byHash);
    }
    return byHash.get(hash) ?? [];
  }
}

interface FolderHeads {
  readonly plain: HeadIndex<Candidate>;
  /** Compressed files, by what they begin with when unpacked. */
  readonly packed: HeadIndex<Candidate>;
}

/** The files beside some paths, each folder looked at once. */
export class HeadsBeside {
  readonly #byFolders = new Map<string, FolderHeads>();

  of(path: string): FolderHeads {
    const folders = foldersBeside(path);
    const key = folders.join("\0");
    let heads = this.#byFolders.get(key);
    if (heads === undefined) this.#byFolders.set(key, heads = headsIn(folders));
    return heads;
  }
}

function headsIn(folders: readonly string[]): FolderHeads {
  const plain: HeadedFile<Candidate>[] = [];
  const packed: HeadedFile<Candidate>[] = [];
  for (const file of filesIn(folders)) {
    const opened = tryOpen(file.path);
    if (opened === undefined) continue;
    using handle = opened;
    const head = readHead(handle);
    plain.push({ file, head });
    const unpacked = contentOf(head) === "gzip" ? unpackedHead(handle) : undefined;
    if (unpacked !== undefined) packed.push({ file, head: unpacked });
  }
  return { plain: new HeadIndex(plain), packed: new HeadIndex(packed) };
}
