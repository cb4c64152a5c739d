/**
 * Randomness that repeats: the same seed gives the same numbers on every machine, so that a generated log, or a forest,
 * can be made again from its seed alone.
 *
 * The generator is sfc32 (Chris Doty-Humphrey, PractRand 0.94: 128 bits of state, passes its tests, a period of at
 * least 2^32), seeded through a splitmix32 step (Steele, Lea and Flood, "Fast splittable pseudorandom number
 * generators", OOPSLA 2014, with 32-bit constants). Of mathematics it uses square roots, which IEEE 754 fixes, and V8's
 * own logarithm and exponential (from fdlibm), not the machine's.
 */
import { hexWord } from "./text/hex.ts";

const TWO_POW_32 = 0x1_0000_0000;
const WARM_UP_ROUNDS = 16;
/** Above this mean a Poisson draw is a rounded normal one: exact enough, and no longer linear in the mean. */
const POISSON_EXACT_MAX = 30;

export class Random {
  /** a, b, c, and the counter of sfc32. */
  readonly #state = new Int32Array(4);

  /**
   * @param seed any safe integer, at least 0
   * @param stream streams of one seed are independent of each other: one for each part that draws on its own
   * @throws RangeError for a seed that is no safe integer or below 0
   */
  constructor(seed: number, stream = 0) {
    if (!Number.isSafeInteger(seed) || seed < 0) {
      throw new RangeError(`Cannot seed: expected a whole number from 0 to ${Number.MAX_SAFE_INTEGER}, got ${seed}`);
    }
    const low = seed >>> 0;
    const high = Math.floor(seed / TWO_POW_32);
    const state = this.#state;
    state[0] = scramble(low);
    state[1] = scramble(high ^ scramble(low + 1));
    state[2] = scramble(stream ^ scramble(low + 2));
    state[3] = 1;
    for (let round = 0; round < WARM_UP_ROUNDS; round++) this.uint32();
  }

  /** Where the generator stands, to go on from with `resume`: four 32-bit words. */
  get position(): readonly number[] {
    return [...this.#state];
  }

  /** Goes on where another with this position stood. */
  resume(position: readonly number[]): void {
    this.#state.set(position.slice(0, this.#state.length));
  }

  /** A whole number from 0 to 2^32 - 1. */
  uint32(): number {
    const state = this.#state;
    const a = state[0];
    const b = state[1];
    const c = state[2];
    const counter = state[3];
    const result = (a + b + counter) | 0;
    state[0] = b ^ (b >>> 9);
    state[1] = c + (c << 3);
    state[2] = ((c << 21) | (c >>> 11)) + result;
    state[3] = counter + 1;
    return result >>> 0;
  }

  /** From 0 up to, but not, 1, in steps of 2^-32. */
  float(): number {
    return this.uint32() / TWO_POW_32;
  }

  /** A whole number from `min` to `max`, both included. */
  integer(min: number, max: number): number {
    return min + Math.floor(this.float() * (max - min + 1));
  }

  chance(probability: number): boolean {
    return this.float() < probability;
  }

  pick<T>(items: readonly T[]): T {
    return items[Math.floor(this.float() * items.length)]!;
  }

  /** Exponential with the given mean: the time between the events of a Poisson process. By inversion. */
  exponential(mean: number): number {
    return -mean * Math.log(1 - this.float());
  }

  /**
   * Normal, by Marsaglia's polar method (1964); its second value is let go, so that no draw depends on the one before.
   */
  normal(mean: number, deviation: number): number {
    for (;;) {
      const x = 2 * this.float() - 1;
      const y = 2 * this.float() - 1;
      const square = x * x + y * y;
      if (square > 0 && square < 1) return mean + deviation * x * Math.sqrt((-2 * Math.log(square)) / square);
    }
  }

  /** Log-normal with the given median: what latencies look like. `spread` is the deviation of the logarithm. */
  logNormal(median: number, spread: number): number {
    return median * Math.exp(this.normal(0, spread));
  }

  /** Poisson, by Knuth's product of uniforms (TAOCP volume 2, 3.4.1) for small means. */
  poisson(mean: number): number {
    if (mean > POISSON_EXACT_MAX) return Math.max(0, Math.round(this.normal(mean, Math.sqrt(mean))));
    const limit = Math.exp(-mean);
    let count = 0;
    for (let product = this.float(); product > limit; product *= this.float()) count++;
    return count;
  }

  /** Whole random bytes as lower-case hexadecimal digits: `digits` of them, a multiple of 8. */
  hex(digits: number): string {
    let text = "";
    while (text.length < digits) text += hexWord(this.uint32());
    return text;
  }
}

/** Spreads the bits of a seed over a word (one step of splitmix32). */
function scramble(word: number): number {
  let mixed = (word + 0x9e3779b9) | 0;
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x21f0aaad);
  mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a2d97);
  return mixed ^ (mixed >>> 15);
}
