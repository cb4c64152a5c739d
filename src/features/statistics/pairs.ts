/**
 * How often one kind of line follows another within a source: counts by pair of entries, in a hash table that grows up
 * to a maximum; then the rarest of a few neighbours makes room, so that what is usual stays known.
 */

const FIRST_SLOTS = 1 << 12;
const SLOTS_MAX = 1 << 18;
const PROBES = 8;

/** A pair as it is saved: the entries and their count. */
export type SavedPair = readonly [from: number, to: number, count: number];

const NONE = () => false;

export class Pairs {
  #from = new Int32Array(FIRST_SLOTS).fill(-1);
  #to = new Int32Array(FIRST_SLOTS);
  #counts = new Uint32Array(FIRST_SLOTS);
  #size = 0;

  /** Counts a pair; returns how often it was seen before. */
  add(from: number, to: number): number {
    const first = slotOf(from, to) & (this.#from.length - 1);
    if (this.#from[first] === from && this.#to[first] === to) return this.#counts[first]++;
    const slot = this.#slotOf(from, to);
    if (this.#from[slot] === from && this.#to[slot] === to) return this.#counts[slot]++;
    if (this.#from[slot] < 0) this.#size++;
    this.#from[slot] = from;
    this.#to[slot] = to;
    this.#counts[slot] = 1;
    if (this.#size * 2 > this.#from.length && this.#from.length < SLOTS_MAX) this.#remake(this.#from.length * 2, NONE);
    return 0;
  }

  /** All pairs in the order of their places, which an equal table needs to be made again. */
  save(): { readonly slots: number; readonly pairs: readonly (readonly [number, ...SavedPair])[] } {
    const pairs: [number, ...SavedPair][] = [];
    this.#from.forEach((from, slot) => {
      if (from >= 0) pairs.push([slot, from, this.#to[slot], this.#counts[slot]]);
    });
    return { slots: this.#from.length, pairs };
  }

  restore({ slots, pairs }: ReturnType<Pairs["save"]>): void {
    this.#make(slots);
    for (const [slot, from, to, count] of pairs) {
      this.#from[slot] = from;
      this.#to[slot] = to;
      this.#counts[slot] = count;
      this.#size++;
    }
  }

  /** Forgets the pairs of entries that were freed: their numbers will stand for others. */
  forget(isGone: (entry: number) => boolean): void {
    this.#remake(this.#from.length, isGone);
  }

  /** The slot of the pair, or an empty one, or that of the rarest pair nearby. */
  #slotOf(from: number, to: number): number {
    const mask = this.#from.length - 1;
    const hash = slotOf(from, to);
    let rarest = hash & mask;
    for (let k = 0; k < PROBES; k++) {
      const slot = (hash + k) & mask;
      const other = this.#from[slot];
      if (other < 0 || (other === from && this.#to[slot] === to)) return slot;
      if (this.#counts[slot] < this.#counts[rarest]) rarest = slot;
    }
    return rarest;
  }

  #remake(slots: number, isGone: (entry: number) => boolean): void {
    const froms = this.#from;
    const tos = this.#to;
    const counts = this.#counts;
    this.#make(slots);
    for (let slot = 0; slot < froms.length; slot++) {
      const from = froms[slot];
      if (from >= 0 && !isGone(from) && !isGone(tos[slot])) this.#put(from, tos[slot], counts[slot]);
    }
  }

  #put(from: number, to: number, count: number): void {
    const slot = this.#slotOf(from, to);
    if (this.#from[slot] < 0) this.#size++;
    this.#from[slot] = from;
    this.#to[slot] = to;
    this.#counts[slot] = count;
  }

  #make(slots: number): void {
    this.#from = new Int32Array(slots).fill(-1);
    this.#to = new Int32Array(slots);
    this.#counts = new Uint32Array(slots);
    this.#size = 0;
  }
}

function slotOf(from: number, to: number): number {
  const hash = Math.imul(from, 0x9e3779b1) ^ Math.imul(to, 0x85ebca6b);
  return hash ^ (hash >>> 15);
}
