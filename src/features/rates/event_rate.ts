/**
 * How often something happens in a source, a line being the unit of time: what makes "odd" mean the same in every log.
 * Where new values, say, come every hundred lines, one more says nothing; where none came for twenty thousand, it does.
 *
 * An average over all lines at first, with some events assumed before the first line (the grace period), and one that
 * forgets exponentially from `MEMORY_LINES` on, as in Good–Turing estimation of unseen mass.
 */

/** Lines over which the rate forgets. */
const MEMORY_LINES = 20_000;
/** Events that are assumed before the first line. */
const PRIOR = 2;

export class EventRate {
  /** Share of recent lines at which it happened; it begins as a number with a fraction (source_statistics.ts). */
  #rate = NaN;
  /** Line up to which the rate is known. */
  #ratedAt = 0;

  constructor() {
    this.#rate = 1;
  }

  /** −log2 of the share of lines at which it happens, as known before this line (a number within the source). */
  bitsAt(line: number): number {
    this.#decay(line);
    return -Math.log2(Math.max(this.#rate, 1e-12));
  }

  /** It happened at this line. */
  add(line: number): void {
    this.#decay(line);
    this.#rate += (1 - this.#rate) / (Math.min(line, MEMORY_LINES) + PRIOR);
  }

  save(): readonly [number, number] {
    return [this.#rate, this.#ratedAt];
  }

  restore([rate, ratedAt]: readonly [number, number]): void {
    this.#rate = rate;
    this.#ratedAt = ratedAt;
  }

  /** The lines since the last event brought none. */
  #decay(line: number): void {
    if (this.#ratedAt < MEMORY_LINES) {
      const until = Math.min(line, MEMORY_LINES);
      this.#rate *= (this.#ratedAt + PRIOR) / (until + PRIOR);
      this.#ratedAt = until;
    }
    if (line > this.#ratedAt) this.#rate *= Math.exp(-(line - this.#ratedAt) / MEMORY_LINES);
    this.#ratedAt = line;
  }
}
