/** A typed array keeps the length it was made with: one that has become too small is copied into a larger one. */

type Column = Float64Array | Float32Array | Int32Array | Uint32Array | Int16Array | Uint8Array;

/** A longer array of the same kind, with the same values; behind them stands `fill`. */
export function enlarged<C extends Column>(column: C, length: number, fill = 0): C {
  const larger = new (column.constructor as new (length: number) => C)(length);
  if (fill !== 0) larger.fill(fill, column.length);
  larger.set(column);
  return larger;
}
