/**
 * Bytes that can only be fetched asynchronously (standard input, pipes, gzip), read ahead into two buffers that are
 * reused: one is being filled while the other is read. When both are full nothing is fetched, so a slow reader holds
 * back the writer.
 */
import type { ByteReader } from "./lines.ts";

/** Fills the start of a buffer; null at the end. `Deno.stdin.read`, for example. */
export type AsyncRead = (into: Uint8Array) => Promise<number | null>;

export const PUMP_BUFFER_BYTES = 256 * 1024;
/**
 * What a scan waits for before it gives anything: twice what a format is detected from, so that the format found does
 * not depend on how a pipe cuts its bytes.
 */
export const SCAN_HEAD_BYTES = 128 * 1024;

interface Filled {
  readonly buffer: Uint8Array;
  readonly length: number;
}

/**
 * A synchronous reader over an asynchronous one. An error of the latter is thrown by `read` once all before it is read.
 */
export class Pump implements ByteReader {
  readonly #fetch: AsyncRead;
  readonly #free: Uint8Array[];
  readonly #filled: Filled[] = [];
  /** Bytes of the first filled buffer that have been read. */
  #taken = 0;
  #ended = false;
  #closed = false;
  #failure: { readonly error: unknown } | undefined;
  #fetching: Promise<void> | undefined;
  /** Bytes that the next buffer must hold, unless the input ends. */
  #least: number;

  /** `headBytes` are gathered (or the end is awaited) before the first is given; default: whatever comes first. */
  constructor(fetch: AsyncRead, bufferBytes: number = PUMP_BUFFER_BYTES, headBytes = 1) {
    this.#fetch = fetch;
    this.#least = Math.min(headBytes, bufferBytes);
    this.#free = [new Uint8Array(bufferBytes), new Uint8Array(bufferBytes)];
  }

  read(into: Uint8Array): number | null | undefined {
    const first = this.#filled[0];
    if (first === undefined) {
      if (this.#failure !== undefined) throw this.#failure.error;
      if (this.#ended) return null;
      this.#start();
      return undefined;
    }
    const length = Math.min(into.length, first.length - this.#taken);
    into.set(first.buffer.subarray(this.#taken, this.#taken + length));
    this.#taken += length;
    if (this.#taken === first.length) {
      this.#filled.shift();
      this.#taken = 0;
      this.#free.push(first.buffer);
      this.#start();
    }
    return length;
  }

  /** Resolves when `read` gives something other than undefined. */
  async ready(): Promise<void> {
    while (this.#filled.length === 0 && !this.#ended && this.#failure === undefined) {
      this.#start();
      await this.#fetching;
    }
  }

  /** Nothing more is fetched; what is being fetched is dropped. */
  close(): void {
    this.#ended = true;
    this.#closed = true;
    this.#filled.length = 0;
  }

  #start(): void {
    if (this.#fetching !== undefined || this.#ended || this.#failure !== undefined || this.#free.length === 0) return;
    this.#fetching = this.#fill(this.#free.pop()!).finally(() => {
      this.#fetching = undefined;
      this.#start();
    });
  }

  async #fill(buffer: Uint8Array): Promise<void> {
    let length = 0;
    try {
      while (length < this.#least && !this.#ended) {
        const got = await this.#fetch(buffer.subarray(length));
        if (got === null) this.#ended = true;
        else if (got === 0 && this.#least === 1) break;
        else length += got;
      }
    } catch (error) {
      this.#failure = { error };
    }
    this.#least = 1;
    if (length > 0 && !this.#closed) this.#filled.push({ buffer, length });
    else this.#free.push(buffer);
  }
}

/** Waits for a promise, but no longer than until the signal aborts. */
export async function orAborted(promise: Promise<void>, signal: AbortSignal): Promise<void> {
  if (signal.aborted) return;
  let stop: () => void = () => {};
  const aborted = new Promise<void>((resolve) => {
    stop = resolve;
    signal.addEventListener("abort", stop, { once: true });
  });
  try {
    await Promise.race([promise, aborted]);
  } finally {
    signal.removeEventListener("abort", stop);
  }
}
