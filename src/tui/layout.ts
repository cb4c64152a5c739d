/**
 * Cutting a frame into rows or columns by what each part needs: so many cells, or a share of what is left with a least.
 * Where there is too little room, what comes last shrinks first.
 */
import type { Frame } from "./frame.ts";

/** How much room a part gets: cells, or a share of what the others leave, and no less than `min`. */
export type Size = number | { readonly share: number; readonly min?: number; readonly max?: number };

/** Cells for each part; their sum is `room` where a share can take the rest, and never more. */
export function divide(room: number, sizes: readonly Size[]): number[] {
  const cells = sizes.map((size) => typeof size === "number" ? size : size.min ?? 0);
  let over = cells.reduce((sum, value) => sum + value, 0) - room;
  for (let k = cells.length - 1; k >= 0 && over > 0; k--) {
    const given = Math.min(cells[k], over);
    cells[k] -= given;
    over -= given;
  }
  if (over < 0) share(room, sizes, cells);
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

/**
 * Divides what fixed sizes leave by weight. A share that would be less than its least or more than its most gets just
 * that, and the others divide the rest anew.
 */
function share(room: number, sizes: readonly Size[], cells: number[]): void {
  const open = new Set(sizes.flatMap((size, k) => typeof size === "number" ? [] : [k]));
  let left = room - cells.reduce((sum, value, k) => open.has(k) ? sum : sum + value, 0);
  for (let isSettled = false; !isSettled && open.size > 0;) {
    isSettled = true;
    const weights = [...open].reduce((sum, k) => sum + weightOf(sizes[k]), 0);
    for (const k of [...open]) {
      const { min = 0, max = Infinity } = sizes[k] as { readonly min?: number; readonly max?: number };
      const wanted = left * weightOf(sizes[k]) / weights;
      if (wanted >= min && wanted <= max) continue;
      cells[k] = wanted < min ? min : max;
      left -= cells[k];
      open.delete(k);
      isSettled = false;
      break;
    }
  }
  let weights = [...open].reduce((sum, k) => sum + weightOf(sizes[k]), 0);
  for (const k of open) {
    cells[k] = Math.round(left * weightOf(sizes[k]) / weights);
    left -= cells[k];
    weights -= weightOf(sizes[k]);
  }
}

function weightOf(size: Size): number {
  return typeof size === "number" ? 0 : size.share;
}
