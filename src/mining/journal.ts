/**
 * The shapes that the miner has seen, in the order of their first coming, with the template of each. It serves three
 * ends: a shape that comes again is known; evidence names a shape by its serial number instead of holding its words; and
 * since all that the miner knows follows from the shapes in their order, this list is what is saved.
 */

/** Shapes, and characters of them, that are kept; the oldest make room. */
const SHAPES_MAX = 1 << 17;
const CHARACTERS_MAX = 24 << 20;

interface Entry {
  readonly serial: number;
  template: number;
}

export class Journal {
  readonly #entries = new Map<string, Entry>();
  /** Text by serial number modulo its length; undefined where it was dropped. */
  readonly #texts: (string | undefined)[] = [];
  #next = 0;
  #characters = 0;

  /** The template of a shape; -1 when it is not known. */
  templateOf(shape: string): number {
    return this.#entries.get(shape)?.template ?? -1;
  }

  /** Enters a shape and returns its serial number; its template follows by `assign`. */
  enter(shape: string): number {
    const serial = this.#next++;
    this.#entries.set(shape, { serial, template: -1 });
    this.#texts[serial % SHAPES_MAX] = shape;
    this.#characters += shape.length;
    while (this.#entries.size > SHAPES_MAX || this.#characters > CHARACTERS_MAX) {
      this.#drop(this.#entries.keys().next().value!);
    }
    return serial;
  }

  assign(shape: string, template: number): void {
    const entry = this.#entries.get(shape);
    if (entry !== undefined) entry.template = template;
  }

  /** The shape with this serial number, unless it was dropped. */
  shapeOf(serial: number): string | undefined {
    const text = this.#texts[serial % SHAPES_MAX];
    return text !== undefined && this.#entries.get(text)?.serial === serial ? text : undefined;
  }

  /** Renames templates; shapes whose template becomes negative are dropped. */
  rename(nameOf: (template: number) => number): void {
    for (const [shape, entry] of this.#entries) {
      entry.template = nameOf(entry.template);
      if (entry.template < 0) this.#drop(shape);
    }
  }

  /** All shapes with their templates, in the order of their first coming. */
  *shapes(): Generator<readonly [shape: string, template: number]> {
    for (const [shape, { template }] of this.#entries) yield [shape, template];
  }

  #drop(shape: string): void {
    const serial = this.#entries.get(shape)!.serial;
    if (this.#texts[serial % SHAPES_MAX] === shape) this.#texts[serial % SHAPES_MAX] = undefined;
    this.#characters -= shape.length;
    this.#entries.delete(shape);
  }
}
