/**
 * The shapes that the miner has seen, in the order of their first coming, with the template of each. It serves three
 * ends: a shape that comes again is known; evidence names a shape by its serial number instead of holding its words;
 * and since all that the miner knows follows from the shapes in their order, this list is what is saved.
 */
import { HashIndex } from "../hash_index.ts";

/** Shapes, and characters of them, that are kept; the oldest make room. */
const SHAPES_MAX = 1 << 17;
const CHARACTERS_MAX = 24 << 20;

/** The shape that was hashed last, and its hash in two words: one shape is asked for, then entered. */
let hashed = "";
let hash1 = 0;
let hash2 = 0;

export class Journal {
  /** By a shape's hash its row: its serial number modulo the rows there are. */
  readonly #rows = new HashIndex();
  readonly #shapes: (string | undefined)[] = [];
  readonly #templates = new Int32Array(SHAPES_MAX);
  /** Serial numbers: of the next shape, and of the oldest that may be there. */
  #next = 0;
  #oldest = 0;
  #characters = 0;

  /** The template of a shape; -1 when it is not known. */
  templateOf(shape: string): number {
    hash(shape);
    const row = this.#rows.get(hash1, hash2);
    return row < 0 ? -1 : this.#templates[row];
  }

  /** Enters a shape that is not known and returns its serial number; its template follows by `assign`. */
  enter(shape: string): number {
    while (this.#next - this.#oldest >= SHAPES_MAX || this.#characters > CHARACTERS_MAX) {
      this.#drop(this.#oldest++ % SHAPES_MAX);
    }
    const serial = this.#next++;
    const row = serial % SHAPES_MAX;
    hash(shape);
    this.#rows.set(hash1, hash2, row);
    this.#shapes[row] = shape;
    this.#templates[row] = -1;
    this.#characters += shape.length;
    return serial;
  }

  assign(serial: number, template: number): void {
    this.#templates[serial % SHAPES_MAX] = template;
  }

  /** The shape with this serial number, unless it was dropped. */
  shapeOf(serial: number): string | undefined {
    return serial < this.#oldest ? undefined : this.#shapes[serial % SHAPES_MAX];
  }

  /** The template of the shape with this serial number, which is there. */
  templateAt(serial: number): number {
    return this.#templates[serial % SHAPES_MAX];
  }

  /** Renames templates; shapes whose template becomes negative are dropped. */
  rename(nameOf: (template: number) => number): void {
    for (let serial = this.#oldest; serial < this.#next; serial++) {
      const row = serial % SHAPES_MAX;
      if (this.#shapes[row] === undefined) continue;
      this.#templates[row] = nameOf(this.#templates[row]);
      if (this.#templates[row] < 0) this.#drop(row);
    }
  }

  /** All shapes with their templates, in the order of their first coming. */
  *shapes(): Generator<readonly [shape: string, template: number]> {
    for (let serial = this.#oldest; serial < this.#next; serial++) {
      const shape = this.shapeOf(serial);
      if (shape !== undefined) yield [shape, this.templateAt(serial)];
    }
  }

  #drop(row: number): void {
    const shape = this.#shapes[row];
    if (shape === undefined) return;
    this.#shapes[row] = undefined;
    this.#characters -= shape.length;
    hash(shape);
    this.#rows.delete(hash1, hash2);
  }
}

/** Two independent hashes of a shape at once, since it is read from memory only once then. */
function hash(shape: string): void {
  if (shape === hashed && shape !== "") return;
  hashed = shape;
  let word1 = 0x811c9dc5 | 0;
  let word2 = 0x2c1b3c6d;
  for (let i = 0; i < shape.length; i++) {
    const unit = shape.charCodeAt(i);
    word1 = Math.imul(word1 ^ unit, 0x01000193);
    word2 = Math.imul(word2, 0x5bd1e995) + unit | 0;
  }
  hash1 = word1 ^ (word1 >>> 16);
  hash2 = word2;
}
