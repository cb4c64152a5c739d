/**
 * What is counted of each template, in columns by template index; and which index stands for another since the two were
 * found to be one. An index keeps its meaning until it is taken away, and is given out anew only after `recycle`.
 */
import { enlarged } from "../core/collections/enlarged.ts";

/** Levels are counted in six classes, those of OpenTelemetry's names (core/severity.ts), and one for lines without. */
export const LEVEL_CLASSES = 7;

const FIRST_LENGTH = 1024;

export class TemplateTable {
  size = 0;
  readonly ids: string[] = [];
  readonly texts: string[] = [];
  readonly examples: string[] = [];
  count = new Float64Array(FIRST_LENGTH);
  firstTime = new Float64Array(FIRST_LENGTH);
  lastTime = new Float64Array(FIRST_LENGTH);
  /** Number of the line that last had this template, over all sources; decides who is evicted. */
  lastLine = new Float64Array(FIRST_LENGTH);
  levels = new Uint32Array(FIRST_LENGTH * LEVEL_CLASSES);
  /** A number that no other template and no other text of this one has had. */
  version = new Int32Array(FIRST_LENGTH);
  /** Index that stands for each: itself, or what it was merged into. */
  canon = new Int32Array(FIRST_LENGTH);
  /** Order of birth. */
  born = new Float64Array(FIRST_LENGTH);
  /** 1 where the index stands for itself and lives. */
  alive = new Uint8Array(FIRST_LENGTH);
  /** Indices that were merged away since the last sweep. */
  merged: number[] = [];
  /** The indices that stand for one: a ring. */
  #next = new Int32Array(FIRST_LENGTH);
  #births = 0;
  #versions = 0;
  #length = 0;
  readonly #free: number[] = [];
  readonly #taken: number[] = [];

  add(text: string): number {
    const index = this.#free.pop() ?? this.#length++;
    if (index >= this.count.length) this.#grow();
    this.size++;
    this.texts[index] = text;
    this.examples[index] = "";
    this.count[index] = 0;
    this.firstTime[index] = NaN;
    this.lastTime[index] = NaN;
    this.lastLine[index] = 0;
    this.levels.fill(0, index * LEVEL_CLASSES, (index + 1) * LEVEL_CLASSES);
    this.canon[index] = this.#next[index] = index;
    this.born[index] = this.#births++;
    this.alive[index] = 1;
    this.renew(index);
    return index;
  }

  /** The template's text has changed. */
  renew(index: number): void {
    this.version[index] = ++this.#versions;
  }

  /** All that is counted of `from` counts for `into` from now on. Both stand for themselves. */
  merge(from: number, into: number): void {
    for (let k = 0, index = from;; k++) {
      this.canon[index] = into;
      const next = this.#next[index];
      if (next === from) {
        this.#next[index] = this.#next[into];
        this.#next[into] = from;
        break;
      }
      index = next;
    }
    this.count[into] += this.count[from];
    if (this.firstTime[from] < this.firstTime[into] || Number.isNaN(this.firstTime[into])) {
      this.firstTime[into] = this.firstTime[from];
    }
    if (this.lastTime[from] > this.lastTime[into] || Number.isNaN(this.lastTime[into])) {
      this.lastTime[into] = this.lastTime[from];
    }
    this.lastLine[into] = Math.max(this.lastLine[into], this.lastLine[from]);
    for (let k = 0; k < LEVEL_CLASSES; k++) {
      this.levels[into * LEVEL_CLASSES + k] += this.levels[from * LEVEL_CLASSES + k];
    }
    this.alive[from] = 0;
    this.merged.push(from);
    this.size--;
  }

  /** Takes a template away; its columns can be read until `recycle`. */
  remove(index: number): void {
    this.alive[index] = 0;
    this.#taken.push(index);
    this.size--;
  }

  /** Nothing refers any more to the indices that were merged away. */
  forgetMerged(): void {
    this.#taken.push(...this.merged);
    for (const index of this.merged) this.#next[index] = index;
    this.merged = [];
    for (let index = 0; index < this.#length; index++) if (this.alive[index]) this.#next[index] = index;
  }

  /** Makes indices that were taken away available: their columns may change their meaning. */
  recycle(): void {
    while (this.#taken.length > 0) this.#free.push(this.#taken.pop()!);
  }

  /** All that live, in the order of their birth. */
  *indices(): Generator<number> {
    const living: number[] = [];
    for (let index = 0; index < this.#length; index++) if (this.alive[index]) living.push(index);
    yield* living.sort((a, b) => this.born[a] - this.born[b]);
  }

  #grow(): void {
    const length = this.count.length * 2;
    this.count = enlarged(this.count, length);
    this.firstTime = enlarged(this.firstTime, length);
    this.lastTime = enlarged(this.lastTime, length);
    this.lastLine = enlarged(this.lastLine, length);
    this.born = enlarged(this.born, length);
    this.levels = enlarged(this.levels, length * LEVEL_CLASSES);
    this.version = enlarged(this.version, length);
    this.canon = enlarged(this.canon, length);
    this.#next = enlarged(this.#next, length);
    this.alive = enlarged(this.alive, length);
  }
}
