/** The columns of a list: which of them the user wants and in which order, and which of those there is room for. */
import type { Span } from "../frame.ts";
import { divide, type Size } from "../layout.ts";

/** One column. */
export interface Column<Row> {
  /** What it is called where columns are chosen, and kept by; no two of a list have the same. */
  readonly name: string;
  /** What stands above it (default: its name). */
  readonly title?: string;
  readonly size: Size;
  readonly align?: "left" | "right";
  /** Columns of less worth go first where there is too little room: 0, the default, stays however narrow it gets. */
  readonly rank?: number;
  cell(row: Row): string | readonly Span[];
  /** What it is sorted by; absent where sorting means nothing. */
  value?(row: Row): number | string;
}

/** The names of the columns that are wanted, in their order. */
export type ColumnChoice = readonly string[];
/** By the id of the list; absent where the user has not chosen. */
export type ColumnChoices = Readonly<Record<string, ColumnChoice>>;

/** A column as one chooses it. */
export interface ColumnState {
  readonly name: string;
  readonly isWanted: boolean;
  /** Whether it is drawn, if it is wanted. */
  readonly hasRoom: boolean;
}

/** The columns of a list that can be chosen, the wanted ones first, in their order. */
export interface ListedColumns {
  /** Of the list. */
  readonly id: string;
  readonly columns: readonly ColumnState[];
}

const GAP = 1;

/** The columns that are wanted, in their order; all of them where nothing was chosen or nothing of it is known. */
export function wantedColumns<Row>(
  columns: readonly Column<Row>[],
  choice: ColumnChoice | undefined,
): readonly Column<Row>[] {
  if (choice === undefined) return columns;
  const wanted = choice.flatMap((name) => columns.find((column) => column.name === name) ?? []);
  return wanted.length === 0 ? columns : wanted;
}

/** All columns of a list as one chooses them, in so many cells. */
export function listedColumns<Row>(
  { id, columns, all }: { readonly id: string } & Readonly<Record<"columns" | "all", readonly Column<Row>[]>>,
  room: number,
): ListedColumns {
  const fitting = new Set(columnsThatFit(columns, room));
  return {
    id,
    columns: [
      ...columns.map((column) => ({ name: column.name, isWanted: true, hasRoom: fitting.has(column) })),
      ...all.filter((column) => !columns.includes(column)).map(({ name }) => ({
        name,
        isWanted: false,
        hasRoom: true,
      })),
    ],
  };
}

/** A column where it is drawn. */
export interface PlacedColumn<Row> {
  readonly column: Column<Row>;
  /** Its first cell, and how many it has. */
  readonly at: number;
  readonly cells: number;
}

/** Those that fit, with their places. */
export function placeColumns<Row>(columns: readonly Column<Row>[], room: number): readonly PlacedColumn<Row>[] {
  const fitting = columnsThatFit(columns, room);
  const cells = divide(room - GAP * (fitting.length - 1), sizesWithin(room, fitting));
  let at = 0;
  return fitting.map((column, k) => {
    const placed = { column, at, cells: cells[k] };
    at += cells[k] + GAP;
    return placed;
  });
}

/** Leaves out the columns of least worth until the others have the least that they need. */
function columnsThatFit<Row>(columns: readonly Column<Row>[], room: number): readonly Column<Row>[] {
  const kept = [...columns];
  while (kept.length > 1 && neededBy(kept) > room) {
    let worst = 0;
    for (let k = 1; k < kept.length; k++) if ((kept[k].rank ?? 0) >= (kept[worst].rank ?? 0)) worst = k;
    if ((kept[worst].rank ?? 0) === 0) break;
    kept.splice(worst, 1);
  }
  return kept;
}

/** Their sizes; where all that stay are too wide, those that share what is left have no least. */
function sizesWithin<Row>(room: number, columns: readonly Column<Row>[]): readonly Size[] {
  const isTooNarrow = neededBy(columns) > room;
  return columns.map(({ size }) => isTooNarrow && typeof size !== "number" ? { share: size.share } : size);
}

/** Cells that columns and the gaps between them need at least. */
function neededBy<Row>(columns: readonly Column<Row>[]): number {
  return columns.reduce((sum, { size }) => sum + GAP + leastOf(size), -GAP);
}

function leastOf(size: Size): number {
  return typeof size === "number" ? size : size.min ?? 1;
}
