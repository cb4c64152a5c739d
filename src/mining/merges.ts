/**
 * Which templates turned out to be which: told of once, and remembered for as long as ids that were merged away may
 * come back, in a saved state, in a mark or in a file of assignments.
 */

/** Merges that are remembered; more are not told of. */
const MERGES_MAX = 1 << 16;

/** Two templates turned out to be one: the older, `into`, stands for both. */
export interface TemplateMerge {
  readonly from: string;
  readonly into: string;
  readonly fromIndex: number;
  readonly intoIndex: number;
  /** The text of both by now. */
  readonly text: string;
}

/** An id that was merged away, and the one that it was merged into. */
export type SavedMerge = readonly [from: string, into: string];

export class Merges {
  /** The id that stands for each that was merged away. */
  readonly #intoOf = new Map<string, string>();
  #untold: TemplateMerge[] = [];

  /** Takes note of a merge. */
  add(merge: TemplateMerge): void {
    if (this.#intoOf.size >= MERGES_MAX) return;
    this.#intoOf.set(merge.from, merge.into);
    // `into` lives, be it again: without this, ids could stand for each other in a circle
    this.#intoOf.delete(merge.into);
    this.#untold.push(merge);
  }

  /** The merges since the last call. */
  take(): readonly TemplateMerge[] {
    const merges = this.#untold;
    if (merges.length > 0) this.#untold = [];
    return merges;
  }

  /** The id that stands for this one by now. */
  finalId(id: string): string {
    let into = id;
    for (let next = this.#intoOf.get(into); next !== undefined; next = this.#intoOf.get(into)) into = next;
    return into;
  }

  /** By the id of each template, the ids of those that it stands for besides itself. */
  idsByInto(): Map<string, string[]> {
    const merged = new Map<string, string[]>();
    for (const id of this.#intoOf.keys()) {
      const into = this.finalId(id);
      const ids = merged.get(into);
      if (ids === undefined) merged.set(into, [id]);
      else ids.push(id);
    }
    return merged;
  }

  save(): readonly SavedMerge[] {
    return [...this.#intoOf];
  }

  /** Forgets all, and takes up what `save` gave. */
  restore(saved: readonly SavedMerge[]): void {
    this.#intoOf.clear();
    this.#untold = [];
    for (const [from, into] of saved.slice(0, MERGES_MAX)) this.#intoOf.set(from, into);
  }
}
