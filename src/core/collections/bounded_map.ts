/** A map of a bounded number of names, such as sources: a further one takes the place of the one that came first. */
export class BoundedMap<Value> {
  readonly #values = new Map<string, Value>();
  readonly #sizeMax: number;

  constructor(sizeMax: number) {
    this.#sizeMax = sizeMax;
  }

  get(name: string): Value | undefined {
    return this.#values.get(name);
  }

  /** The value of a name; made, and kept, where there is none yet. */
  of(name: string, make: () => Value): Value {
    let value = this.#values.get(name);
    if (value === undefined) this.set(name, value = make());
    return value;
  }

  set(name: string, value: Value): void {
    if (!this.#values.has(name) && this.#values.size >= this.#sizeMax) {
      const [first] = this.#values.keys();
      this.#values.delete(first);
    }
    this.#values.set(name, value);
  }

  /** The same, and it counts as the one that came last. */
  renew(name: string, value: Value): void {
    this.#values.delete(name);
    this.set(name, value);
  }

  delete(name: string): void {
    this.#values.delete(name);
  }

  clear(): void {
    this.#values.clear();
  }

  /** All values, the one that came first first. */
  values(): MapIterator<Value> {
    return this.#values.values();
  }

  /** Names with their values, in the same order. */
  [Symbol.iterator](): MapIterator<[string, Value]> {
    return this.#values.entries();
  }
}
