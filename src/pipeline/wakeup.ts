/** Lets one loop sleep until it is woken. Being woken before going to sleep counts. */

export class Wakeup {
  #isWoken = false;
  #wake: (() => void) | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** Wakes the sleeper, or the next one. */
  wake(): void {
    this.#isWoken = true;
    this.#wake?.();
  }

  /** Resolves when woken (true), or after `timeoutMs` (false). */
  async sleep(timeoutMs?: number): Promise<boolean> {
    if (!this.#isWoken) {
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
        if (timeoutMs !== undefined) this.#timer = setTimeout(resolve, timeoutMs);
      });
      this.close();
    }
    const isWoken = this.#isWoken;
    this.#isWoken = false;
    return isWoken;
  }

  /** Ends the timer, so that it keeps no process alive. */
  close(): void {
    clearTimeout(this.#timer);
    this.#wake = undefined;
  }
}
