/**
 * A map that keeps what was lately used: two maps of half the size, of which the older is dropped when the newer is
 * full. Deleting the first key of one map again and again, the usual way, gets slow, since `Map` leaves holes behind.
 */
export class RecentMap<K, V> {
  readonly #half: number;
  #young = new Map<K, V>();
  #old = new Map<K, V>();

  /** Keeps at least the `max / 2` entries that were used last, and never more than `max`. */
  constructor(max: number) {
    this.#half = max >> 1;
  }

  get(key: K): V | undefined {
    const young = this.#young.get(key);
    if (young !== undefined) return young;
    const old = this.#old.get(key);
    if (old !== undefined) this.set(key, old);
    return old;
  }

  /** Whether there is an entry; does not count as use. */
  has(key: K): boolean {
    return this.#young.has(key) || this.#old.has(key);
  }

  set(key: K, value: V): void {
    if (this.#young.size >= this.#half && !this.#young.has(key)) {
      this.#old = this.#young;
      this.#young = new Map();
    }
    this.#young.set(key, value);
  }

  /** Changes every entry; drops those for which `change` gives undefined. */
  update(change: (value: V, key: K) => V | undefined): void {
    for (const map of [this.#old, this.#young]) {
      for (const [key, value] of map) {
        const changed = change(value, key);
        if (changed === undefined) map.delete(key);
        else if (changed !== value) map.set(key, changed);
      }
    }
  }
}
