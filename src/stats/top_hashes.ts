/**
 * The values that come most often in a stream, as TopK has them, for values that are expensive to make: they are known by
 * a hash, and made when they come for the second time, or while there is room. So a stream of values that never come
 * again, as identifiers are, makes none.
 */

/** A value, how often it came, and by how much that may be too high. */
export interface SavedTopHash {
  readonly hash: number;
  readonly count: number;
  readonly error: number;
  /** Empty for a value that was not made. */
  readonly value: string;
}

/** Counts values by their hashes, in the manner of Space-Saving (Metwally, Agrawal and El Abbadi, ICDT 2005). */
export class TopHashes {
  readonly #hashes: Int32Array;
  readonly #counts: Float64Array;
  readonly #errors: Float64Array;
  readonly #values: string[] = [];
  #size = 0;

  constructor(capacity: number) {
    this.#hashes = new Int32Array(capacity);
    this.#counts = new Float64Array(capacity);
    this.#errors = new Float64Array(capacity);
  }

  /** Counts a value by its hash; true when it is to be given by `setValue`. */
  add(hash: number, times: number): boolean {
    const hashes = this.#hashes;
    const size = this.#size;
    for (let k = 0; k < size; k++) {
      if (hashes[k] !== hash) continue;
      this.#counts[k] += times;
      return this.#values[k] === "";
    }
    if (size < hashes.length) {
      this.#put(this.#size++, hash, times, 0);
      return true;
    }
    let least = 0;
    for (let k = 1; k < size; k++) if (this.#counts[k] < this.#counts[least]) least = k;
    this.#put(least, hash, this.#counts[least] + times, this.#counts[least]);
    return false;
  }

  setValue(hash: number, value: string): void {
    for (let k = 0; k < this.#size; k++) if (this.#hashes[k] === hash) this.#values[k] = value;
  }

  /** Takes in what another has seen. */
  merge(other: TopHashes): void {
    for (const { hash, count, value } of other.save()) {
      if (this.add(hash, count) && value !== "") this.setValue(hash, value);
    }
  }

  /** Those that were made, the most frequent first. */
  top(): { readonly value: string; readonly count: number; readonly error: number }[] {
    return this.save().filter(({ value }) => value !== "").map(({ value, count, error }) => ({ value, count, error }))
      .sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1));
  }

  save(): SavedTopHash[] {
    return Array.from({ length: this.#size }, (_, k) => ({
      hash: this.#hashes[k],
      count: this.#counts[k],
      error: this.#errors[k],
      value: this.#values[k],
    }));
  }

  restore(saved: readonly SavedTopHash[]): void {
    this.#size = 0;
    for (const { hash, count, error, value } of saved.slice(0, this.#hashes.length)) {
      this.#put(this.#size, hash, count, error);
      this.#values[this.#size++] = value;
    }
  }

  #put(at: number, hash: number, count: number, error: number): void {
    this.#hashes[at] = hash;
    this.#counts[at] = count;
    this.#errors[at] = error;
    this.#values[at] = "";
  }
}
