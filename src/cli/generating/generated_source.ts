/** A generated log as a source, without a file between: all at once, or paced by a clock. */
import { hashText } from "../../core/hash.ts";
import { sleep } from "../../core/time/waiting.ts";
import type { LogGenerator } from "../../generate/mod.ts";
import type { Chunk, Source, Stream } from "../../sources/source.ts";

/** Lines come when they are due by a clock. */
export interface Pace {
  /** Event time that passes in a second of the clock, in seconds. */
  readonly speed: number;
  readonly now: () => number;
}

/** Between two looks at what is due. */
const TICK_MS = 50;

export class GeneratedSource implements Source {
  readonly #generator: LogGenerator;
  readonly #stream: Stream;
  readonly #dueMs: () => number;
  #offset = 0;
  #isOver = false;

  /** `name` is what events call the source. */
  constructor(generator: LogGenerator, name: string, startedMs: number, pace?: Pace) {
    this.#generator = generator;
    this.#stream = { id: 0, source: name, identity: hashText(name), modifiedMs: startedMs };
    const firstMs = generator.nextMs;
    this.#dueMs = pace === undefined ? () => Infinity : () => firstMs + (pace.now() - startedMs) * pace.speed;
  }

  read(into: Uint8Array): Chunk | undefined | null {
    if (this.#isOver) return null;
    const length = this.#generator.fill(into, this.#dueMs());
    if (length === 0 && this.#generator.nextMs < Infinity) return undefined;
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

  /** A tick later: then something may be due. */
  ready(signal: AbortSignal): Promise<void> {
    return sleep(TICK_MS, signal);
  }

  close(): void {
    this.#isOver = true;
  }
}
