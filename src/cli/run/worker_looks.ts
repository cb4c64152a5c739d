/** How busy workers are, found by looking now and then whether each is at work: threads do not say what they take. */

export class WorkerLooks {
  /** How often each worker was seen at work since `take`, and how often it was looked. */
  #seen: number[] = [];
  #looks = 0;

  /** Looks once; `loads` has for each worker how many batches it has. */
  look(loads: readonly number[]): void {
    this.#looks++;
    for (const [worker, load] of loads.entries()) this.#seen[worker] = (this.#seen[worker] ?? 0) + (load > 0 ? 1 : 0);
  }

  /** The share of looks (0..1) at which each worker was at work since the last call; empty where there was no look. */
  take(): readonly number[] {
    const shares = this.#seen.map((seen) => seen / Math.max(1, this.#looks));
    this.#seen = [];
    this.#looks = 0;
    return shares;
  }
}
