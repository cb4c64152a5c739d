/**
 * Memory goes back to the system while a log is followed. The C library of Linux keeps what was freed for what may
 * come: after a start with its compiling, and after each burst of lines, that is 10 to 20 MB of a run that waits. Asked
 * for it, it gives that back within a millisecond or two; so it is asked always, without looking at how busy the run
 * is. When no line has come for a while, more goes, once in each such silence: batches give back theirs, 2 MB each,
 * garbage is collected (V8 does so by itself in most silences, but not in all, and then 16 MB stay), and the program's
 * own pages are given up, 60 MB, of which waiting needs few.
 */
import { DueTime } from "../../core/time/due_time.ts";

const INTERVAL_MS = 10_000;

/** A run, and what it is asked for. */
export interface MemoryHolder {
  /** Grows with what it reads. */
  landed(): number;
  /** Gives back what it has only for lines that come. */
  release(): void;
  /** Gives back what was freed. */
  trim(): void;
}

export class FreedMemory {
  readonly #now: () => number;
  readonly #run: MemoryHolder;
  readonly #next = new DueTime();
  /** What had landed when it was last looked, and whether it was as much at the look before. */
  #landed = 0;
  #isSilent = false;

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
    const wasSilent = this.#isSilent;
    this.#isSilent = landed === this.#landed;
    this.#landed = landed;
    if (this.#isSilent && !wasSilent) this.#run.release();
    this.#run.trim();
  }
}
