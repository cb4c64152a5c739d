/**
 * Cutting a frame into rows or columns by what each part needs: so many cells, or a share of what is left with a least.
 * Where there is too little room, what comes last shrinks first.
 */
import type { Frame } from "./frame.ts";

/** How much room a part gets: cells, or a share of what the others leave, and no less than `min`. */
export type Size = number | { readonly share: number; readonly min?: number; readonly max?: number };

/** Cells for each part; their sum is `room` where there is a part with a share, and never more. */
export function divide(room: number, sizes: readonly Size[]): number[] {
  const cells = sizes.map((size) => typeof size === "number" ? size : size.min ?? 0);
  let left = room - cells.reduce((sum, value) => sum + value, 0);
  for (let k = cells.length - 1; k >= 0 && left < 0; k--) {
    const given = Math.min(cells[k], -left);
    cells[k] -= given;
    left += given;
  }
  // shares that hit their maximum leave their rest to the others, hence the rounds
  for (let round = 0; round < sizes.length && left > 0; round++) left = spread(left, sizes, cells);
  return cells;
}

/** Parts of the frame's full width, from top to bottom. */
export function rowsOf(frame: Frame, sizes: readonly Size[]): Frame[] {
  let row = 0;
  return divide(frame.rows, sizes).map((rows) => {
    const part = frame.part({ column: 0, row, columns: frame.columns, rows });
    row += rows;
    return part;
  });
}

/** Parts of the frame's full height, from left to right. */
export function columnsOfFrame(frame: Frame, sizes: readonly Size[]): Frame[] {
  let column = 0;
  return divide(frame.columns, sizes).map((columns) => {
    const part = frame.part({ column, row: 0, columns, rows: frame.rows });
    column += columns;
    return part;
  });
}

/** Gives what is left to the shares that can take more; returns what remains. */
function spread(left: number, sizes: readonly Size[], cells: number[]): number {
  const open = sizes.flatMap((size, k) =>
    typeof size !== "number" && cells[k] < (size.max ?? Infinity) ? [{ k, share: size.share, max: size.max }] : []
  );
  let shares = open.reduce((sum, { share }) => sum + share, 0);
  for (const { k, share, max = Infinity } of open) {
    const given = Math.min(max - cells[k], Math.round(left * share / shares));
    cells[k] += given;
    left -= given;
    shares -= share;
  }
  return left;
}
