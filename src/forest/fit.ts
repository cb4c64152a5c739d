/**
 * Fits an Isolation Forest: each tree splits a few rows by random columns at random values until they stand alone, and
 * what is odd stands alone early. The same rows and seed give the same forest on every machine.
 *
 * Source: Liu, Ting, Zhou, "Isolation Forest", ICDM 2008, algorithms 1 and 2. As in scikit-learn a split is drawn from
 * the columns that still vary among a node's rows, so that none is wasted on a constant.
 */
import { Random } from "../core/random.ts";
import { type Forest, LEAF, meanPathLength } from "./forest.ts";

export interface FitOptions {
  readonly columns: number;
  readonly nEstimators: number;
  /** Rows that each tree is made of, at most. */
  readonly maxSamples: number;
  readonly seed: number;
}

/**
 * Fits a forest to rows that lie one after another, `columns` values each.
 *
 * @throws {RangeError} when there are fewer than two rows, values that make no whole row, or a parameter below 1.
 */
export function fitForest(rows: Float32Array, options: FitOptions): Forest {
  const { columns, nEstimators, maxSamples } = options;
  const count = rows.length / columns;
  if (!Number.isInteger(count)) {
    throw new RangeError(`Cannot fit: ${rows.length} values are not whole rows of ${columns} columns`);
  }
  if (count < 2) throw new RangeError(`Cannot fit: a forest needs two rows or more, and there are ${count}`);
  if (nEstimators < 1 || maxSamples < 2) {
    throw new RangeError(`Cannot fit: ${nEstimators} trees of ${maxSamples} rows; the least is 1 tree of 2 rows`);
  }
  const samples = Math.min(maxSamples, count);
  return new Growth(rows, options, samples).grow();
}

/** The nodes of a forest while its trees grow. */
class Growth {
  readonly #rows: Float32Array;
  readonly #options: FitOptions;
  readonly #samples: number;
  readonly #depthMax: number;
  readonly #random: Random;
  /** Columns in the order in which they were last drawn. */
  readonly #columns: Int32Array;
  /** Row numbers; those of a tree are its first `samples`, those of a node a stretch of them. */
  readonly #order: Int32Array;
  readonly #feature: Int16Array;
  readonly #value: Float32Array;
  readonly #right: Int32Array;
  #nodes = 0;

  constructor(rows: Float32Array, options: FitOptions, samples: number) {
    this.#rows = rows;
    this.#options = options;
    this.#samples = samples;
    this.#depthMax = Math.ceil(Math.log2(samples));
    this.#random = new Random(options.seed);
    this.#columns = Int32Array.from({ length: options.columns }, (_, column) => column);
    this.#order = Int32Array.from({ length: rows.length / options.columns }, (_, row) => row);
    const nodesMax = options.nEstimators * (2 * samples - 1);
    this.#feature = new Int16Array(nodesMax).fill(LEAF);
    this.#value = new Float32Array(nodesMax);
    this.#right = new Int32Array(nodesMax);
  }

  grow(): Forest {
    const { columns, nEstimators } = this.#options;
    const roots = new Int32Array(nEstimators + 1);
    for (let tree = 0; tree < nEstimators; tree++) {
      this.#draw();
      this.#split(0, this.#samples, 0);
      roots[tree + 1] = this.#nodes;
    }
    return {
      columns,
      roots,
      feature: this.#feature.slice(0, this.#nodes),
      value: this.#value.slice(0, this.#nodes),
      right: this.#right.slice(0, this.#nodes),
      scale: Math.fround(-Math.LN2 / meanPathLength(this.#samples)),
    };
  }

  /** Draws a tree's rows without replacement to the front of the order. */
  #draw(): void {
    const order = this.#order;
    for (let at = 0; at < this.#samples; at++) swap(order, at, this.#random.integer(at, order.length - 1));
  }

  /** Makes the node of the rows from `from` to `to`, and all below it. */
  #split(from: number, to: number, depth: number): void {
    const node = this.#nodes++;
    const column = to - from > 1 && depth < this.#depthMax ? this.#varying(from, to) : LEAF;
    if (column === LEAF) {
      this.#value[node] = (depth + meanPathLength(to - from)) / this.#options.nEstimators;
      return;
    }
    const threshold = roundDown(this.#least + this.#random.float() * (this.#most - this.#least));
    this.#feature[node] = column;
    this.#value[node] = threshold >= this.#most ? this.#least : threshold;
    const middle = this.#partition(from, to, column, this.#value[node]);
    this.#split(from, middle, depth + 1);
    this.#right[node] = this.#nodes;
    this.#split(middle, to, depth + 1);
  }

  #least = 0;
  #most = 0;

  /** A random column whose values differ among the rows; `LEAF` where there is none. Notes its limits. */
  #varying(from: number, to: number): number {
    const columns = this.#columns;
    for (let at = 0; at < columns.length; at++) {
      swap(columns, at, this.#random.integer(at, columns.length - 1));
      this.#measure(from, to, columns[at]);
      if (this.#most > this.#least) return columns[at];
    }
    return LEAF;
  }

  #measure(from: number, to: number, column: number): void {
    const rows = this.#rows;
    const order = this.#order;
    const columns = this.#options.columns;
    let least = Infinity;
    let most = -Infinity;
    for (let at = from; at < to; at++) {
      const value = rows[order[at] * columns + column];
      if (value < least) least = value;
      if (value > most) most = value;
    }
    this.#least = least;
    this.#most = most;
  }

  /** Puts the rows up to the threshold before the others; returns where those begin. */
  #partition(from: number, to: number, column: number, threshold: number): number {
    const order = this.#order;
    const columns = this.#options.columns;
    let middle = from;
    for (let at = from; at < to; at++) {
      if (this.#rows[order[at] * columns + column] <= threshold) swap(order, at, middle++);
    }
    return middle;
  }
}

function swap(items: Int32Array, a: number, b: number): void {
  const kept = items[a];
  items[a] = items[b];
  items[b] = kept;
}

const float = new Float32Array(1);
const bits = new Int32Array(float.buffer);

/** The largest float32 that is not above a number: a threshold that was rounded up would send its own row elsewhere. */
export function roundDown(value: number): number {
  float[0] = value;
  if (float[0] > value) bits[0] += float[0] > 0 ? -1 : 1;
  return float[0];
}
