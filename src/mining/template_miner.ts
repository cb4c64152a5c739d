/**
 * Templates: what the messages of one kind have in common. This first form takes every shape as a template of its own;
 * what stands behind `templateOf` may become cleverer without the hot path noticing, since that asks only for shapes
 * that are new to a worker.
 *
 * Bounded: at most `maxClusters` templates, of which the least recently seen make room, counted in `evicted`.
 */
import { hashText } from "../core/hash.ts";
import { shapeText } from "./masking.ts";

/** Levels are counted in six classes, those of OpenTelemetry's names (core/severity.ts), and one for lines without. */
export const LEVEL_CLASSES = 7;

/** Shapes whose template is remembered by hash; more, and the memory begins anew. */
const SHAPES_MAX = 1 << 18;
const ID_DIGITS = 8;

export class TemplateMiner {
  /** Grows whenever template indices changed their meaning (eviction): what was remembered of them is void. */
  generation = 0;
  evicted = 0;
  size = 0;
  /** By template index. */
  readonly ids: string[] = [];
  readonly texts: string[] = [];
  readonly examples: string[] = [];
  count = new Float64Array(1024);
  firstTime = new Float64Array(1024);
  lastTime = new Float64Array(1024);
  /** Number of the line that last had this template, over all sources; decides who is evicted. */
  lastLine = new Float64Array(1024);
  levels = new Uint32Array(1024 * LEVEL_CLASSES);
  /** Whether the last `templateOf` made a new template. */
  isNew = false;

  readonly #maxClusters: number;
  readonly #byShape = new Map<number, number>();
  readonly #byText = new Map<string, number>();
  readonly #byId = new Map<string, number>();
  readonly #free: number[] = [];

  constructor(maxClusters = 100_000) {
    this.#maxClusters = maxClusters;
  }

  /** The index of the template of a message, given its shape's hash; slow only for shapes never seen. */
  templateOf(hash1: number, hash2: number, bytes: Uint8Array, start: number, end: number): number {
    this.isNew = false;
    const key = (hash1 >>> 0) * 0x200000 + (hash2 & 0x1fffff);
    const known = this.#byShape.get(key);
    if (known !== undefined) return known;
    const text = shapeText(bytes, start, end);
    const index = this.#byText.get(text) ?? this.#add(text);
    if (this.#byShape.size >= SHAPES_MAX) this.#byShape.clear();
    this.#byShape.set(key, index);
    return index;
  }

  /** The indices of all templates there are. */
  *indices(): Generator<number> {
    yield* this.#byText.values();
  }

  /** Takes up a template of an earlier run. */
  restore(saved: SavedTemplate): void {
    const index = this.#byText.get(saved.text) ?? this.#add(saved.text);
    this.ids[index] = saved.id;
    this.examples[index] = saved.example;
    this.count[index] = saved.count;
    this.firstTime[index] = saved.firstTime ?? NaN;
    this.lastTime[index] = saved.lastTime ?? NaN;
    this.lastLine[index] = saved.lastLine;
    this.levels.set(saved.levels, index * LEVEL_CLASSES);
  }

  save(): SavedTemplate[] {
    return [...this.indices()].map((index) => ({
      id: this.ids[index],
      text: this.texts[index],
      example: this.examples[index],
      count: this.count[index],
      firstTime: Number.isNaN(this.firstTime[index]) ? null : this.firstTime[index],
      lastTime: Number.isNaN(this.lastTime[index]) ? null : this.lastTime[index],
      lastLine: this.lastLine[index],
      levels: [...this.levels.subarray(index * LEVEL_CLASSES, (index + 1) * LEVEL_CLASSES)],
    }));
  }

  #add(text: string): number {
    if (this.size >= this.#maxClusters) this.#evict();
    const index = this.#free.pop() ?? this.ids.length;
    if (index >= this.count.length) this.#grow();
    this.size++;
    this.isNew = true;
    this.texts[index] = text;
    this.examples[index] = "";
    this.#byText.set(text, index);
    this.#nameTemplate(index, text);
    this.count[index] = 0;
    this.firstTime[index] = NaN;
    this.lastTime[index] = NaN;
    this.lastLine[index] = 0;
    this.levels.fill(0, index * LEVEL_CLASSES, (index + 1) * LEVEL_CLASSES);
    return index;
  }

  /** Eight digits of the text's hash; all sixteen where two texts of this run share eight. */
  #nameTemplate(index: number, text: string): void {
    const hash = hashText(text);
    const short = hash.slice(0, ID_DIGITS);
    const id = this.#byId.has(short) ? hash : short;
    this.ids[index] = id;
    this.#byId.set(id, index);
  }

  /** Drops the eighth of the templates that was not seen for longest. */
  #evict(): void {
    const oldest = [...this.indices()].sort((a, b) => this.lastLine[a] - this.lastLine[b] || a - b);
    for (const index of oldest.slice(0, Math.max(1, this.#maxClusters >> 3))) {
      this.#byText.delete(this.texts[index]);
      this.#byId.delete(this.ids[index]);
      this.#free.push(index);
      this.size--;
      this.evicted++;
    }
    this.#byShape.clear();
    this.generation++;
  }

  #grow(): void {
    const length = this.count.length * 2;
    this.count = grown(this.count, length);
    this.firstTime = grown(this.firstTime, length);
    this.lastTime = grown(this.lastTime, length);
    this.lastLine = grown(this.lastLine, length);
    const levels = new Uint32Array(length * LEVEL_CLASSES);
    levels.set(this.levels);
    this.levels = levels;
  }
}

/** A template as it is saved: plain JSON. Times in ms since the epoch. */
export interface SavedTemplate {
  readonly id: string;
  readonly text: string;
  readonly example: string;
  readonly count: number;
  readonly firstTime: number | null;
  readonly lastTime: number | null;
  readonly lastLine: number;
  readonly levels: readonly number[];
}

function grown(from: Float64Array<ArrayBuffer>, length: number): Float64Array<ArrayBuffer> {
  const to = new Float64Array(length);
  to.set(from);
  return to;
}
