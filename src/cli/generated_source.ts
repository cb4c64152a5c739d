/** A generated log as a source, without a file between. */
import { hashText } from "../core/hash.ts";
import type { LogGenerator } from "../generate/mod.ts";
import type { Chunk, Source, Stream } from "../sources/source.ts";

export class GeneratedSource implements Source {
  readonly #generator: LogGenerator;
  readonly #stream: Stream;
  #offset = 0;
  #isOver = false;

  /** `name` is what events call the source. */
  constructor(generator: LogGenerator, name: string, startedMs: number) {
    this.#generator = generator;
    this.#stream = { id: 0, source: name, identity: hashText(name), modifiedMs: startedMs };
  }

  read(into: Uint8Array): Chunk | null {
    if (this.#isOver) return null;
    const length = this.#generator.fill(into);
    const offset = this.#offset;
    this.#offset += length;
    this.#isOver = length === 0;
    return {
      stream: this.#stream,
      length,
      offset,
      nextOffset: this.#offset,
      firstLine: offset === 0 ? 1 : 0,
      truncated: false,
      past: false,
      last: this.#isOver,
    };
  }

  ready(): Promise<void> {
    return Promise.resolve();
  }

  close(): void {
    this.#isOver = true;
  }
}
