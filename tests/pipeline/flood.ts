/** A source that has more at once, whenever it is asked, as a writer that is faster than its reader. */
import type { Chunk, Source } from "../../src/sources/source.ts";

export class Flood implements Source {
  /** Chunks that were read so far. */
  given = 0;
  readonly #chunks: number;
  readonly #bytes: Uint8Array;
  readonly #stream = { id: 0, source: "flood.log", identity: "f100d", modifiedMs: 0 };

  /** So many chunks, each of this text. */
  constructor(chunks: number, text: string) {
    this.#chunks = chunks;
    this.#bytes = new TextEncoder().encode(text);
  }

  read(into: Uint8Array): Chunk | null {
    if (this.given === this.#chunks) return null;
    into.set(this.#bytes);
    const { length } = this.#bytes;
    const offset = this.given++ * length;
    return {
      stream: this.#stream,
      length,
      offset,
      nextOffset: offset + length,
      firstLine: offset === 0 ? 1 : 0,
      truncated: false,
      past: false,
      last: this.given === this.#chunks,
    };
  }

  ready(): Promise<void> {
    return Promise.resolve();
  }

  close(): void {}
}
