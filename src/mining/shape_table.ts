/**
 * Shapes and their ids: each worker numbers the shapes it meets densely (`ShapeInterner`), and says which hashes were
 * new to it; the coordinator keeps for each worker's table what template a local id stands for (`LocalShapes`). So no
 * table is shared between threads, none goes stale, and templates are decided in one place, in the order of the input.
 */
import { enlarged } from "../core/collections/enlarged.ts";

/** Slots of the table; it is renewed when half of them are used. */
const SLOTS = 1 << 17;
/** Shapes that one table holds. */
export const SHAPES_MAX = SLOTS >> 1;

/** Hash → dense local id, by open addressing. */
export class ShapeInterner {
  /** Changes when the table was emptied because it was full: ids of another table mean nothing in this one. */
  table: number;
  /** Whether the last `idOf` made a new id. */
  isNew = false;
  /** Ids of the table. */
  size = 0;
  readonly #hash1 = new Int32Array(SLOTS);
  readonly #hash2 = new Int32Array(SLOTS);
  readonly #id = new Int32Array(SLOTS).fill(-1);
  readonly #nextTable: () => number;

  constructor(nextTable: () => number) {
    this.#nextTable = nextTable;
    this.table = nextTable();
  }

  /** Whether the next `idOf` might not find room: call `renew` between batches then. */
  isNearlyFull(reserve: number): boolean {
    return this.size + reserve > SHAPES_MAX;
  }

  renew(): void {
    this.#id.fill(-1);
    this.size = 0;
    this.table = this.#nextTable();
  }

  idOf(hash1: number, hash2: number): number {
    const ids = this.#id;
    let slot = (hash1 ^ (hash1 >>> 15)) & (SLOTS - 1);
    let id = ids[slot];
    while (id !== -1) {
      if (this.#hash1[slot] === hash1 && this.#hash2[slot] === hash2) {
        this.isNew = false;
        return id;
      }
      slot = (slot + 1) & (SLOTS - 1);
      id = ids[slot];
    }
    this.isNew = true;
    ids[slot] = this.size;
    this.#hash1[slot] = hash1;
    this.#hash2[slot] = hash2;
    return this.size++;
  }
}

/** A word and the slot of its place. */
export interface SlotWord {
  readonly slot: number;
  readonly word: string;
}

/** What the coordinator knows of one worker's table: the hash behind each local id, and its template once decided. */
export class LocalShapes {
  hash1 = new Int32Array(1024);
  hash2 = new Int32Array(1024);
  /** Template index, -1 while undecided. */
  template = new Int32Array(1024).fill(-1);
  /** A number that somebody keeps with the shape, −1 while nobody has. */
  note = new Int16Array(1024).fill(-1);
  /** Where in `slots` a shape's parameters have theirs (pipeline/parameters/parameter_slots.ts); -1 while undecided. */
  slotsAt = new Int32Array(1024).fill(-1);
  /** The version that its template had then (`TemplateTable.version`). */
  version = new Int32Array(1024);
  slots = new Int32Array(4096);
  slotsLength = 0;
  /** Words of shapes that others of their template have otherwise, each with its slot. */
  readonly wildWords = new Map<number, readonly SlotWord[]>();

  set(id: number, hash1: number, hash2: number): void {
    if (id >= this.hash1.length) this.#grow(id);
    this.hash1[id] = hash1;
    this.hash2[id] = hash2;
    this.template[id] = this.note[id] = -1;
    this.slotsAt[id] = -1;
  }

  /** Forgets which template each shape has (they were merged or evicted); hashes stay. */
  forgetTemplates(): void {
    this.template.fill(-1);
  }

  /** Room for so many more numbers in `slots`; returns where it begins. */
  takeSlots(length: number): number {
    const at = this.slotsLength;
    this.slotsLength += length;
    if (this.slotsLength > this.slots.length) {
      this.slots = enlarged(this.slots, Math.max(this.slotsLength, this.slots.length * 2));
    }
    return at;
  }

  #grow(id: number): void {
    const length = Math.max(id + 1, this.hash1.length * 2);
    this.hash1 = enlarged(this.hash1, length);
    this.hash2 = enlarged(this.hash2, length);
    this.template = enlarged(this.template, length, -1);
    this.note = enlarged(this.note, length, -1);
    this.slotsAt = enlarged(this.slotsAt, length, -1);
    this.version = enlarged(this.version, length);
  }
}
