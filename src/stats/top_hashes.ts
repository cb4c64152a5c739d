/**
 * The values that come most often in a stream, as TopK has them, for values that are expensive to make: they are
 * known by a hash, and made when they come for the second time, or while there is room. So a stream of values
 * that never come again, as identifiers are, makes none. How many different ones there are is exact while there
 * is room, an estimate then.
 */
import { Cardinality } from "./cardinality.ts";
import type { TopValue } from "./top_k.ts";

/** What has been seen so far, as plain JSON. */
export interface TopHashesState {
  /** Hash, count, by how much that may be too high, and the value, empty where it was not made. */
  readonly values: readonly (readonly [hash: number, count: number, error: number, value: string])[];
  /** Registers of the estimate, in base 36; empty while there is room. */
  readonly registers: string;
}

/** Counts values by their hashes, in the manner of Space-Saving (Metwally, Agrawal and El Abbadi, ICDT 2005). */
export class TopHashes {
  readonly #capacity: number;
  readonly #hashes: number[] = [];
  readonly #counts: number[] = [];
  readonly #errors: number[] = [];
  readonly #values: string[] = [];
  #different: Cardinality | undefined;

  constructor(capacity: number) {
    this.#capacity = capacity;
  }

  /** Counts a value by its hash; true when it is to be given by `setValue`. */
  add(hash: number, times: number): boolean {
    const at = this.#hashes.indexOf(hash);
    if (at >= 0) {
      this.#counts[at] += times;
      return this.#values[at] === "";
    }
    if (this.#hashes.length < this.#capacity) {
      this.#put(this.#hashes.length, hash, times, 0);
      return true;
    }
    this.#estimate().add(mixed(hash));
    let least = 0;
    for (let k = 1; k < this.#capacity; k++) if (this.#counts[k] < this.#counts[least]) least = k;
    this.#put(least, hash, this.#counts[least] + times, this.#counts[least]);
    return false;
  }

  /** Says what the value of a hash is. */
  setValue(hash: number, value: string): void {
    const at = this.#hashes.indexOf(hash);
    if (at >= 0) this.#values[at] = value;
  }

  /** How many different values there were. */
  get cardinality(): number {
    return this.#different?.count ?? this.#hashes.length;
  }

  /** Takes in what another has seen. */
  merge(other: TopHashes): void {
    if (other.#different !== undefined) this.#estimate().merge(other.#different);
    for (const [k, hash] of other.#hashes.entries()) {
      if (this.add(hash, other.#counts[k]) && other.#values[k] !== "") this.setValue(hash, other.#values[k]);
    }
  }

  /** Those that were made, the most frequent first. */
  top(): TopValue[] {
    return this.#values.map((value, k) => ({ value, count: this.#counts[k], error: this.#errors[k] }))
      .filter(({ value }) => value !== "")
      .sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1));
  }

  save(): TopHashesState {
    return {
      values: this.#hashes.map((hash, k) => [hash, this.#counts[k], this.#errors[k], this.#values[k]]),
      registers: (this.#different?.save() ?? []).map((rank) => rank.toString(36)).join(""),
    };
  }

  restore({ values, registers }: TopHashesState): void {
    for (const [k, [hash, count, error, value]] of values.slice(0, this.#capacity).entries()) {
      this.#put(k, hash, count, error);
      this.#values[k] = value;
    }
    if (registers === "") return;
    this.#different = new Cardinality();
    this.#different.restore([...registers].map((digit) => parseInt(digit, 36)));
  }

  /** Begins with what there is, all of which is still known. */
  #estimate(): Cardinality {
    if (this.#different === undefined) {
      this.#different = new Cardinality();
      for (const hash of this.#hashes) this.#different.add(mixed(hash));
    }
    return this.#different;
  }

  #put(at: number, hash: number, count: number, error: number): void {
    this.#hashes[at] = hash;
    this.#counts[at] = count;
    this.#errors[at] = error;
    this.#values[at] = "";
  }
}

/** A hash whose bits are all good, as the low ones of FNV are not for short words. */
function mixed(hash: number): number {
  let bits = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  bits = Math.imul(bits ^ (bits >>> 13), 0xc2b2ae35);
  return bits ^ (bits >>> 16);
}
