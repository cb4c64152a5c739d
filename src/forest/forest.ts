/**
 * An Isolation Forest as flat columns of nodes, and the plain scorer of it.
 *
 * Nodes of a tree lie in preorder, so the left child of a node is the one after it, and only the right one is kept. A
 * leaf holds what a row that ends there adds to its mean path length: (depth + c(rows of the leaf)) / trees.
 * The score is `exp(scale × sum over the trees)`, which is Liu's 2^(-E(h) / c(ψ)); the exported ONNX model does
 * the same in three nodes.
 *
 * Source: Liu, Ting, Zhou, "Isolation Forest", ICDM 2008. The scorer here checks ONNX Runtime and explains scores;
 * lines are scored by ONNX Runtime in the workers (bench/forest_bench.ts compares the two).
 */

/** Euler's constant, of the harmonic number in the mean path length. */
const EULER = 0.5772156649015329;

/** Marks a leaf in `feature`. */
export const LEAF = -1;

export interface Forest {
  /** Values of a row. */
  readonly columns: number;
  /** First node of each tree, and the number of all nodes at the end. */
  readonly roots: Int32Array;
  /** The column that a node looks at; `LEAF` for a leaf. */
  readonly feature: Int16Array;
  /** Inner node: rows with a value up to this go left. Leaf: what it adds to the mean path length. */
  readonly value: Float32Array;
  /** The right child; 0 for a leaf. */
  readonly right: Int32Array;
  /** -ln 2 / c(rows per tree), in float32 as the model holds it. */
  readonly scale: number;
}

/** c(n) of the paper: the mean path length of an unsuccessful search in a binary search tree of n rows. */
export function meanPathLength(rows: number): number {
  if (rows <= 1) return 0;
  if (rows === 2) return 1;
  return 2 * (Math.log(rows - 1) + EULER) - 2 * (rows - 1) / rows;
}

/** The scores of rows that lie one after another: 0..1, about .5 for what is usual, high for what is isolated early. */
export function scoreRows(forest: Forest, rows: Float32Array): Float32Array {
  const scores = new Float32Array(rows.length / forest.columns);
  for (let row = 0; row < scores.length; row++) {
    scores[row] = Math.exp(forest.scale * pathLength(forest, rows, row * forest.columns));
  }
  return scores;
}

/** The mean path length of the row that begins at `offset`: short for what is isolated early. */
export function pathLength({ roots, feature, value, right }: Forest, rows: Float32Array, offset: number): number {
  let sum = 0;
  for (let tree = 0; tree < roots.length - 1; tree++) {
    let node = roots[tree];
    let column = feature[node];
    while (column >= 0) {
      node = rows[offset + column] <= value[node] ? node + 1 : right[node];
      column = feature[node];
    }
    sum += value[node];
  }
  return sum;
}

/** The forest with its right children, which follow from the preorder. */
export function withRightChildren(forest: Omit<Forest, "right">): Forest {
  const { roots, feature } = forest;
  const right = new Int32Array(feature.length);
  const waiting: number[] = [];
  for (let tree = 0; tree < roots.length - 1; tree++) {
    waiting.length = 0;
    for (let node = roots[tree]; node < roots[tree + 1]; node++) {
      if (feature[node] >= 0) {
        waiting.push(node);
        continue;
      }
      // after a leaf comes the right child of the last inner node that still lacks one
      const parent = waiting.pop();
      if (parent !== undefined && node + 1 < roots[tree + 1]) right[parent] = node + 1;
    }
  }
  return { ...forest, right };
}
