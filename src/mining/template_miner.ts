/**
 * Templates: what the messages of one kind have in common. Behind a cache of shapes by their hash, which answers for
 * nearly all, the slow path finds the template of a new shape (grower.ts), and may find that templates are one: then
 * the older stands for both, and `takeMerges` says so.
 *
 * Bounded: at most `maxClusters` templates, of which the least recently seen make room, counted in `evicted`.
 */
import { hashText } from "../core/hash.ts";
import { REDACTED, UNREDACTED } from "../core/text/redact.ts";
import { HashIndex } from "./hash_index.ts";
import { Grower } from "./growth/grower.ts";
import { CustomMasks, type MaskSpec, namedShapeText } from "./masks/custom_masks.ts";
import { MASK_CHARACTER, NAMED_MASK_CHARACTER } from "./masks/masking.ts";
import { Merges, type TemplateMerge } from "./merges.ts";
import { SHAPES_MAX } from "./shape_table.ts";
import { restoreTemplate, SAVED_MINER_VERSION, type SavedMiner, saveTemplate } from "./saved_miner.ts";
import { TemplateTable } from "./template_table.ts";
import { commonText, readableShape } from "./template_text.ts";
import { WEIGHTS, type Weights } from "./growth/weights.ts";

export { LEVEL_CLASSES } from "./template_table.ts";

/** Templates of a run, at most. */
export const MAX_CLUSTERS = 100_000;
/** Shapes whose template is remembered by hash; more, and this memory begins anew. */
const SHAPE_CACHE = SHAPES_MAX;
const ID_DIGITS = 8;

/** Bounds of a miner. */
export interface MinerOptions {
  readonly maxClusters?: number;
  readonly shapeCache?: number;
  /** When words in one place are a parameter. */
  readonly weights?: Weights;
  /** The user's own masks. */
  readonly masks?: readonly MaskSpec[];
}

/** The text that a template had before it grew. */
export interface TextChange {
  readonly index: number;
  readonly before: string;
}

export class TemplateMiner {
  /** Columns by template index. */
  readonly table = new TemplateTable();
  /** Grows whenever an index lost its own meaning (merge, eviction): what is kept by index is to be looked at. */
  generation = 0;
  evicted = 0;
  /** Templates that were found to be another. */
  mergeCount = 0;
  /** Whether the last `templateOf` made a new template. */
  isNew = false;

  /** The user's own masks. */
  readonly masks: CustomMasks | undefined;
  readonly #maxClusters: number;
  readonly #shapeCache: number;
  /** The templates of the shapes that are remembered. */
  readonly #shapes = new HashIndex();
  /** The templates whose id is eight digits long, by these. */
  readonly #byShortId = new HashIndex();
  /** Of some of the restored templates the texts are not what their ids were made from. */
  #isRedacted = false;
  readonly #grower: Grower;
  readonly #merges = new Merges();
  #textChanges: TextChange[] = [];
  /** The template that the present `templateOf` made; nobody knows its id yet. */
  #made = -1;

  constructor(
    { maxClusters = MAX_CLUSTERS, shapeCache = SHAPE_CACHE, weights = WEIGHTS, masks = [] }: MinerOptions = {},
  ) {
    this.masks = masks.length === 0 ? undefined : new CustomMasks(masks);
    this.#maxClusters = maxClusters;
    this.#shapeCache = Math.min(shapeCache, SHAPE_CACHE);
    const { table } = this;
    this.#grower = new Grower({
      get size() {
        return table.size;
      },
      find: (template) => this.table.canon[template],
      union: (templates) => this.#union(templates),
    }, weights);
  }

  /** Templates that live. */
  get size(): number {
    return this.table.size;
  }

  /** Shapes that were new, over the whole run. */
  get shapeCount(): number {
    return this.#grower.shapeCount;
  }

  get ids(): readonly string[] {
    return this.table.ids;
  }

  get texts(): readonly string[] {
    return this.table.texts;
  }

  /** The indices of all templates that live, in the order of their birth. */
  indices(): Generator<number> {
    return this.table.indices();
  }

  /** No one remembers indices of before the last change of `generation`: they may be given out again. */
  recycle(): void {
    this.table.recycle();
  }

  /** The index of the template of a message, given its shape's hash; slow only for shapes never seen. */
  templateOf(hash1: number, hash2: number, bytes: Uint8Array, start: number, end: number): number {
    this.isNew = false;
    const known = this.#shapes.get(hash1, hash2);
    if (known >= 0) return this.table.canon[known];
    const index = this.#place(
      namedShapeText(this.masks, bytes, start, end).replaceAll(NAMED_MASK_CHARACTER, MASK_CHARACTER),
    );
    this.isNew = index === this.#made;
    if (this.#shapes.size >= this.#shapeCache) this.#shapes.clear();
    this.#shapes.set(hash1, hash2, index);
    return index;
  }

  /** The index that stands for this one: itself, or the template that it was merged into. */
  canonical(index: number): number {
    return this.table.canon[index];
  }

  /** The id that stands for this one by now. */
  finalId(id: string): string {
    return this.#merges.finalId(id);
  }

  /** By the id of each template, the ids of those that it stands for besides itself. */
  mergedIds(): Map<string, string[]> {
    return this.#merges.idsByInto();
  }

  /** The merges since the last call. */
  takeMerges(): readonly TemplateMerge[] {
    return this.#merges.take();
  }

  /** The texts that have changed since the last call, in order. */
  takeTextChanges(): readonly TextChange[] {
    const changes = this.#textChanges;
    if (changes.length > 0) this.#textChanges = [];
    return changes;
  }

  /** All there is to go on from, as plain JSON. */
  save(redact = UNREDACTED): SavedMiner {
    const indices = [...this.table.indices()];
    const position = new Map(indices.map((index, k) => [index, k]));
    const shapes = [...this.#grower.shapes()].flatMap(([shape, template]): [string, number][] => {
      const at = position.get(this.table.canon[template]);
      return at === undefined ? [] : [[redact(shape), at]];
    });
    return {
      version: SAVED_MINER_VERSION,
      templates: indices.map((index) => saveTemplate(this.table, index, redact)),
      shapes,
      merged: this.#merges.save(),
    };
  }

  /** Takes up what an earlier miner knew, before any line: the same shapes teach the same again. */
  restore({ templates, shapes, merged = [] }: SavedMiner): void {
    const indexOf = templates.map(() => -1);
    for (const [shape, at] of shapes) {
      const index = this.#place(shape);
      indexOf[at] = indexOf[at] < 0 ? index : this.#union([indexOf[at], index]);
    }
    this.#byShortId.clear();
    this.#isRedacted = shapes.some(([shape]) => shape.includes(REDACTED));
    for (const [at, saved] of templates.entries()) {
      const index = indexOf[at] < 0 ? this.table.add(saved.text) : this.table.canon[indexOf[at]];
      restoreTemplate(this.table, index, saved);
      if (saved.id.length === ID_DIGITS) this.#byShortId.set(shortIdOf(saved.id), 0, index);
    }
    this.#merges.restore(merged);
    this.#textChanges = [];
    this.generation = this.mergeCount = 0;
  }

  #place(shape: string): number {
    this.#made = -1;
    if (this.table.size >= this.#maxClusters) this.#evict();
    else if (this.table.merged.length > this.#maxClusters >> 3) this.#sweep();
    const merges = this.mergeCount;
    const shapes = this.#grower.shapeCount;
    const index = this.#grower.place(shape, () => this.#make(shape));
    if (index !== this.#made && this.#grower.shapeCount !== shapes) {
      this.#generalize(index, readableShape(shape));
    }
    if (this.mergeCount !== merges) this.generation++;
    return index;
  }

  /** A template's text becomes what it has in common with another. */
  #generalize(index: number, text: string): void {
    const before = this.table.texts[index];
    const after = commonText(before, text);
    if (after === before) return;
    this.table.texts[index] = after;
    this.table.renew(index);
    this.#textChanges.push({ index, before });
  }

  /** Named by eight digits of the text's hash; by all sixteen where two texts of this run share eight. */
  #make(shape: string): number {
    const text = readableShape(shape);
    const hash = hashText(text);
    const short = hash.slice(0, ID_DIGITS);
    const number = shortIdOf(short);
    const holder = this.#byShortId.get(number, 0);
    // that is this very template, of whose text a part was not saved
    if (this.#isRedacted && holder >= 0) return this.table.canon[holder];
    this.#made = this.table.add(text);
    this.table.ids[this.#made] = holder >= 0 ? hash : short;
    if (holder < 0) this.#byShortId.set(number, 0, this.#made);
    return this.#made;
  }

  /** Another template may have the id of this one. */
  #freeId(index: number): void {
    const id = this.table.ids[index];
    if (id.length !== ID_DIGITS) return;
    const number = shortIdOf(id);
    if (this.#byShortId.get(number, 0) === index) this.#byShortId.delete(number, 0);
  }

  /** Makes templates one: the oldest. */
  #union(templates: readonly number[]): number {
    let into = this.table.canon[templates[0]];
    for (const template of templates) {
      if (this.table.born[this.table.canon[template]] < this.table.born[into]) into = this.table.canon[template];
    }
    for (const template of templates) {
      const from = this.table.canon[template];
      if (from !== into) this.#merge(from, into);
    }
    return into;
  }

  #merge(from: number, into: number): void {
    if (!this.table.alive[from] || !this.table.alive[into]) return;
    this.table.merge(from, into);
    this.mergeCount++;
    this.#generalize(into, this.table.texts[from]);
    if (from === this.#made) {
      this.#freeId(from); // it lived within one call: nobody knows its id
    } else {
      const { ids, texts } = this.table;
      this.#merges.add({
        from: ids[from],
        into: ids[into],
        fromIndex: from,
        intoIndex: into,
        text: texts[into],
      });
    }
  }

  /** Drops the eighth of the templates that was not seen for longest. */
  #evict(): void {
    const oldest = [...this.table.indices()].sort((a, b) =>
      this.table.lastLine[a] - this.table.lastLine[b] || this.table.born[a] - this.table.born[b]
    );
    for (const index of oldest.slice(0, Math.max(1, this.#maxClusters >> 3))) {
      this.#freeId(index);
      this.table.remove(index);
      this.evicted++;
    }
    this.#sweep();
  }

  /** Forgets what is known of indices that do not live, so that they can be given out again. */
  #sweep(): void {
    const { canon, alive } = this.table;
    this.#grower.rename((template) => alive[canon[template]] ? canon[template] : -1);
    for (const index of this.table.merged) this.#freeId(index);
    this.table.forgetMerged();
    this.#shapes.clear();
    this.generation++;
  }
}

/** An id of eight digits as a number of 32 bits. */
function shortIdOf(id: string): number {
  return parseInt(id, 16) | 0;
}
