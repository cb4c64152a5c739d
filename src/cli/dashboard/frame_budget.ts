/**
 * How much may be written for frames that no key asked for: so much a second, some of it saved up. A link that gets more
 * than it can take would show what the user does late.
 */

/** Bytes a second at ten frames a second, and how many may be saved up. */
const BYTES_PER_SECOND = 24_000;
const BYTES_SAVED_MAX = 32_000;

export class FrameBudget {
  readonly #bytesPerSecond: number;
  #bytes = BYTES_SAVED_MAX;
  #earnedMs = 0;

  constructor(fps: number) {
    // half of it at two frames a second
    this.#bytesPerSecond = BYTES_PER_SECOND * Math.min(1, (fps + 6) / 16);
  }

  /** A frame may be written. */
  get isLeft(): boolean {
    return this.#bytes >= 0;
  }

  /** Time has passed up to now. */
  earn(nowMs: number): void {
    const passedMs = Math.min(1000, nowMs - this.#earnedMs);
    this.#bytes = Math.min(BYTES_SAVED_MAX, this.#bytes + passedMs * this.#bytesPerSecond / 1000);
    this.#earnedMs = nowMs;
  }

  /** So many bytes were written, for whatever frame. */
  spend(bytes: number): void {
    this.#bytes -= bytes;
  }
}
