/** The entries of one source by template: a small hash table, since of many templates a source has few. */

const FIRST_SLOTS = 64;
const EMPTY = -1;

export class SourceTable {
  size = 0;
  #templates = new Int32Array(FIRST_SLOTS).fill(EMPTY);
  #entries = new Int32Array(FIRST_SLOTS);

  /** The entry of a template; −1 where there is none. */
  find(template: number): number {
    const templates = this.#templates;
    const mask = templates.length - 1;
    for (let slot = slotOf(template) & mask;; slot = (slot + 1) & mask) {
      if (templates[slot] === template) return this.#entries[slot];
      if (templates[slot] === EMPTY) return -1;
    }
  }

  /** Enters a template that has none. */
  set(template: number, entry: number): void {
    if (this.size * 2 >= this.#templates.length) this.#rebuild(this.#templates.length * 2, () => true);
    this.#put(template, entry);
  }

  /** Takes a template out. What stands behind it moves up, so that searches still find it. */
  delete(template: number): void {
    const templates = this.#templates;
    const mask = templates.length - 1;
    let gap = slotOf(template) & mask;
    while (templates[gap] !== template) {
      if (templates[gap] === EMPTY) return;
      gap = (gap + 1) & mask;
    }
    for (let slot = (gap + 1) & mask; templates[slot] !== EMPTY; slot = (slot + 1) & mask) {
      // what belongs between the gap and its own slot stays
      if (((slot - slotOf(templates[slot])) & mask) < ((slot - gap) & mask)) continue;
      templates[gap] = templates[slot];
      this.#entries[gap] = this.#entries[slot];
      gap = slot;
    }
    templates[gap] = EMPTY;
    this.size--;
  }

  /** Keeps those for which `keeps` says so. */
  retain(keeps: (template: number, entry: number) => boolean): void {
    this.#rebuild(this.#templates.length, keeps);
  }

  /** Templates with their entries, in the order of the templates' indices. */
  items(): (readonly [template: number, entry: number])[] {
    const items: [number, number][] = [];
    this.#templates.forEach((template, slot) => {
      if (template !== EMPTY) items.push([template, this.#entries[slot]]);
    });
    return items.sort((a, b) => a[0] - b[0]);
  }

  #put(template: number, entry: number): void {
    const mask = this.#templates.length - 1;
    let slot = slotOf(template) & mask;
    while (this.#templates[slot] !== EMPTY) slot = (slot + 1) & mask;
    this.#templates[slot] = template;
    this.#entries[slot] = entry;
    this.size++;
  }

  #rebuild(slots: number, keeps: (template: number, entry: number) => boolean): void {
    const templates = this.#templates;
    const entries = this.#entries;
    this.#templates = new Int32Array(slots).fill(EMPTY);
    this.#entries = new Int32Array(slots);
    this.size = 0;
    for (let slot = 0; slot < templates.length; slot++) {
      if (templates[slot] !== EMPTY && keeps(templates[slot], entries[slot])) this.#put(templates[slot], entries[slot]);
    }
  }
}

function slotOf(template: number): number {
  const hash = Math.imul(template, 0x9e3779b1);
  return hash ^ (hash >>> 15);
}
