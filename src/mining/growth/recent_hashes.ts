/**
 * The same as a `RecentMap`, from 64-bit hashes to numbers: with many entries it is smaller and faster (hash_index.ts).
 */
import { HashIndex } from "../hash_index.ts";

export class RecentHashes {
  readonly #half: number;
  #young = new HashIndex();
  #old = new HashIndex();

  /** Keeps at least the `max / 2` entries that were used last, and never more than `max`. */
  constructor(max: number) {
    this.#half = max >> 1;
  }

  /** The value of a hash; −1 for none. */
  get(hash1: number, hash2: number): number {
    const young = this.#young.get(hash1, hash2);
    if (young >= 0) return young;
    const old = this.#old.get(hash1, hash2);
    if (old >= 0) this.set(hash1, hash2, old);
    return old;
  }

  set(hash1: number, hash2: number, value: number): void {
    if (this.#young.size >= this.#half && this.#young.get(hash1, hash2) < 0) {
      [this.#old, this.#young] = [this.#young, this.#old];
      this.#young.clear();
    }
    this.#young.set(hash1, hash2, value);
  }

  /** Changes every value; an entry whose value becomes negative is dropped. */
  update(change: (value: number) => number): void {
    this.#old.update(change);
    this.#young.update(change);
  }
}
