/**
 * What is still to come, the earliest first; of what is due at the same time, the first that was put in. A binary heap.
 */

export interface Pending {
  /** Event time, ms since the epoch. */
  dueMs: number;
  /** Given by the queue. */
  order: number;
}

export class PendingQueue<T extends Pending> {
  readonly #heap: T[] = [];
  #order = 0;

  get length(): number {
    return this.#heap.length;
  }

  /** Everything that is in it, in no order. */
  items(): readonly T[] {
    return this.#heap;
  }

  /** When the earliest is due; Infinity when there is none. */
  get dueMs(): number {
    return this.#heap.length === 0 ? Infinity : this.#heap[0].dueMs;
  }

  /** The earliest, which stays in. */
  peek(): T | undefined {
    return this.#heap[0];
  }

  push(item: T): void {
    item.order = this.#order++;
    const heap = this.#heap;
    let at = heap.length;
    heap.push(item);
    for (let parent = (at - 1) >> 1; at > 0 && isEarlier(item, heap[parent]); parent = (at - 1) >> 1) {
      heap[at] = heap[parent];
      at = parent;
    }
    heap[at] = item;
  }

  /** Takes the earliest out. */
  pop(): T | undefined {
    const first = this.#heap[0];
    const last = this.#heap.pop();
    if (last !== undefined && this.#heap.length > 0) this.#sink(last);
    return first;
  }

  /** The earliest is due later now: puts it where it belongs. */
  postpone(): void {
    const first = this.#heap[0];
    first.order = this.#order++;
    this.#sink(first);
  }

  /** Puts an item at the top and lets it sink. */
  #sink(item: T): void {
    const heap = this.#heap;
    const { length } = heap;
    let at = 0;
    for (let child = 1; child < length; child = 2 * at + 1) {
      if (child + 1 < length && isEarlier(heap[child + 1], heap[child])) child++;
      if (!isEarlier(heap[child], item)) break;
      heap[at] = heap[child];
      at = child;
    }
    heap[at] = item;
  }
}

function isEarlier(a: Pending, b: Pending): boolean {
  return a.dueMs < b.dueMs || a.dueMs === b.dueMs && a.order < b.order;
}
