/**
 * Where events go: text is gathered and written in large pieces, or at once when somebody is watching.
 *
 * A sink takes events without waiting, as the pipeline needs it. A slow reader is felt through `full`: the pipeline
 * stops reading its source until `drained` (see `hold_back.ts`), so that no more than one batch's events pile up. When
 * the reader has gone (`| head`), the sink becomes silent, and `gone` tells the command to end.
 */

/** Writes all of the bytes. Called one at a time. */
export type WriteBytes = (bytes: Uint8Array) => Promise<void>;

export interface SinkOptions {
  /** Writes whatever comes at once, instead of in large pieces. */
  readonly live: boolean;
  /** Called before each write, such as to clear a progress line. */
  readonly beforeWrite?: () => void;
}

/** Bytes (about) that are gathered before a write. */
const WRITE_CHARACTERS = 64 * 1024;
/** UTF-8 bytes of one UTF-16 code unit, at most. */
const UTF8_BYTES_MAX = 3;
/** From here on the sink is full. */
const FULL_CHARACTERS = 1024 * 1024;

export class Sink<T> {
  readonly #serialize: (item: T) => string;
  readonly #write: WriteBytes;
  readonly #options: SinkOptions;
  readonly #gone = new AbortController();
  readonly #encoder = new TextEncoder();
  #buffer = new Uint8Array(0);
  #pieces: string[] = [];
  #characters = 0;
  #writing: Promise<void> | undefined;
  #failure: unknown;

  constructor(serialize: (item: T) => string, write: WriteBytes, options: SinkOptions) {
    this.#serialize = serialize;
    this.#write = write;
    this.#options = options;
  }

  /** Takes an item. Never throws, never waits; does nothing once the reader has gone. */
  readonly push = (item: T): void => {
    if (this.#gone.signal.aborted) return;
    const text = this.#serialize(item);
    if (text === "") return;
    this.#pieces.push(text);
    this.#characters += text.length;
    if (this.#options.live || this.#characters >= WRITE_CHARACTERS) this.#start();
  };

  /** Aborted when nothing can be written any more. */
  get gone(): AbortSignal {
    return this.#gone.signal;
  }

  /** So much waits that no more should be read. */
  get full(): boolean {
    return this.#characters >= FULL_CHARACTERS;
  }

  /** Resolves when everything that was pushed is written, or the reader has gone. */
  async drained(): Promise<void> {
    while (this.#characters > 0 || this.#writing !== undefined) {
      this.#start();
      await this.#writing;
    }
  }

  /** Writes the rest. Throws what went wrong in writing, but not when the reader has simply gone. */
  async close(): Promise<void> {
    await this.drained();
    if (this.#failure !== undefined) throw this.#failure;
  }

  /** Into one buffer that is used again: fresh ones lie about until the collector comes, which is late for memory outside its heap. */
  #encode(text: string): Uint8Array {
    const bytesMax = text.length * UTF8_BYTES_MAX;
    if (this.#buffer.length < bytesMax) this.#buffer = new Uint8Array(bytesMax);
    return this.#buffer.subarray(0, this.#encoder.encodeInto(text, this.#buffer).written);
  }

  #start(): void {
    this.#writing ??= this.#run();
  }

  async #run(): Promise<void> {
    // What comes within the same turn of the event loop goes into the same write.
    await Promise.resolve();
    try {
      while (this.#characters > 0) {
        const bytes = this.#encode(this.#pieces.join(""));
        this.#pieces = [];
        this.#characters = 0;
        this.#options.beforeWrite?.();
        await this.#write(bytes);
      }
    } catch (error) {
      this.#pieces = [];
      this.#characters = 0;
      if (!(error instanceof Deno.errors.BrokenPipe)) this.#failure = error;
      this.#gone.abort();
    } finally {
      this.#writing = undefined;
    }
  }
}
