/**
 * What is known of one source: which identifier names its sessions, or how far the search for it is. The search goes on
 * for a bounded number of lines; where nothing was found it begins again later, each time after eight times as many lines,
 * so that it costs a long log without sessions next to nothing.
 */
import type { Batch } from "../../core/batch.ts";
import { KeyCandidates, KeyReader } from "./key_class.ts";
import { type FoundKey, KeyFinder } from "./key_finder.ts";
import type { SessionGroup } from "./session_group.ts";
import type { SessionLine } from "./session_line.ts";
import { WaitingLines } from "./waiting_lines.ts";

/** Lines that are searched at a time. */
const SEARCH_LINES = 1 << 14;
const AGAIN = 8;
/** Lines with another source's identifier before that is taken for this one's, and the share of known sessions among them. */
const ADOPT_LINES = 50;
const ADOPT_SHARE = .3;

const candidates = new KeyCandidates();

export class SourceKey {
  /** Where its sessions are, once that is known. */
  group: SessionGroup | undefined;
  reader: KeyReader | undefined;
  /** Makes the same identifier another session in another source; 0 where it is the same. */
  salt = 0;
  /** Lines looked at while nothing was known. */
  lines = 0;
  #from = 0;
  #finder = new KeyFinder();
  #waiting = new WaitingLines();
  readonly #foreign = new Map<number, { lines: number; known: number }>();

  /** The search goes on, or begins again, at the next line. */
  get isSearching(): boolean {
    return this.group === undefined && this.lines >= this.#from;
  }

  /** A line goes by that is not searched. */
  skip(): void {
    this.lines++;
  }

  /** Looks at a line; the key at the line that showed it. */
  search(line: SessionLine, batch: Batch, index: number): FoundKey | undefined {
    const at = this.lines++ - this.#from;
    if (at === SEARCH_LINES) {
      this.#from = this.lines * AGAIN;
      this.#finder = new KeyFinder();
      this.#waiting = new WaitingLines();
      return undefined;
    }
    candidates.scan(batch, index);
    this.#waiting.add(line, candidates);
    return this.#finder.line(candidates, batch, index, line.event);
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
    this.#waiting.replay(reader.of.id, line, add);
    this.#waiting = new WaitingLines();
    this.#finder = new KeyFinder();
  }

  save(): SavedSourceKey {
    return {
      lines: this.lines,
      from: this.#from,
      salt: this.salt,
      finder: this.#finder.save(),
      waiting: this.#waiting.save(),
      foreign: [...this.#foreign].map(([id, { lines, known }]) => [id, lines, known]),
    };
  }

  restore({ lines, from, salt, finder, waiting, foreign }: SavedSourceKey): void {
    this.lines = lines;
    this.#from = from;
    this.salt = salt;
    this.#finder.restore(finder);
    this.#waiting.restore(waiting);
    for (const [id, met, known] of foreign) this.#foreign.set(id, { lines: met, known });
  }
}

export interface SavedSourceKey {
  readonly lines: number;
  readonly from: number;
  readonly salt: number;
  readonly finder: unknown;
  readonly waiting: unknown;
  readonly foreign: readonly (readonly [id: number, lines: number, known: number])[];
}
