/**
 * The values that come most often in a stream, in bounded memory (Space-Saving: Metwally, Agrawal and El Abbadi, ICDT
 * 2005). A count is never too low, and too high by `error` at most.
 */

export interface TopValue {
  readonly value: string;
  readonly count: number;
  /** By how much the count may be too high. */
  readonly error: number;
}

export class TopK {
  readonly #capacity: number;
  readonly #values = new Map<string, { count: number; error: number }>();

  /** Every value that makes up more than one in `capacity` of the stream is among them. */
  constructor(capacity: number) {
    if (!(capacity >= 1)) throw new RangeError(`Cannot keep the top values: current capacity is ${capacity}`);
    this.#capacity = capacity;
  }

  add(value: string, times = 1): void {
    const known = this.#values.get(value);
    if (known !== undefined) {
      known.count += times;
      return;
    }
    let error = 0;
    if (this.#values.size >= this.#capacity) {
      const [least, { count }] = this.#least();
      this.#values.delete(least);
      error = count;
    }
    this.#values.set(value, { count: error + times, error });
  }

  /** Takes in what another has seen. */
  merge(other: TopK): void {
    for (const { value, count } of other.top()) this.add(value, count);
  }

  /** Most frequent first. */
  top(): TopValue[] {
    return [...this.#values].map(([value, { count, error }]) => ({ value, count, error }))
      .sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1));
  }

  save(): TopValue[] {
    return [...this.#values].map(([value, { count, error }]) => ({ value, count, error }));
  }

  restore(saved: readonly TopValue[]): void {
    this.#values.clear();
    for (const { value, count, error } of saved) this.#values.set(value, { count, error });
  }

  #least(): [string, { count: number; error: number }] {
    let least: [string, { count: number; error: number }] | undefined;
    for (const entry of this.#values) if (least === undefined || entry[1].count < least[1].count) least = entry;
    return least as [string, { count: number; error: number }];
  }
}
