/**
 * Zeros in places that never had one: how many came, and how many numbers had come before the first. One 0 says little,
 * since a measure may not have been taken, or have begun anew; several soon after each other say that what always was
 * something is nothing now.
 */
import { enlarged } from "../../core/collections/enlarged.ts";
import { log2Of } from "../log2.ts";

const FIRST_LENGTH = 256;
/** Zeros before they say anything: two may be one thing twice. */
const ZEROS_MIN = 3;
/** Numbers before a first 0 means something, and doublings between it and the lowest of them. */
const GRACE_NUMBERS = 200;
const BELOW = 2;

/** Zeros, and the numbers that there were before the first; −1 where zeros mean nothing, or were told of. */
const ZEROS = 0;
const BEFORE = 1;
const STRIDE = 2;

export class PlaceZeros {
  #numbers = new Float64Array(FIRST_LENGTH * STRIDE);

  /**
   * Takes a 0, which lies so many doublings below all numbers of its place and is number `count` of them. Returns −log2
   * of the chance of as many zeros as came since the first, each being one in as many as came before that; 0 for the
   * first two.
   */
  add(place: number, count: number, below: number): number {
    const numbers = this.#numbers;
    const at = place * STRIDE;
    const zeros = ++numbers[at + ZEROS];
    if (zeros === 1) numbers[at + BEFORE] = count < GRACE_NUMBERS || below < BELOW ? -1 : count;
    const before = numbers[at + BEFORE];
    if (zeros < ZEROS_MIN || before < 0) return 0;
    return zeros * log2Of(before) - (zeros - 1) * log2Of(count - before + 1);
  }

  /** They were told of, and are usual from now on. */
  accept(place: number): void {
    this.#numbers[place * STRIDE + BEFORE] = -1;
  }

  /** A place begins anew, as another. */
  forget(place: number): void {
    this.#numbers.fill(0, place * STRIDE, (place + 1) * STRIDE);
  }

  save(place: number): readonly number[] {
    return [...this.#numbers.subarray(place * STRIDE, (place + 1) * STRIDE)];
  }

  restore(place: number, saved: readonly number[]): void {
    this.#numbers.set(saved.slice(0, STRIDE), place * STRIDE);
  }

  /** Makes room for so many places. */
  grow(places: number): void {
    this.#numbers = enlarged(this.#numbers, places * STRIDE);
  }
}
