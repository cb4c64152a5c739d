/** Numbers for sources and their streams, and the clock of each source, so that sessions need hold no text. */
import type { SourceClocks } from "./session_group.ts";

/** Sources and streams that are told apart; later ones take the numbers of the first again. */
const MAX = 1 << 12;

export interface Place {
  readonly source: string;
  readonly identity: string;
}

export class SourceList implements SourceClocks {
  readonly now = new Float64Array(MAX);
  readonly isTimed = new Uint8Array(MAX);
  readonly #numbers = new Map<string, number>();
  readonly #streams = new Map<string, number>();
  readonly #places: Place[] = [];

  numberOf(source: string): number {
    let number = this.#numbers.get(source);
    if (number === undefined) this.#numbers.set(source, number = this.#numbers.size % MAX);
    return number;
  }

  streamOf(source: string, identity: string): number {
    const key = `${source}\n${identity}`;
    let number = this.#streams.get(key);
    if (number === undefined) {
      this.#streams.set(key, number = this.#streams.size % MAX);
      this.#places[number] = { source, identity };
    }
    return number;
  }

  placeOf(stream: number): Place {
    return this.#places[stream];
  }

  save(): unknown {
    return {
      sources: [...this.#numbers].map(([name, number]) => [name, number, this.now[number], this.isTimed[number]]),
      streams: [...this.#streams].map(([key, number]) => [...key.split("\n"), number]),
    };
  }

  restore(saved: unknown): void {
    const { sources, streams } = saved as {
      sources: readonly [string, number, number, number][];
      streams: readonly [string, string, number][];
    };
    for (const [name, number, now, isTimed] of sources) {
      this.#numbers.set(name, number);
      this.now[number] = now;
      this.isTimed[number] = isTimed;
    }
    for (const [source, identity, number] of streams) {
      this.#streams.set(`${source}\n${identity}`, number);
      this.#places[number] = { source, identity };
    }
  }
}
