/**
 * Writes frames to a terminal, one at a time and never waited for: a link that stalls must not hold up reading. While
 * one is under way newer ones are not made; whoever draws asks first, and draws the newest state when the way is free.
 */
import { sleep } from "../../core/time/waiting.ts";

/** Pieces are small, so that a terminal which is left in the middle of a frame is left soon. */
const PIECE_BYTES = 1 << 12;
/** How long is waited where a terminal says that it is full. */
const FULL_MS = 5;

export interface FrameSink {
  /** Writes some of the bytes; returns how many. Rejects with WouldBlock where none can be taken for the moment. */
  write(bytes: Uint8Array): Promise<number>;
  /** Whether anything more is to be written: not once the terminal was left. */
  isOpen(): boolean;
  /** Nothing can be written any more. */
  onGone(): void;
}

export class FrameWriter {
  /** Bytes that were handed to it. */
  written = 0;
  readonly #sink: FrameSink;
  readonly #encoder = new TextEncoder();
  #isBusy = false;
  /** What is to follow the frame that is under way. */
  #queued = "";
  /** Resolves when what is under way has gone out. */
  #underWay: Promise<void> = Promise.resolve();

  constructor(sink: FrameSink) {
    this.#sink = sink;
  }

  /** A frame is on its way; the next one waits. */
  get isBusy(): boolean {
    return this.#isBusy;
  }

  /** Resolves when nothing is under way any more. */
  get idle(): Promise<void> {
    return this.#underWay;
  }

  /** Writes something small beside the frames, after the one that is under way. */
  send(text: string): void {
    if (this.#isBusy) this.#queued += text;
    else this.write(text);
  }

  /** Writes a frame; only when not busy. Resolves when it has gone out, or the terminal is gone. */
  write(text: string): Promise<void> {
    if (text === "" || !this.#sink.isOpen()) return Promise.resolve();
    this.#isBusy = true;
    return this.#underWay = this.#writeQueued(text);
  }

  async #writeQueued(text: string): Promise<void> {
    try {
      for (let next = text; next !== "" && this.#sink.isOpen(); next = this.#queued, this.#queued = "") {
        const bytes = this.#encoder.encode(next);
        this.written += bytes.length;
        await this.#writeAll(bytes);
      }
    } finally {
      this.#isBusy = false;
    }
  }

  async #writeAll(bytes: Uint8Array): Promise<void> {
    while (bytes.length > 0 && this.#sink.isOpen()) {
      try {
        bytes = bytes.subarray(await this.#sink.write(bytes.subarray(0, PIECE_BYTES)));
      } catch (error) {
        if (!(error instanceof Deno.errors.WouldBlock)) return this.#sink.onGone();
        await sleep(FULL_MS);
      }
    }
  }
}
