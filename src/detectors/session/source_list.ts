/** Numbers for sources and their streams, and the clock of each source, so that sessions need hold no text. */
import type { SourceClocks } from "./session_line.ts";

/** Sources and streams that are told apart; a later one takes the number of the oldest, which is forgotten. */
const MAX = 1 << 12;

export interface Place {
  readonly source: string;
  readonly identity: string;
}

export class SourceList implements SourceClocks {
  readonly now = new Float64Array(MAX);
  readonly isTimed = new Uint8Array(MAX);
  readonly since = new Float64Array(MAX).fill(Infinity);
  readonly lastLine = new Float64Array(MAX);
  /** The source asked for last is met for the first time, or again after it was forgotten. */
  isNew = false;
  readonly #numbers = new Map<string, number>();
  readonly #streams = new Map<string, number>();
  readonly #places: Place[] = [];

  /** The number of a source; sets `isNew` when it had none. */
  numberOf(source: string): number {
    const known = this.#numbers.get(source);
    this.isNew = known === undefined;
    return known ?? take(this.#numbers, source);
  }

  streamOf(source: string, identity: string): number {
    const key = `${source}\n${identity}`;
    let number = this.#streams.get(key);
    if (number === undefined) {
      number = take(this.#streams, key);
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
        [name, number, this.now[number], this.isTimed[number], this.since[number], this.lastLine[number]] as const
      ),
      streams: [...this.#streams].map(([key, number]) => {
        const [source, identity] = key.split("\n");
        return [source, identity, number] as const;
      }),
    };
  }

  restore({ sources, streams }: SavedSources): void {
    for (const [name, number, now, isTimed, since, lastLine] of sources) {
      this.#numbers.set(name, number);
      this.now[number] = now;
      this.isTimed[number] = isTimed;
      this.since[number] = since ?? Infinity;
      this.lastLine[number] = lastLine;
    }
    for (const [source, identity, number] of streams) {
      this.#streams.set(`${source}\n${identity}`, number);
      this.#places[number] = { source, identity };
    }
  }
}

/** Gives a name the next number, or that of the oldest when all are taken. */
function take(numbers: Map<string, number>, name: string): number {
  let number = numbers.size;
  if (number >= MAX) {
    const [oldest, its] = numbers.entries().next().value as [string, number];
    numbers.delete(oldest);
    number = its;
  }
  numbers.set(name, number);
  return number;
}

export interface SavedSources {
  readonly sources: readonly (readonly [
    name: string,
    number: number,
    now: number,
    isTimed: number,
    since: number | null,
    lastLine: number,
  ])[];
  readonly streams: readonly (readonly [source: string, identity: string, number: number])[];
}
