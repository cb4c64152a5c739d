/**
 * All sources that are known, with their entries. Bounded: when there are too many entries, those not seen for longest
 * are freed, the eighth of all at a time; of sources, the one not seen for longest goes with all that it has.
 */
import { Entries, type SavedEntry } from "./entries.ts";
import { SourceStatistics } from "./source_statistics.ts";

/** Templates of sources, counted for each source, at most. */
const ENTRIES_MAX = 1 << 17;
/** Entries that were freed and wait for what refers to them to be forgotten. */
const FREED_MAX = 4096;
/** Sources, at most. */
const SOURCES_MAX = 1000;

export class KnownSources {
  readonly entries = new Entries();
  readonly #sources = new Map<string, SourceStatistics>();
  readonly #entriesMax: number;
  /** Freed, and not given out again before `takeFreed`. */
  #freed = new Set<number>();
  /** Lines of all sources: what "seen last" is counted by. */
  #lines = 0;

  constructor(entriesMax = ENTRIES_MAX) {
    this.#entriesMax = entriesMax;
  }

  /** Many entries were freed: what is kept under their numbers is to be forgotten, by `takeFreed`. */
  get hasFreed(): boolean {
    return this.#freed.size >= FREED_MAX;
  }

  /** Whether an entry was freed: nothing may be kept under its number, which will be given out again. */
  takeFreed(): (entry: number) => boolean {
    const freed = this.#freed;
    this.#freed = new Set();
    for (const entry of [...freed].sort((a, b) => a - b)) this.entries.free(entry);
    return (entry) => freed.has(entry);
  }

  /** What is known of a source; a new one knows nothing. */
  source(name: string): SourceStatistics {
    let source = this.#sources.get(name);
    if (source !== undefined) return source;
    if (this.#sources.size >= SOURCES_MAX) this.#forgetOldestSource();
    source = new SourceStatistics(name, this.entries.add());
    this.entries.set(source.self, "touched", this.#lines);
    this.#sources.set(name, source);
    return source;
  }

  /** A new entry for a template that the source has none for. */
  enter(source: SourceStatistics, template: number): number {
    if (this.entries.size >= this.#entriesMax) this.#freeOldest(source);
    const entry = this.entries.add();
    this.entries.set(entry, "template", template);
    // the windows before had none of it
    this.entries.set(entry, "windows", this.entries.get(source.self, "windows"));
    source.table.set(template, entry);
    return entry;
  }

  /** The templates that some sources have. */
  templatesOf(isMeant: (source: string) => boolean): Set<number> {
    const found = new Set<number>();
    for (const { name, table } of this.#sources.values()) {
      if (isMeant(name)) { for (const [template] of table.items()) found.add(template); }
    }
    return found;
  }

  /** The number of the next line of all sources. */
  nextLine(): number {
    return ++this.#lines;
  }

  /** A template's index has a new meaning: what was kept under it is gone. */
  forgetTemplate(template: number): void {
    for (const source of this.#sources.values()) {
      const entry = source.table.find(template);
      if (entry < 0) continue;
      source.table.delete(template);
      this.#free(source, entry);
    }
  }

  /** A template turned out to be another: what is known of it goes on under the other. */
  merge(from: number, into: number): void {
    for (const source of this.#sources.values()) {
      const entry = source.table.find(from);
      if (entry < 0) continue;
      source.table.delete(from);
      const other = source.table.find(into);
      if (other < 0) {
        source.table.set(into, entry);
        this.entries.set(entry, "template", into);
      } else {
        if (this.entries.get(other, "count") === 1) source.singles--;
        this.entries.fold(entry, other);
        if (source.previous === entry) source.previous = other;
        this.#free(source, entry);
      }
    }
  }

  /** Plain JSON; templates by their ids, since indices change. */
  save(idOf: (template: number) => string) {
    return {
      lines: this.#lines,
      numbers: this.entries.saveNumbers(),
      freed: [...this.#freed],
      sources: [...this.#sources.values()].map((source) => source.save(this.entries, idOf)),
    };
  }

  /** Takes up what `save` gave; entries keep their numbers. */
  restore(saved: ReturnType<KnownSources["save"]>, indexOf: (id: string) => number): void {
    this.#lines = saved.lines;
    this.entries.restoreNumbers(saved.numbers);
    for (const entry of saved.freed) this.#freed.add(entry);
    for (const { entries, self: [self, columns], ...rest } of saved.sources) {
      const source = new SourceStatistics(rest.name, self);
      this.#sources.set(rest.name, source);
      this.entries.restore(self, columns);
      source.restore(rest);
      for (const [id, entry, columns] of entries) this.#restoreEntry(source, indexOf(id), entry, columns);
    }
  }

  #restoreEntry(source: SourceStatistics, template: number, entry: number, columns: SavedEntry): void {
    this.entries.restore(entry, columns);
    this.entries.set(entry, "template", template);
    if (template >= 0) source.table.set(template, entry);
    else this.#free(source, entry); // the miner has forgotten it
  }

  #free(source: SourceStatistics, entry: number): void {
    if (source.previous === entry) source.previous = -1;
    if (this.entries.get(entry, "count") === 1 && entry !== source.self) source.singles--;
    if (this.entries.get(entry, "watched") !== 0) source.watched = source.watched.filter((other) => other !== entry);
    this.#freed.add(entry);
  }

  #freeOldest(present: SourceStatistics): void {
    const touched = (entry: number) => this.entries.get(entry, "touched");
    const all = [...this.#sources.values()].flatMap(({ table }) => table.items().map(([, entry]) => touched(entry)));
    const limit = all.sort((a, b) => a - b)[all.length >> 3];
    for (const source of this.#sources.values()) {
      source.table.retain((_, entry) => {
        if (touched(entry) >= limit) return true;
        this.#free(source, entry);
        return false;
      });
      if (source !== present && source.table.size === 0) this.#forgetSource(source);
    }
  }

  #forgetOldestSource(): void {
    let oldest: SourceStatistics | undefined;
    let oldestTouched = Infinity;
    for (const source of this.#sources.values()) {
      const touched = this.entries.get(source.previous < 0 ? source.self : source.previous, "touched");
      if (touched < oldestTouched) [oldest, oldestTouched] = [source, touched];
    }
    if (oldest !== undefined) this.#forgetSource(oldest);
  }

  #forgetSource(source: SourceStatistics): void {
    for (const [, entry] of source.table.items()) this.#free(source, entry);
    this.#free(source, source.self);
    this.#sources.delete(source.name);
  }
}
