/** A source that outlasts a run of the pipeline, since it cannot be opened anew: standard input. */
import type { Chunk, Source } from "../../sources/source.ts";

export class LastingSource implements Source {
  readonly #source: Source;
  /** Number of the line with which the next run begins; 0: as the source says. */
  #nextLine = 0;

  constructor(source: Source) {
    this.#source = source;
  }

  read(into: Uint8Array): Chunk | undefined | null {
    const chunk = this.#source.read(into);
    if (!chunk || this.#nextLine === 0) return chunk;
    const firstLine = this.#nextLine;
    this.#nextLine = 0;
    return { ...chunk, firstLine };
  }

  ready(signal: AbortSignal): Promise<void> {
    return this.#source.ready(signal);
  }

  names(): Iterable<string> {
    return this.#source.names?.() ?? [];
  }

  /** A run is over; the source stays open. */
  close(): void {}

  /** The next run goes on with this line. */
  goOn(nextLine: number): void {
    this.#nextLine = nextLine;
  }

  /** Nothing more is read. */
  end(): void {
    this.#source.close();
  }
}
