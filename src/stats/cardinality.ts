/**
 * How many different values a stream has, in 256 bytes (HyperLogLog: Flajolet, Fusy, Gandouet and Meunier, AofA 2007,
 * with linear counting while there are few). The standard error is 6.5 %.
 */

const REGISTER_BITS = 8;
const REGISTERS = 1 << REGISTER_BITS;
const ALPHA = .7213 / (1 + 1.079 / REGISTERS);

export class Cardinality {
  readonly #registers = new Uint8Array(REGISTERS);

  /** Counts a value by a 32-bit hash of it; the hash should be well mixed. */
  add(hash: number): void {
    const register = hash & (REGISTERS - 1);
    const rank = Math.clz32(hash & ~(REGISTERS - 1) | REGISTERS >> 1) + 1;
    if (rank > this.#registers[register]) this.#registers[register] = rank;
  }

  /** Takes in what another has seen. */
  merge(other: Cardinality): void {
    for (let k = 0; k < REGISTERS; k++) this.#registers[k] = Math.max(this.#registers[k], other.#registers[k]);
  }

  /** The estimate. */
  get count(): number {
    let sum = 0;
    let empty = 0;
    for (const rank of this.#registers) {
      sum += 2 ** -rank;
      if (rank === 0) empty++;
    }
    const estimate = ALPHA * REGISTERS * REGISTERS / sum;
    if (estimate <= 2.5 * REGISTERS && empty > 0) return Math.round(REGISTERS * Math.log(REGISTERS / empty));
    return Math.round(estimate);
  }

  save(): number[] {
    return [...this.#registers];
  }

  restore(saved: readonly number[]): void {
    this.#registers.set(saved.slice(0, REGISTERS));
  }
}
