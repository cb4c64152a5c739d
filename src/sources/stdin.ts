/**
 * Standard input as a source: one stream named "-", read ahead by two small buffers, so that an endless one
 * costs no memory.
 */
import { streamIdentity } from "./following/fingerprint.ts";
import { type Frame, LineFramer } from "./lines.ts";
import { type AsyncRead, orAborted, Pump } from "./pump.ts";
import { type Chunk, LINE_BYTES_MAX, type Source, type Stream } from "./source.ts";

export interface StdinOptions {
  readonly lineBytesMax?: number;
  /** Start of the run in ms: what dates without a year are held against. */
  readonly startedMs: number;
  /** Bytes of each of the two buffers. */
  readonly bufferBytes?: number;
}

/** Reads lines from an asynchronous reader such as `(into) => Deno.stdin.read(into)`. */
export class StdinSource implements Source {
  readonly #pump: Pump;
  readonly #framer: LineFramer;
  readonly #startedMs: number;
  #stream: Stream | undefined;
  #done = false;

  constructor(read: AsyncRead, options: StdinOptions) {
    const { lineBytesMax = LINE_BYTES_MAX, startedMs, bufferBytes } = options;
    this.#pump = new Pump(read, bufferBytes);
    this.#framer = new LineFramer({ lineBytesMax });
    this.#startedMs = startedMs;
  }

  read(into: Uint8Array): Chunk | undefined | null {
    if (this.#done) return null;
    const frame = this.#framer.next(this.#pump, into);
    if (frame === undefined) return undefined;
    if (frame !== null) return this.#chunk(frame, into);
    this.#done = true;
    const end = this.#framer.offset;
    return this.#stream === undefined ? null : lastChunk(this.#stream, end);
  }

  ready(signal: AbortSignal): Promise<void> {
    return this.#done ? Promise.resolve() : orAborted(this.#pump.ready(), signal);
  }

  names(): string[] {
    return ["-"];
  }

  close(): void {
    this.#done = true;
    this.#pump.close();
  }

  #chunk(frame: Frame, into: Uint8Array): Chunk {
    const first = this.#stream === undefined;
    this.#stream ??= {
      id: 0,
      source: "-",
      identity: streamIdentity(into.subarray(0, frame.length)),
      modifiedMs: this.#startedMs,
    };
    return { ...frame, stream: this.#stream, firstLine: first ? 1 : 0, past: false, last: false };
  }
}

/** Says that a stream has ended, and nothing else. */
export function lastChunk(stream: Stream, offset: number): Chunk {
  return { stream, length: 0, offset, nextOffset: offset, firstLine: 0, truncated: false, past: false, last: true };
}
