/**
 * What is known of logs that this run does not read: one state serves whatever is watched on a machine, today this log
 * and tomorrow another. What was learnt stays known for the run that reads them again. Each source is judged by what
 * is known of itself, so nothing of it enters a verdict; and who looks at this run is not shown it.
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
  /** Templates that only other sources had when the run began: which, and how many lines they had then. */
  readonly #templates = new Map<number, { readonly id: string; readonly lines: number }>();

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
    const own = this.#known.templatesOf((name) => read.has(name));
    for (const index of this.#known.templatesOf((name) => !read.has(name))) {
      if (!own.has(index)) this.#templates.set(index, { id: ids[index], lines: count[index] });
    }
  }

  /** Whether a source is none of this run's: it is not read, and gave no line. */
  hasSource({ name, lines }: Pick<SourceState, "name" | "lines">): boolean {
    return lines === 0 && this.#read !== undefined && !this.#read.has(name);
  }

  /** How many templates `templatesHere` gives. */
  get countHere(): number {
    return this.#templates.size === 0 ? this.#miner.size : this.templatesHere().length;
  }

  /** The templates of this run's sources, by their indices. */
  templatesHere(): number[] {
    const { ids, table: { count } } = this.#miner;
    const all = [...this.#miner.indices()];
    if (this.#templates.size === 0) return all;
    return all.filter((index) => {
      const known = this.#templates.get(index);
      return known === undefined || known.id !== ids[index] || known.lines !== count[index];
    });
  }
}
