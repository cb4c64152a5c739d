/**
 * A list with columns, a selected row and an order. The selection holds on to a row and not to a place: rows that come in
 * above push the list, and not what the user looks at. Without a selection the list stays at its top, and follows.
 */
import type { Frame, Span } from "./frame.ts";
import { divide, type Size } from "./layout.ts";
import type { Room } from "./screen.ts";

/** What a table remembers. */
export interface TableState {
  /** Key of the selected row; undefined while it follows the first. */
  readonly key: string | undefined;
  /** On which row of the screen, below the header, the selected row stands. */
  readonly row: number;
  /** Index of the column it is sorted by; −1 for the order in which rows are given. */
  readonly sort: number;
  readonly isDescending: boolean;
}

/** A table that follows its first row. */
export const FOLLOWING: TableState = { key: undefined, row: 0, sort: -1, isDescending: true };

export interface Column<Row> {
  readonly title: string;
  readonly size: Size;
  readonly align?: "left" | "right";
  /** Cells of less worth go first where there is too little room: 0 stays, 9 goes first. */
  readonly rank?: number;
  cell(row: Row): string | readonly Span[];
  /** What it is sorted by; absent where sorting means nothing. */
  value?(row: Row): number | string;
}

export interface Table<Row> {
  readonly columns: readonly Column<Row>[];
  keyOf(row: Row): string;
}

const GAP = 1;

/** The rows in the order that the user wants; the same array where that is the given one. */
export function sortRows<Row>({ columns }: Table<Row>, rows: readonly Row[], state: TableState): readonly Row[] {
  const value = columns[state.sort]?.value;
  if (value === undefined) return rows;
  const sign = state.isDescending ? -1 : 1;
  return rows.map((row) => ({ row, by: value(row) }))
    .sort((a, b) => a.by < b.by ? -sign : a.by > b.by ? sign : 0)
    .map(({ row }) => row);
}

/** The index of the selected row; 0 where it follows or the row is gone. */
export function selectedIndex<Row>(table: Table<Row>, rows: readonly Row[], state: TableState): number {
  if (state.key === undefined) return 0;
  return Math.max(0, rows.findIndex((row) => table.keyOf(row) === state.key));
}

/** Answers a command of all lists; undefined for another. `rows` are as they are drawn, `room` is the table's. */
export function updateTable<Row>(
  table: Table<Row>,
  rows: readonly Row[],
  { state, command, room }: { readonly state: TableState; readonly command: string; readonly room: Room },
): TableState | undefined {
  const page = Math.max(1, room.rows - 2);
  const move = (by: number): TableState =>
    selectAt(table, rows, { state, room, index: selectedIndex(table, rows, state) + by });
  switch (command) {
    case "down":
      return move(1);
    case "up":
      return move(-1);
    case "page down":
      return move(page);
    case "page up":
      return move(-page);
    case "top":
      return { ...state, key: undefined, row: 0 };
    case "bottom":
      return selectAt(table, rows, { state, room, index: rows.length - 1 });
    case "sort":
      return { ...state, sort: nextSortable(table, state.sort), key: undefined, row: 0 };
    case "reverse":
      return { ...state, isDescending: !state.isDescending, key: undefined, row: 0 };
  }
  return undefined;
}

/** Selects the row at an index, moving the list as little as needed. The first row means to follow. */
export function selectAt<Row>(
  table: Table<Row>,
  rows: readonly Row[],
  { state, room, index }: { readonly state: TableState; readonly room: Room; readonly index: number },
): TableState {
  const wanted = Math.max(0, Math.min(rows.length - 1, index));
  if (rows.length === 0) return { ...state, key: undefined, row: 0 };
  const row = Math.max(0, Math.min(room.rows - 2, state.row + wanted - selectedIndex(table, rows, state)));
  return { ...state, key: wanted === 0 ? undefined : table.keyOf(rows[wanted]), row: Math.min(row, wanted) };
}

/** The index of the row that is drawn at a row of the table's frame (its header is row 0); undefined for none. */
export function rowAt<Row>(
  table: Table<Row>,
  rows: readonly Row[],
  { state, room, row }: { readonly state: TableState; readonly room: Room; readonly row: number },
): number | undefined {
  const index = firstShown(table, rows, { state, visible: room.rows - 1 }) + row - 1;
  return row >= 1 && row < room.rows && index < rows.length ? index : undefined;
}

/** Draws the header and as many rows as fit. */
export function renderTable<Row>(frame: Frame, table: Table<Row>, rows: readonly Row[], state: TableState): void {
  const columns = columnsThatFit(table.columns, frame.columns);
  const widths = divide(frame.columns - GAP * (columns.length - 1), columns.map(({ size }) => size));
  header(frame, columns, { widths, sorted: table.columns[state.sort], isDescending: state.isDescending });
  const visible = frame.rows - 1;
  const first = firstShown(table, rows, { state, visible });
  const selected = selectedIndex(table, rows, state);
  for (let k = 0; k < visible && first + k < rows.length; k++) {
    const isSelected = first + k === selected;
    const line = frame.line(k + 1, isSelected ? state.key === undefined ? "selectionFaint" : "selection" : undefined);
    if (isSelected) line.fill();
    let column = 0;
    for (const [index, each] of columns.entries()) {
      const part = line.part({ column, row: 0, columns: widths[index], rows: 1 });
      cell(part, each.cell(rows[first + k]), each.align);
      column += widths[index] + GAP;
    }
  }
}

function firstShown<Row>(
  table: Table<Row>,
  rows: readonly Row[],
  { state, visible }: { readonly state: TableState; readonly visible: number },
): number {
  const wanted = selectedIndex(table, rows, state) - Math.min(state.row, visible - 1);
  return Math.max(0, Math.min(wanted, rows.length - visible));
}

function header<Row>(
  frame: Frame,
  columns: readonly Column<Row>[],
  { widths, sorted, isDescending }: {
    readonly widths: readonly number[];
    readonly sorted: Column<Row> | undefined;
    readonly isDescending: boolean;
  },
): void {
  let column = 0;
  for (const [index, { title, align }] of columns.entries()) {
    const part = frame.part({ column, row: 0, columns: widths[index], rows: 1 });
    const isSorted = columns[index] === sorted;
    const text = isSorted ? `${title}${isDescending ? "↓" : "↑"}` : title;
    cell(part, [{ text, role: isSorted ? "title" : "muted" }], align);
    column += widths[index] + GAP;
  }
}

function cell(part: Frame, content: string | readonly Span[], align: "left" | "right" = "left"): void {
  const spans = typeof content === "string" ? [{ text: content }] : content;
  if (align === "right") part.textBefore(part.columns, 0, spans.map(({ text }) => text).join(""), spans[0] ?? {});
  else part.spans(0, 0, spans);
}

/** Leaves out the columns of least worth until the others have the least that they need. */
function columnsThatFit<Row>(columns: readonly Column<Row>[], room: number): readonly Column<Row>[] {
  const kept = [...columns];
  let needed = -GAP;
  for (const { size } of kept) needed += GAP + leastOf(size);
  while (kept.length > 1 && needed > room) {
    let worst = 0;
    for (let k = 1; k < kept.length; k++) if ((kept[k].rank ?? 0) >= (kept[worst].rank ?? 0)) worst = k;
    needed -= GAP + leastOf(kept[worst].size);
    kept.splice(worst, 1);
  }
  return kept;
}

function leastOf(size: Size): number {
  return typeof size === "number" ? size : size.min ?? 1;
}

function nextSortable<Row>({ columns }: Table<Row>, sort: number): number {
  for (let k = sort + 1; k < columns.length; k++) if (columns[k].value !== undefined) return k;
  return -1;
}
