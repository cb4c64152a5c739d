/**
 * Which sources look for what names their sessions, at this time. A search holds a sample of values and some thousand lines,
 * and sources may be a thousand files of a cluster, so that few search at once. The others wait until one has found its
 * key or has given up; one that has been silent for long loses its search to a source that has lines.
 */

/** Sources that search at once. */
const SEARCHES_MAX = 16;
/** Lines of all sources after which one that brought none of them has been silent for long. */
const SILENT_LINES = 4096;

/** Whose search it is. */
export interface Searcher {
  /** Lines of all sources before the latest that it searched. */
  readonly searchedAt: number;
  /** The search is over without an end, and may begin anew. */
  loseSearch(): void;
}

export class KeySearches {
  readonly #searchers = new Set<Searcher>();

  /** Of sources that search. */
  get count(): number {
    return this.#searchers.size;
  }

  /** Whether a source may begin to search, at a line that has so many of all sources before it; then it does. */
  begin(searcher: Searcher, linesBefore: number): boolean {
    if (this.#searchers.size >= SEARCHES_MAX && !this.#makeRoom(linesBefore)) return false;
    this.#searchers.add(searcher);
    return true;
  }

  end(searcher: Searcher): void {
    this.#searchers.delete(searcher);
  }

  #makeRoom(linesBefore: number): boolean {
    let silent: Searcher | undefined;
    for (const searcher of this.#searchers) {
      if (silent === undefined || searcher.searchedAt < silent.searchedAt) silent = searcher;
    }
    if (silent === undefined || linesBefore - silent.searchedAt < SILENT_LINES) return false;
    silent.loseSearch();
    return this.#searchers.delete(silent);
  }
}
