/**
 * The pauses between tries of something that fails, such as writing to a disk that is full: a second, and twice as long
 * each time up to half a minute, so that trying costs nothing and its end is noticed soon.
 */
import { DueTime } from "./due_time.ts";

const FIRST_MS = 1000;
const MOST_MS = 30_000;

export class RetryPause {
  readonly #due = new DueTime();
  #nextMs = FIRST_MS;

  /** Whether it may be tried; so it may before anything has failed. */
  isDue(nowMs: number): boolean {
    return this.#due.isDue(nowMs);
  }

  /** It was tried in vain. */
  failed(nowMs: number): void {
    this.#due.wait(nowMs, this.#nextMs);
    this.#nextMs = Math.min(MOST_MS, this.#nextMs * 2);
  }

  /** It may be tried at once, since something is different now. */
  end(): void {
    this.#due.end();
  }

  /** It went well: what fails next is tried again soon. */
  worked(): void {
    this.#due.end();
    this.#nextMs = FIRST_MS;
  }
}
