/**
 * Memory goes back to the system while a log is followed. The C library of Linux keeps what was freed for what may
 * come: after a start with its compiling, and after each burst of lines, that is 10 to 20 MB of a run that waits. Asked
 * for it, it gives that back within a millisecond or two; so it is asked always, without looking at how busy the run
 * is. What only lines need is let go of when none have come for a while, once in each such silence.
 */
import { DueTime } from "../../core/due_time.ts";

const INTERVAL_MS = 10_000;

/** A run, and what it is asked for. */
export interface MemoryHolder {
  /** Grows with what it reads. */
  landed(): number;
  /** Lets go of what only lines need. */
  rest(): void;
  /** Gives back what was freed. */
  trim(): void;
}

export class FreedMemory {
  readonly #now: () => number;
  readonly #run: MemoryHolder;
  readonly #next = new DueTime();
  /** What had landed when it was last looked, and whether the run has rested since. */
  #landed = 0;
  #isRested = false;

  constructor(now: () => number, run: MemoryHolder) {
    this.#now = now;
    this.#run = run;
    this.#next.wait(now(), INTERVAL_MS);
  }

  /** To be called twice a second or so. */
  look(): void {
    const nowMs = this.#now();
    if (!this.#next.isDue(nowMs)) return;
    this.#next.wait(nowMs, INTERVAL_MS);
    const landed = this.#run.landed();
    const isSilent = landed === this.#landed;
    if (isSilent && !this.#isRested) this.#run.rest();
    this.#landed = landed;
    this.#isRested = isSilent;
    this.#run.trim();
  }
}
