/** Tables of text: cells that stand below each other. */
import { columnsOf } from "./width.ts";

/** The cells of rows, padded to the widest of their column; those that `isRight` names end below each other. */
export function aligned(
  rows: readonly (readonly string[])[],
  isRight: (column: number) => boolean,
): string[][] {
  const widths = rows[0].map((_, column) => rows.reduce((most, row) => Math.max(most, columnsOf(row[column])), 0));
  return rows.map((row) =>
    row.map((cell, column) => {
      const space = " ".repeat(widths[column] - columnsOf(cell));
      return isRight(column) ? space + cell : cell + space;
    })
  );
}
