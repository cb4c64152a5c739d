/**
 * The newest lines by event time, although they were read source by source. In most runs they come in order, and then
 * nothing is kept; else what is new is sorted and merged into what is known, some thousand lines with each look. Where
 * lines come faster than that, as when a long file is read from its start, they stand in the order of reading.
 */
import type { LogRing } from "../core/lines/log_ring.ts";
import { partitionPoint } from "../core/collections/partition_point.ts";
import type { LogOrder } from "../core/views/log_list.ts";

/** Lines that one look takes up. */
const LOOK_LINES = 1 << 14;

export class EventOrder implements LogOrder {
  readonly #ring: LogRing;
  /** Event time of each line, or of the one before it in its source where it has none; by its place in the ring. */
  readonly #key: Float64Array;
  readonly #mask: number;
  /** By source, of which the ring tells no more apart than it has a maximum for. */
  readonly #newestOf = new Map<string, number>();
  #largest = -Infinity;
  /** Lines before this one have been looked at. */
  #seen = 0;
  /** The last line that was older than one before it. */
  #lateAt = -1;
  /** Lines up to `#seen` by their keys, once one of them was late. */
  #numbers: Float64Array | undefined;

  constructor(ring: LogRing) {
    this.#ring = ring;
    this.#key = new Float64Array(ring.linesMax);
    this.#mask = ring.linesMax - 1;
  }

  /** Takes up what is new. */
  advance(): this {
    const { first, next } = this.#ring;
    if (this.#seen < first) this.#begin(first);
    const end = Math.min(next, this.#seen + LOOK_LINES);
    const from = this.#seen;
    for (let number = from; number < end; number++) this.#note(number);
    this.#seen = end;
    if (this.#lateAt < first) this.#numbers = undefined;
    else if (end > from || (this.#numbers?.[0] ?? first) < first) this.#merge(from, end);
    return this;
  }

  get isAsRead(): boolean {
    return this.#numbers === undefined || this.#seen < this.#ring.next;
  }

  get length(): number {
    return this.isAsRead ? this.#ring.next - this.#ring.first : this.#numbers?.length ?? 0;
  }

  at(place: number): number {
    return this.isAsRead ? this.#ring.first + place : this.#numbers?.[place] ?? this.#ring.first;
  }

  placeOf(number: number): number {
    const numbers = this.#numbers;
    if (this.isAsRead || numbers === undefined) return number - this.#ring.first;
    return partitionPoint(0, numbers.length, (place) => this.compare(numbers[place], number) < 0);
  }

  compare(a: number, b: number): number {
    return this.isAsRead ? a - b : this.#key[a & this.#mask] - this.#key[b & this.#mask] || a - b;
  }

  #begin(first: number): void {
    this.#seen = first;
    this.#largest = -Infinity;
    this.#lateAt = -1;
    this.#numbers = undefined;
  }

  #note(number: number): void {
    const source = this.#ring.sourceOf(number);
    const timeMs = this.#ring.timeOf(number);
    const key = timeMs === timeMs ? timeMs : this.#newestOf.get(source) ?? this.#largest;
    this.#key[number & this.#mask] = key;
    this.#newestOf.set(source, key);
    if (key < this.#largest) this.#lateAt = number;
    else this.#largest = key;
  }

  /** Merges the lines of a stretch, and leaves out those that are not kept any more. */
  #merge(from: number, end: number): void {
    const { first } = this.#ring;
    const byKey = (a: number, b: number) => this.#key[a & this.#mask] - this.#key[b & this.#mask] || a - b;
    const later = Float64Array.from({ length: end - from }, (_, k) => from + k).sort(byKey);
    // up to the first late line those that were read are in order
    const before = this.#numbers?.filter((number) => number >= first) ??
      Float64Array.from({ length: from - first }, (_, k) => first + k);
    const merged = new Float64Array(before.length + later.length);
    for (let k = 0, i = 0, j = 0; k < merged.length; k++) {
      const isEarlier = j >= later.length || i < before.length && byKey(before[i], later[j]) <= 0;
      merged[k] = isEarlier ? before[i++] : later[j++];
    }
    this.#numbers = merged;
  }
}
