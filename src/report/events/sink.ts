/**
 * Where events go: text is gathered and written in large pieces, or at once when somebody is watching.
 *
 * A sink takes events without waiting, as the pipeline needs it. A slow reader is felt through `full`: the pipeline
 * stops reading its source until `drained` (see `hold_back.ts`), so that no more than one batch's events pile up. When
 * the reader has gone (`| head`), the sink becomes silent, and `gone` tells the command to end.
 */

import { ByteGatherer } from "./byte_gatherer.ts";

/** Writes all of the bytes. Called one at a time. */
export type WriteBytes = (bytes: Uint8Array) => Promise<void>;

/** When a sink writes, and what it does about it. */
export interface SinkOptions {
  /** Writes whatever comes at once, instead of in large pieces. */
  readonly live: boolean;
  /** Called before each write, such as to clear a progress line. */
  readonly beforeWrite?: () => void;
  /** Applied before writing to texts with characters that are not ASCII, or DELETE. */
  readonly escapeRare?: (text: string) => string;
}

/** Bytes that are gathered before a write. */
const WRITE_BYTES = 64 * 1024;
/** From here on the sink is full. */
const FULL_BYTES = 1024 * 1024;

export class Sink<T> {
  readonly #serialize: (item: T) => string;
  readonly #write: WriteBytes;
  readonly #options: SinkOptions;
  readonly #gone = new AbortController();
  /** What waits, and what is being written or was: used in turns. */
  #gathered: ByteGatherer;
  #other: ByteGatherer;
  #writing: Promise<void> | undefined;
  #failure: unknown;

  constructor(serialize: (item: T) => string, write: WriteBytes, options: SinkOptions) {
    this.#serialize = serialize;
    this.#write = write;
    this.#options = options;
    this.#gathered = new ByteGatherer(options.escapeRare);
    this.#other = new ByteGatherer(options.escapeRare);
  }

  /** Takes an item. Never throws, never waits; does nothing once the reader has gone. */
  readonly push = (item: T): void => {
    if (this.#gone.signal.aborted) return;
    const text = this.#serialize(item);
    if (text === "") return;
    this.#gathered.add(text);
    if (this.#options.live || this.#gathered.size >= WRITE_BYTES) this.#start();
  };

  /** Aborted when nothing can be written any more. */
  get gone(): AbortSignal {
    return this.#gone.signal;
  }

  /** So much waits that no more should be read. */
  get full(): boolean {
    return this.#gathered.size >= FULL_BYTES;
  }

  /** Resolves when everything that was pushed is written, or the reader has gone. */
  async drained(): Promise<void> {
    while (this.#gathered.size > 0 || this.#writing !== undefined) {
      this.#start();
      await this.#writing;
    }
  }

  /** Writes the rest. Throws what went wrong in writing, but not when the reader has simply gone. */
  async close(): Promise<void> {
    await this.drained();
    if (this.#failure !== undefined) throw this.#failure;
  }

  #start(): void {
    this.#writing ??= this.#run();
  }

  async #run(): Promise<void> {
    // What comes within the same turn of the event loop goes into the same write.
    await Promise.resolve();
    try {
      while (this.#gathered.size > 0) {
        const writing = this.#gathered;
        this.#gathered = this.#other;
        this.#other = writing;
        this.#options.beforeWrite?.();
        await this.#write(writing.take());
      }
    } catch (error) {
      this.#gathered.take();
      if (!(error instanceof Deno.errors.BrokenPipe)) this.#failure = error;
      this.#gone.abort();
    } finally {
      this.#writing = undefined;
    }
  }
}
