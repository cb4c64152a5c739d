/**
 * What is known of logs that this run does not read, and of lines that runs before it have read: one state serves
 * whatever is watched on a machine, today this log and tomorrow another. What was learnt stays known for the run that
 * reads them again. Each source is judged by what is known of itself, so nothing of another's enters a verdict; and who
 * looks at this run is not shown it, and is shown as this run's lines those that it has read.
 */
import type { KnownSources } from "../features/statistics/known_sources.ts";
import type { TemplateMiner } from "../mining/template_miner.ts";
import type { SourceState } from "./streams/stream_state.ts";

export class Elsewhere {
  readonly #miner: TemplateMiner;
  readonly #known: KnownSources;
  readonly #names: () => Iterable<string>;
  /** The sources that are read; undefined where nothing was known before. */
  #read: ReadonlySet<string> | undefined;
  /** How many lines each template had when the run began, by its id; and those that only other sources had. */
  readonly #lines = new Map<string, number>();
  readonly #others = new Set<string>();
  #earlierLines = 0;

  /** `names` gives the sources that are read. */
  constructor(miner: TemplateMiner, known: KnownSources, names: () => Iterable<string>) {
    this.#miner = miner;
    this.#known = known;
    this.#names = names;
  }

  /** To be called once it is known what earlier runs have left, before anything is read. */
  setApart(): void {
    const read = this.#read = new Set(this.#names());
    const { ids, table: { count } } = this.#miner;
    for (const index of this.#miner.indices()) this.#lines.set(ids[index], count[index]);
    const own = this.#known.templatesOf((name) => read.has(name));
    for (const index of this.#known.templatesOf((name) => !read.has(name))) {
      if (!own.has(index)) this.#others.add(ids[index]);
    }
    for (const [id, lines] of this.#lines) if (!this.#others.has(id)) this.#earlierLines += lines;
  }

  /** Whether a source is none of this run's: it is not read, and gave no line. */
  hasSource({ name, lines }: Pick<SourceState, "name" | "lines">): boolean {
    return lines === 0 && this.#read !== undefined && !this.#read.has(name);
  }

  /** How many templates `templatesHere` gives. */
  get countHere(): number {
    return this.#others.size === 0 ? this.#miner.size : this.templatesHere().length;
  }

  /** The templates of this run's sources, by their indices. */
  templatesHere(): number[] {
    const { ids, table: { count } } = this.#miner;
    const all = [...this.#miner.indices()];
    if (this.#others.size === 0) return all;
    return all.filter((index) => !this.#others.has(ids[index]) || this.#lines.get(ids[index]) !== count[index]);
  }

  /** Lines that runs before this one have read, without those of templates that only other sources had. */
  get earlierLines(): number {
    return this.#earlierLines;
  }

  /** Lines by template, by its index, that runs before this one have read; of those that have none, nothing. */
  linesBefore(): ReadonlyMap<number, number> {
    const before = new Map<number, number>();
    if (this.#lines.size === 0) return before;
    const { ids, table: { count } } = this.#miner;
    const byId = new Map<string, number>();
    for (const [id, lines] of this.#lines) {
      const whole = this.#miner.finalId(id);
      byId.set(whole, (byId.get(whole) ?? 0) + lines);
    }
    for (const index of this.#miner.indices()) {
      const lines = byId.get(ids[index]) ?? 0;
      // one that was forgotten meanwhile, and has come again, has none of them
      if (lines > 0 && lines <= count[index]) before.set(index, lines);
    }
    return before;
  }
}
