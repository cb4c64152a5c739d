/**
 * Finding a file again in its folder, by what it begins with: a log that was renamed while nobody looked, or the copy
 * that was made before a log was truncated. Bounded: the newest files of the folder only.
 */
import { dirname, join } from "node:path";
import { fileKey } from "./generation.ts";
import { readHead, tryOpen } from "./handles.ts";

/** A file of a folder, as far as it has been looked at. */
export interface Candidate {
  readonly path: string;
  readonly dev: number;
  readonly inode: number;
  readonly key: string;
  readonly size: number;
  readonly modifiedMs: number;
}

/** Files of a folder that are looked at: as many as may be followed. */
const SEARCHED_FILES_MAX = 10_000;

/** The folder of `path`, and that of the file that it links to. */
export function foldersBeside(path: string): string[] {
  const folders = new Set([dirname(path)]);
  try {
    folders.add(dirname(Deno.realPathSync(path)));
  } catch {
    // A path that leads nowhere now has no second folder.
  }
  return [...folders];
}

/** The regular files beside `path`, and beside the file that it links to; the newest first. */
export function filesBeside(path: string): Candidate[] {
  return filesIn(foldersBeside(path));
}

/** The regular files of folders; the newest first. */
export function filesIn(folders: readonly string[]): Candidate[] {
  const found = new Map<string, Candidate>();
  for (const folder of folders) for (const candidate of filesOf(folder)) found.set(candidate.key, candidate);
  return [...found.values()].sort((a, b) => b.modifiedMs - a.modifiedMs).slice(0, SEARCHED_FILES_MAX);
}

/** The first of the candidates whose first bytes are accepted, opened. The caller closes it. */
export function openFirst(
  candidates: readonly Candidate[],
  accept: (head: Uint8Array, candidate: Candidate) => boolean,
): { readonly candidate: Candidate; readonly file: Deno.FsFile; readonly head: Uint8Array } | undefined {
  for (const candidate of candidates) {
    const file = tryOpen(candidate.path);
    if (file === undefined) continue;
    const head = readHead(file);
    if (accept(head, candidate)) return { candidate, file, head };
    file.close();
  }
  return undefined;
}

function* filesOf(folder: string): Generator<Candidate> {
  let entries: Iterable<Deno.DirEntry>;
  try {
    entries = [...Deno.readDirSync(folder)];
  } catch {
    return;
  }
  for (const entry of entries) {
    if (!entry.isFile) continue;
    const path = join(folder, entry.name);
    const info = statFile(path);
    if (info === undefined) continue;
    const inode = info.ino ?? 0;
    const modifiedMs = info.mtime?.getTime() ?? 0;
    yield { path, dev: info.dev, inode, key: fileKey(info.dev, inode), size: info.size, modifiedMs };
  }
}

/** What a path leads to, if it is a regular file. */
export function statFile(path: string): Deno.FileInfo | undefined {
  try {
    const info = Deno.statSync(path);
    return info.isFile ? info : undefined;
  } catch {
    return undefined;
  }
}
