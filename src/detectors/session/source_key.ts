/**
 * What is known of one source: which identifier names its sessions, or how far the search for it is. The search goes on
 * for a bounded number of lines; where nothing was found it begins again later, each time after eight times as many
 * lines, so that it costs a long log without sessions next to nothing.
 */
import type { Batch } from "../../core/lines/batch.ts";
import { KeyCandidates, KeyReader } from "./key_class.ts";
import { type FoundKey, KeyFinder } from "./key_finder.ts";
import type { KeySearches, Searcher } from "./key_searches.ts";
import type { SessionGroup } from "./session_group.ts";
import type { SessionLine } from "./session_line.ts";
import { WaitingLines } from "./waiting_lines.ts";

/** Lines that are searched at a time. */
const SEARCH_LINES = 1 << 14;
const AGAIN = 8;
/**
 * Lines with another source's identifier before that is taken for this one's, and the share of known
 * sessions among them.
 */
const ADOPT_LINES = 50;
const ADOPT_SHARE = .3;

const candidates = new KeyCandidates();

/** A search under way: how it stands, and the lines that wait for its end. */
class KeySearch {
  readonly finder = new KeyFinder();
  readonly waiting = new WaitingLines();
}

export class SourceKey implements Searcher {
  /** Where its sessions are, once that is known. */
  group: SessionGroup | undefined;
  reader: KeyReader | undefined;
  /** Makes the same identifier another session in another source; 0 where it is the same. */
  salt = 0;
  /** Lines looked at while nothing was known, and of these the one from which on it is to be searched. */
  #lines = 0;
  #from = 0;
  #search: KeySearch | undefined;
  searchedAt = 0;
  readonly #searches: KeySearches;
  readonly #foreign = new Map<number, { lines: number; known: number }>();

  constructor(searches: KeySearches) {
    this.#searches = searches;
  }

  get isSearching(): boolean {
    return this.#search !== undefined;
  }

  /** Whether the search goes on, or begins, at a line that has so many of all sources before it. */
  searchesAt(linesBefore: number): boolean {
    if (this.#search === undefined) {
      if (this.#lines < this.#from || !this.#searches.begin(this, linesBefore)) return false;
      this.#search = new KeySearch();
      this.#from = this.#lines;
    }
    this.searchedAt = linesBefore;
    return true;
  }

  /** A line goes by that is not searched. */
  skip(): void {
    this.#lines++;
  }

  /** Looks at a line, while it searches; the key at the line that showed it. */
  search(line: SessionLine, batch: Batch, index: number): FoundKey | undefined {
    const at = this.#lines++ - this.#from;
    if (this.#search === undefined || at === SEARCH_LINES) {
      this.#from = this.#lines * AGAIN;
      this.#endSearch();
      return undefined;
    }
    const { finder, waiting } = this.#search;
    candidates.scan(batch, index);
    waiting.add(line, candidates);
    return finder.line(candidates, batch, index, line.event);
  }

  loseSearch(): void {
    this.#search = undefined;
  }

  /** A line has an identifier by which another source's sessions are known; whether this source is to share them. */
  meetForeign(id: number, isKnown: boolean): boolean {
    let met = this.#foreign.get(id);
    if (met === undefined) this.#foreign.set(id, met = { lines: 0, known: 0 });
    met.lines++;
    if (isKnown) met.known++;
    return met.lines >= ADOPT_LINES && met.known >= ADOPT_SHARE * met.lines;
  }

  /** The key is found: hands over the lines that waited for it. */
  take(reader: KeyReader, group: SessionGroup, salt: number, line: SessionLine, add: () => void): void {
    this.reader = reader;
    this.group = group;
    this.salt = salt;
    this.#search?.waiting.replay(reader.of.id, line, add);
    this.#endSearch();
  }

  save(): SavedSourceKey {
    return {
      lines: this.#lines,
      from: this.#from,
      salt: this.salt,
      ...(this.#search !== undefined && {
        search: { at: this.searchedAt, finder: this.#search.finder.save(), waiting: this.#search.waiting.save() },
      }),
      foreign: [...this.#foreign].map(([id, { lines, known }]) => [id, lines, known]),
    };
  }

  restore({ lines, from, salt, search, foreign }: SavedSourceKey): void {
    this.#lines = lines;
    this.#from = from;
    this.salt = salt;
    for (const [id, met, known] of foreign) this.#foreign.set(id, { lines: met, known });
    if (search === undefined || !this.#searches.begin(this, search.at)) return;
    this.#search = new KeySearch();
    this.#search.finder.restore(search.finder);
    this.#search.waiting.restore(search.waiting);
    this.searchedAt = search.at;
  }

  #endSearch(): void {
    this.#search = undefined;
    this.#searches.end(this);
  }
}

export interface SavedSourceKey {
  readonly lines: number;
  readonly from: number;
  readonly salt: number;
  /** Where it searches: the lines of all sources before its latest. */
  readonly search?: { readonly at: number; readonly finder: unknown; readonly waiting: string };
  readonly foreign: readonly (readonly [id: number, lines: number, known: number])[];
}
