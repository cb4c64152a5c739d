/**
 * Hears from the system what changes in folders. It only shortens the wait: whatever it misses (network file systems,
 * full queues, no watches left) the polling of `FollowSource` finds, so no failure here is an error.
 */
import { basename, dirname, join } from "node:path";
import type { WatchedFolder } from "../finding/finder.ts";

/** Watches are opened per call of `add`; after this many, new folders are left to polling. */
const WATCHES_MAX = 64;

/** Tells which paths have changed. */
export class FolderWatch {
  readonly #onChange: (path: string | undefined, appeared: boolean) => void;
  readonly #folders = new Set<string>();
  readonly #trees = new Set<string>();
  readonly #watches: Deno.FsWatcher[] = [];

  /**
   * `onChange` is told the real path of what changed, or undefined when anything may have, and whether it
   * may be new there.
   */
  constructor(onChange: (path: string | undefined, appeared: boolean) => void) {
    this.#onChange = onChange;
  }

  /** Watches further folders. */
  add(folders: readonly WatchedFolder[]): void {
    for (const recursive of [true, false]) {
      const fresh = folders
        .filter((folder) => folder.recursive === recursive)
        .map((folder) => realPath(folder.path))
        .filter((path) => path !== undefined && !this.#isWatched(path)) as string[];
      if (fresh.length > 0) this.#open([...new Set(fresh)], recursive);
    }
  }

  close(): void {
    for (const watch of this.#watches.splice(0)) {
      try {
        watch.close();
      } catch {
        // It has ended by itself.
      }
    }
  }

  #isWatched(path: string): boolean {
    return this.#folders.has(path) || [...this.#trees].some((tree) => path === tree || path.startsWith(`${tree}/`));
  }

  #open(paths: string[], recursive: boolean): void {
    if (this.#watches.length >= WATCHES_MAX) return;
    for (const path of paths) (recursive ? this.#trees : this.#folders).add(path);
    try {
      const watch = Deno.watchFs(paths, { recursive });
      this.#watches.push(watch);
      this.#listen(watch);
    } catch {
      // No watches left, or not supported here.
    }
  }

  async #listen(watch: Deno.FsWatcher): Promise<void> {
    try {
      for await (const event of watch) {
        if (event.kind === "access") continue;
        const appeared = event.kind !== "modify";
        if (event.paths.length === 0 || event.flag === "rescan") this.#onChange(undefined, appeared);
        for (const path of event.paths) this.#onChange(path, appeared);
      }
    } catch {
      // The folder has gone.
    }
  }
}

/** The names under which changes of a path are told: its own in its real folder, and that of the file it links to. */
export function watchedNames(path: string): string[] {
  const folder = realPath(dirname(path));
  const target = realPath(path);
  const names = folder === undefined ? [] : [join(folder, basename(path))];
  if (target !== undefined && target !== names[0]) names.push(target);
  return names;
}

function realPath(path: string): string | undefined {
  try {
    return Deno.realPathSync(path);
  } catch {
    return undefined;
  }
}
