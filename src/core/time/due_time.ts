/**
 * A moment of the wall clock that something waits for. Clocks are put back, by an hour or by years: whoever waits would
 * then wait that much longer, and what is to be saved each second would not be saved. So a clock that stands before the
 * moment at which the waiting began means that the time has come.
 */
export class DueTime {
  #beganMs = -Infinity;
  #dueMs = -Infinity;

  /** Waits from now on for so many ms. */
  wait(nowMs: number, forMs: number): void {
    this.#beganMs = nowMs;
    this.#dueMs = nowMs + forMs;
  }

  /** Waits no more. */
  end(): void {
    this.#beganMs = this.#dueMs = -Infinity;
  }

  /** Whether it has come; so it has before the first `wait`. */
  isDue(nowMs: number): boolean {
    return nowMs >= this.#dueMs || nowMs < this.#beganMs;
  }
}
