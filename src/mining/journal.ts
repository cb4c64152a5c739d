/**
 * The shapes that the miner has seen, in the order of their first coming, with the template of each. It serves three
 * ends: a shape that comes again is known; evidence names a shape by its serial number instead of holding its words; and
 * since all that the miner knows follows from the shapes in their order, this list is what is saved.
 */

/** Shapes, and characters of them, that are kept; the oldest make room. */
const SHAPES_MAX = 1 << 17;
const CHARACTERS_MAX = 24 << 20;

export class Journal {
  readonly #serials = new Map<string, number>();
  /** By serial number modulo their length. */
  readonly #shapes: (string | undefined)[] = [];
  readonly #templates = new Int32Array(SHAPES_MAX);
  #next = 0;
  #characters = 0;

  /** The template of a shape; -1 when it is not known. */
  templateOf(shape: string): number {
    const serial = this.#serials.get(shape);
    return serial === undefined ? -1 : this.#templates[serial % SHAPES_MAX];
  }

  /** Enters a shape and returns its serial number; its template follows by `assign`. */
  enter(shape: string): number {
    while (this.#serials.size >= SHAPES_MAX || this.#characters > CHARACTERS_MAX) this.#dropOldest();
    const serial = this.#next++;
    const dropped = this.#shapes[serial % SHAPES_MAX];
    if (dropped !== undefined) this.#drop(dropped, serial - SHAPES_MAX);
    this.#serials.set(shape, serial);
    this.#shapes[serial % SHAPES_MAX] = shape;
    this.#templates[serial % SHAPES_MAX] = -1;
    this.#characters += shape.length;
    return serial;
  }

  assign(serial: number, template: number): void {
    this.#templates[serial % SHAPES_MAX] = template;
  }

  /** The shape with this serial number, unless it was dropped. */
  shapeOf(serial: number): string | undefined {
    const shape = this.#shapes[serial % SHAPES_MAX];
    return shape !== undefined && this.#serials.get(shape) === serial ? shape : undefined;
  }

  /** Renames templates; shapes whose template becomes negative are dropped. */
  rename(nameOf: (template: number) => number): void {
    for (const [shape, serial] of this.#serials) {
      const name = nameOf(this.#templates[serial % SHAPES_MAX]);
      if (name < 0) this.#drop(shape, serial);
      else this.#templates[serial % SHAPES_MAX] = name;
    }
  }

  /** All shapes with their templates, in the order of their first coming. */
  *shapes(): Generator<readonly [shape: string, template: number]> {
    for (const [shape, serial] of this.#serials) yield [shape, this.#templates[serial % SHAPES_MAX]];
  }

  #dropOldest(): void {
    const [shape, serial] = this.#serials.entries().next().value as [string, number];
    this.#drop(shape, serial);
  }

  #drop(shape: string, serial: number): void {
    this.#shapes[serial % SHAPES_MAX] = undefined;
    this.#characters -= shape.length;
    this.#serials.delete(shape);
  }
}
