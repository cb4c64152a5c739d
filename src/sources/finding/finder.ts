/**
 * From what the user names to the files that are read: files, globs, folders, "-".
 *
 * A named file is read whatever it holds, as long as it can be. Through a glob or a folder only those come in that look
 * like logs: regular files (or links to such), not hidden (unless the pattern says so), not compressed (unless `gz`),
 * and without a NUL in the first KiB; empty ones too, for they may grow. `include` chooses among the files of folders,
 * `exclude` among all that were not named outright; what the program writes itself is left out. Order: as named; within
 * a folder or glob by path. The same file (device and inode) comes once.
 */
import { join } from "node:path";
import { type Content, explicitFile, type FoundFile, openError, sniff } from "./file_kind.ts";
import { byCodeUnits, DEPTH_MAX, entriesOf, matchingPaths } from "./folder_walk.ts";
import { expandBraces, isGlob, pathMatcher, splitPattern } from "./glob.ts";
import { PassedOver } from "./passed_over.ts";
import { SourceError } from "../source_error.ts";

export interface FinderOptions {
  /**
   * Patterns of which a file in a folder must match one; without a slash they are held against its name. Default: all.
   */
  readonly include?: readonly string[];
  /** Patterns of files to leave out. */
  readonly exclude?: readonly string[];
  /** Files that the program writes itself: passed over as well. Default: none. */
  readonly isOwn?: (path: string) => boolean;
  /** Whether gzip files count (they can be scanned, not followed). Default false. */
  readonly gz?: boolean;
  /** Which files are looked at, of those that globs and folders lead to. Default: all. */
  readonly only?: (info: Deno.FileInfo) => boolean;
  /** Says that a named path may be missing: it is waited for. Default: none may. */
  readonly mayBeMissing?: (path: string) => boolean;
  /** Told of what looks like a log but cannot be read, and which is the first of it. */
  readonly onWarning?: ((message: string, path: string) => void) | undefined;
}

/** A folder in which files may appear. */
export interface WatchedFolder {
  readonly path: string;
  readonly recursive: boolean;
}

/** Files that one run reads, at most. */
export const FILES_MAX = 10_000;

const COMPRESSED_NAME = /\.(gz|zst|xz|bz2|lz4|zip|tgz)$/i;

/** The files behind `paths`. Throws a SourceError that says what is wrong and what would do. */
export function expand(paths: readonly string[], options: FinderOptions = {}): FoundFile[] {
  return new Finder(paths, options).expand();
}

/** Finds files once, and again while they come and go. */
export class Finder {
  readonly #paths: readonly string[];
  readonly #gz: boolean;
  readonly #only: (info: Deno.FileInfo) => boolean;
  readonly #isOwn: (path: string) => boolean;
  readonly #mayBeMissing: (path: string) => boolean;
  readonly #includes: readonly ((path: string) => boolean)[];
  readonly #excludes: readonly ((path: string) => boolean)[];
  /** What the files of patterns were found to be, by path: looked into once per inode. */
  readonly #judged = new Map<string, { readonly inode: number; readonly content: Content }>();
  readonly #passedOver = new PassedOver();
  readonly #onWarning: (message: string, path: string) => void;

  constructor(paths: readonly string[], options: FinderOptions = {}) {
    const { include = [], exclude = [], gz = false, mayBeMissing = () => false, onWarning = () => {} } = options;
    this.#only = options.only ?? (() => true);
    this.#isOwn = options.isOwn ?? (() => false);
    this.#paths = paths;
    this.#gz = gz;
    this.#mayBeMissing = mayBeMissing;
    this.#onWarning = onWarning;
    this.#includes = include.map(pathMatcher);
    this.#excludes = exclude.map(pathMatcher);
  }

  /** Looks at everything that was named. Throws a SourceError for the first of it that gives nothing to read. */
  expand(): FoundFile[] {
    const found = new Distinct();
    for (const path of this.#paths) {
      if (path === "-") {
        found.add({ path, kind: "stdin", explicit: true, dev: -1, inode: -1, size: 0 });
        continue;
      }
      const info = statOf(path);
      if (info instanceof SourceError) {
        if (isGlob(path)) this.#addOfPattern(path, found);
        else if (!this.#mayBeMissing(path)) throw info;
      } else if (info.isDirectory) {
        this.#addOfFolder(path, found);
      } else {
        found.add(explicitFile(path, info, this.#gz));
      }
    }
    if (found.files.length > FILES_MAX) {
      throw new SourceError(
        `${found.files.length} files: at most ${FILES_MAX} can be read at once. Name fewer, or leave some out.`,
      );
    }
    this.#passedOver.tell(this.#onWarning);
    return found.files;
  }

  /**
   * The files that globs and folders lead to now, for following: nothing is an error, at most `FILES_MAX` are given.
   */
  rescan(): FoundFile[] {
    const found = new Distinct();
    const seen = new Set<string>();
    for (const file of this.#filesOfPatterns()) {
      seen.add(file.path);
      if (found.files.length < FILES_MAX) found.add(file);
    }
    for (const path of this.#judged.keys()) if (!seen.has(path)) this.#judged.delete(path);
    return found.files;
  }

  /** Where new files may appear: the folders that were named, and the fixed part of each glob. */
  folders(): WatchedFolder[] {
    return this.#paths.flatMap((path) => {
      if (isFolder(path)) return [{ path, recursive: true }];
      if (!isGlob(path) || path === "-" || !(statOf(path) instanceof SourceError)) return [];
      return expandBraces(path).map((pattern) => {
        const { base, segments } = splitPattern(pattern);
        return { path: base, recursive: segments.length > 1 };
      });
    });
  }

  *#filesOfPatterns(): Generator<FoundFile> {
    for (const path of this.#paths) {
      if (isFolder(path)) yield* this.#folder(path, 0);
      else if (isGlob(path) && statOf(path) instanceof SourceError) yield* this.#pattern(path);
    }
  }

  #addOfPattern(pattern: string, found: Distinct): void {
    this.#passedOver.begin();
    const files = [...this.#pattern(pattern)];
    files.forEach((file) => found.add(file));
    if (files.length > 0) return;
    throw new SourceError(
      `${pattern}: no log file matches${this.#passedOver.text}. Check the pattern, or name a folder.`,
    );
  }

  #addOfFolder(folder: string, found: Distinct): void {
    this.#passedOver.begin();
    try {
      Deno.readDirSync(folder);
    } catch (error) {
      throw openError(folder, error);
    }
    const files = [...this.#folder(folder, 0)];
    files.forEach((file) => found.add(file));
    if (files.length > 0) return;
    throw new SourceError(
      `${folder}: no log files in this folder${this.#passedOver.text}. Name the files, or a glob.`,
    );
  }

  /** Files below a folder, by path. Links to folders are not followed: they can lead in a circle. */
  *#folder(folder: string, depth: number): Generator<FoundFile> {
    const entries = entriesOf(folder);
    if (entries === undefined) return this.#passedOver.leaveOut("not readable", folder);
    for (const entry of entries) {
      const path = join(folder, entry.name);
      if (entry.name.startsWith(".")) this.#passedOver.count("hidden");
      else if (entry.isDirectory) {
        if (depth < DEPTH_MAX) yield* this.#folder(path, depth + 1);
      } else if (this.#includes.length > 0 && !this.#includes.some((matches) => matches(path))) {
        this.#passedOver.count("not included");
      } else yield* this.#judge(path);
    }
  }

  *#pattern(pattern: string): Generator<FoundFile> {
    const paths = new Set<string>();
    for (const alternative of expandBraces(pattern)) {
      for (const path of matchingPaths(splitPattern(alternative))) paths.add(path);
    }
    for (const path of [...paths].sort(byCodeUnits)) yield* this.#judge(path);
  }

  /** Gives the file if it looks like a log, else counts why not. */
  *#judge(path: string): Generator<FoundFile> {
    if (this.#excludes.some((matches) => matches(path))) return this.#passedOver.count("excluded");
    if (this.#isOwn(path)) return this.#passedOver.count("written by this run");
    const info = statOf(path);
    if (info instanceof SourceError || !info.isFile) return this.#passedOver.count("not regular files");
    if (!this.#only(info)) return;
    const inode = info.ino ?? 0;
    const content = this.#contentOf(path, inode);
    if (content === "unreadable") return this.#passedOver.leaveOut("not readable", path);
    if (content === "gone") return this.#passedOver.count("not regular files");
    const compressed = content !== "text" && content !== "empty" && content !== "binary" && content !== "utf-16";
    if (compressed ? !(this.#gz && content === "gzip") : !this.#gz && COMPRESSED_NAME.test(path)) {
      return this.#passedOver.count("compressed");
    }
    if (content === "utf-16") return this.#passedOver.leaveOut(content, path);
    if (content === "binary") return this.#passedOver.count(content);
    yield { path, kind: compressed ? "gzip" : "file", explicit: false, dev: info.dev, inode, size: info.size };
  }

  #contentOf(path: string, inode: number): Content | "unreadable" | "gone" {
    const judged = this.#judged.get(path);
    if (judged?.inode === inode && judged.content !== "empty") return judged.content;
    try {
      const content = sniff(path);
      this.#judged.set(path, { inode, content });
      return content;
    } catch (error) {
      // it may have been renamed since it was looked at
      return error instanceof Deno.errors.NotFound ? "gone" : "unreadable";
    }
  }
}

/** Files in order, each device and inode once. */
class Distinct {
  readonly files: FoundFile[] = [];
  readonly #seen = new Set<string>();

  add(file: FoundFile): void {
    // A pipe's inode says nothing across two openings; inode 0 means that the system has none (Windows).
    const key = file.kind === "pipe" || file.inode === 0 ? file.path : `${file.dev}:${file.inode}`;
    if (this.#seen.has(key)) return;
    this.#seen.add(key);
    this.files.push(file);
  }
}

function isFolder(path: string): boolean {
  const info = statOf(path);
  return !(info instanceof SourceError) && info.isDirectory;
}

function statOf(path: string): Deno.FileInfo | SourceError {
  try {
    return Deno.statSync(path);
  } catch (error) {
    return openError(path, error);
  }
}
