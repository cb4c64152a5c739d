/**
 * The slots of parameters: a dense number for each place of each template, and for each named field of its lines, given
 * out in the order of their first coming. A slot keeps its meaning: it follows its template when that is merged into
 * another. Only when nothing fills it any more, since its template was evicted or the other has such a place already,
 * is it given out again, the lowest first: so tables by slot stay bounded on an endless stream of new templates, and
 * which slot comes next depends on nothing but which are free.
 */
import { enlarged } from "../../core/collections/enlarged.ts";

/**
 * How the slot of a place that identifiers fill is written beside parameters, and back: below −1, so that one
 * comparison tells it from that of a measure. −1, which is none, stays −1.
 */
export function identifierSlot(slot: number): number {
  return -2 - slot;
}

/** Slots that are filled at one time, at most; what comes then has none, and is counted. */
export const SLOTS_MAX = 1 << 18;
const FIRST_LENGTH = 1024;

/** A slot as it is saved: position of its template, key, anchor, hash of its name; null for one that is used up. */
export type SavedSlot = readonly [template: number, key: number, anchor: number, name: number] | null;

export class PlaceTable {
  /** All slots are below this. */
  size = 0;
  /** Slots that were given out, those that were given out before included. */
  given = 0;
  /** Places that got none, since there were too many. */
  refused = 0;
  /** Template index of each slot; -1 while nothing fills it. */
  template = new Int32Array(FIRST_LENGTH);
  /** What names the place within its template. */
  key = new Int32Array(FIRST_LENGTH);
  /** The word that it comes after (`Wildcard.anchor`); 0 for a field. */
  anchor = new Int32Array(FIRST_LENGTH);
  /** Hash of the field's name; 0 for a place in the message. */
  name = new Int32Array(FIRST_LENGTH);
  readonly #slotsMax: number;
  /** Slots below `size` that nothing fills; the lowest last, once they are sorted. */
  #free: number[] = [];
  #isSorted = true;
  /** Open addressing: slot + 1. An entry whose slot has gone to another template stays until the table grows. */
  #entries = new Int32Array(FIRST_LENGTH * 4);
  #entryCount = 0;
  /** The slots of a template: a list by template index, each slot + 1. */
  #first = new Int32Array(FIRST_LENGTH);
  #next = new Int32Array(FIRST_LENGTH);

  constructor(slotsMax = SLOTS_MAX) {
    this.#slotsMax = slotsMax;
  }

  /**
   * The slot of a place, made when it is new; -1 when there are too many. A field has no anchor, its key is its name.
   */
  slotOf(template: number, key: number, anchor: number, name: number): number {
    const known = this.#find(template, key, name);
    if (known >= 0) return known;
    if (this.size - this.#free.length >= this.#slotsMax) {
      this.refused++;
      return -1;
    }
    this.given++;
    const slot = this.#takeFree() ?? this.size++;
    if (slot >= this.template.length) this.#growSlots();
    this.#fill(slot, template, key, anchor, name);
    return slot;
  }

  /** The slots of a template, the newest first. */
  *slotsOf(template: number): Generator<number> {
    for (let at = this.#first[template] ?? 0; at !== 0; at = this.#next[at - 1]) yield at - 1;
  }

  /**
   * The slots of `from` go on as those of `into`; where both have one for a place, `join` is told and `into`'s stays.
   */
  merge(from: number, into: number, join: (from: number, into: number) => void): void {
    const slots = [...this.slotsOf(from)].reverse();
    if (slots.length > 0) this.#first[from] = 0;
    for (const slot of slots) {
      const known = this.#find(into, this.key[slot], this.name[slot]);
      if (known >= 0) {
        this.#release(slot);
        join(slot, known);
      } else {
        this.template[slot] = into;
        this.#link(slot);
      }
    }
  }

  /** Nothing fills the slots of a template any more; `drop` is told of each. */
  remove(template: number, drop: (slot: number) => void): void {
    for (const slot of this.slotsOf(template)) {
      this.#release(slot);
      drop(slot);
    }
    if (template < this.#first.length) this.#first[template] = 0;
  }

  /** All slots in their order, templates by `positionOf`. */
  save(positionOf: (template: number) => number | undefined): SavedSlot[] {
    return Array.from({ length: this.size }, (_, slot) => {
      const position = this.template[slot] < 0 ? undefined : positionOf(this.template[slot]);
      return position === undefined ? null : [position, this.key[slot], this.anchor[slot], this.name[slot]];
    });
  }

  /** Takes up what was saved; for a table that has given out none. Templates are found by `indexOf`. */
  restore(saved: readonly SavedSlot[], indexOf: (position: number) => number | undefined): void {
    for (const entry of saved.slice(0, this.#slotsMax)) {
      const slot = this.size++;
      if (slot >= this.template.length) this.#growSlots();
      const template = entry === null ? undefined : indexOf(entry[0]);
      if (entry !== null && template !== undefined && this.#find(template, entry[1], entry[3]) < 0) {
        this.#fill(slot, template, entry[1], entry[2], entry[3]);
      } else this.#release(slot);
    }
  }

  #fill(slot: number, template: number, key: number, anchor: number, name: number): void {
    this.template[slot] = template;
    this.key[slot] = key;
    this.anchor[slot] = anchor;
    this.name[slot] = name;
    this.#link(slot);
  }

  #release(slot: number): void {
    this.template[slot] = -1;
    this.#free.push(slot);
    this.#isSorted = false;
  }

  #takeFree(): number | undefined {
    if (!this.#isSorted) this.#free.sort((a, b) => b - a);
    this.#isSorted = true;
    return this.#free.pop();
  }

  #find(template: number, key: number, name: number): number {
    const mask = this.#entries.length - 1;
    for (let at = startOf(template, key) & mask;; at = (at + 1) & mask) {
      const slot = this.#entries[at] - 1;
      if (slot < 0) return -1;
      if (this.template[slot] === template && this.key[slot] === key && this.name[slot] === name) return slot;
    }
  }

  /** Enters a slot under its template. */
  #link(slot: number): void {
    const template = this.template[slot];
    if (template >= this.#first.length) {
      const length = Math.max(template + 1, this.#first.length * 2);
      this.#first = enlarged(this.#first, length);
    }
    this.#next[slot] = this.#first[template];
    this.#first[template] = slot + 1;
    if (this.#entryCount * 4 >= this.#entries.length * 3) this.#rebuild();
    else this.#enter(slot);
  }

  #enter(slot: number): void {
    const mask = this.#entries.length - 1;
    let at = startOf(this.template[slot], this.key[slot]) & mask;
    while (this.#entries[at] !== 0) at = (at + 1) & mask;
    this.#entries[at] = slot + 1;
    this.#entryCount++;
  }

  #rebuild(): void {
    let length = FIRST_LENGTH * 4;
    while (length < this.size * 2) length *= 2;
    this.#entries = new Int32Array(length);
    this.#entryCount = 0;
    for (let slot = 0; slot < this.size; slot++) if (this.template[slot] >= 0) this.#enter(slot);
  }

  #growSlots(): void {
    const length = this.template.length * 2;
    this.template = enlarged(this.template, length);
    this.key = enlarged(this.key, length);
    this.anchor = enlarged(this.anchor, length);
    this.name = enlarged(this.name, length);
    this.#next = enlarged(this.#next, length);
  }
}

function startOf(template: number, key: number): number {
  const hash = Math.imul(template ^ Math.imul(key, 0x85ebca6b), 0x9e3779b1);
  return hash ^ (hash >>> 15);
}
