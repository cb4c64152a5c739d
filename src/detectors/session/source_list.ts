/** Numbers for sources and their streams, and the clock of each source, so that sessions need hold no text. */
import type { SourceClocks } from "./session_line.ts";

/** Sources and streams that are told apart; later ones take the numbers of the first again. */
const MAX = 1 << 12;

export interface Place {
  readonly source: string;
  readonly identity: string;
}

export class SourceList implements SourceClocks {
  readonly now = new Float64Array(MAX);
  readonly isTimed = new Uint8Array(MAX);
  readonly lastLine = new Float64Array(MAX);
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

  save(): SavedSources {
    return {
      sources: [...this.#numbers].map(([name, number]) =>
        [name, number, this.now[number], this.isTimed[number], this.lastLine[number]] as const
      ),
      streams: [...this.#streams].map(([key, number]) => {
        const [source, identity] = key.split("\n");
        return [source, identity, number] as const;
      }),
    };
  }

  restore({ sources, streams }: SavedSources): void {
    for (const [name, number, now, isTimed, lastLine] of sources) {
      this.#numbers.set(name, number);
      this.now[number] = now;
      this.isTimed[number] = isTimed;
      this.lastLine[number] = lastLine;
    }
    for (const [source, identity, number] of streams) {
      this.#streams.set(`${source}\n${identity}`, number);
      this.#places[number] = { source, identity };
    }
  }
}

export interface SavedSources {
  readonly sources:
    readonly (readonly [name: string, number: number, now: number, isTimed: number, lastLine: number])[];
  readonly streams: readonly (readonly [source: string, identity: string, number: number])[];
}
