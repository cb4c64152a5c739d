/**
 * A list with columns, a selected row and an order. The selection holds on to a row and not to a place: rows that come
 * in above push the list, and not what the user looks at. Without a selection the list stays at its top, and follows.
 */
import { type Column, type ColumnChoices, placeColumns, wantedColumns } from "./columns.ts";
import type { Frame, Span } from "../frame.ts";
import type { MouseInput } from "../input.ts";
import type { Room } from "../screen.ts";

/** What a table remembers. */
export interface TableState {
  /** Key of the selected row; undefined while it follows the first. */
  readonly key: string | undefined;
  /** On which row of the screen, below the header, the selected row stands; −1 where nothing is selected. */
  readonly row: number;
  /** Name of the column it is sorted by; "" for the order in which rows are given. */
  readonly sort: string;
  readonly isDescending: boolean;
}

/** A table that follows its first row. */
export const FOLLOWING: TableState = { key: undefined, row: 0, sort: "", isDescending: true };

/** A table in which nothing is selected. */
export const UNSELECTED: TableState = { ...FOLLOWING, row: -1 };

export interface Table<Row> {
  /** By which the choice of its columns is kept. */
  readonly id: string;
  /** The columns that are wanted, in their order, and all that there are. */
  readonly columns: readonly Column<Row>[];
  readonly all: readonly Column<Row>[];
  keyOf(row: Row): string;
}

/** Rows a turn of the wheel moves. */
const WHEEL_ROWS = 3;

/** A table with the columns that the user wants. */
export function tableWith<Row>(
  choices: ColumnChoices,
  { id, columns, keyOf }: Pick<Table<Row>, "id" | "columns" | "keyOf">,
): Table<Row> {
  return { id, columns: wantedColumns(columns, choices[id]), all: columns, keyOf };
}

/** The rows in the order that the user wants; the same array where that is the given one. */
export function sortRows<Row>({ all }: Table<Row>, rows: readonly Row[], state: TableState): readonly Row[] {
  const value = all.find(({ name }) => name === state.sort)?.value;
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

/**
 * Answers the mouse: the wheel moves, a click selects a row, one on a column's title sorts by it or turns the order
 * round. Positions are the table's own, its header being row 0. Undefined where the mouse is about something else.
 */
export function mouseTable<Row>(
  table: Table<Row>,
  rows: readonly Row[],
  { state, input, room }: {
    readonly state: TableState;
    readonly input: Pick<MouseInput, "action" | "row" | "column">;
    readonly room: Room;
  },
): TableState | undefined {
  const { action, row, column } = input;
  if (action === "wheel-down" || action === "wheel-up") {
    const by = action === "wheel-down" ? WHEEL_ROWS : -WHEEL_ROWS;
    return selectAt(table, rows, { state, room, index: selectedIndex(table, rows, state) + by });
  }
  if (action !== "press" || column < 0 || column >= room.columns || row < 0 || row >= room.rows) return undefined;
  if (row === 0) return sortedAt(table, state, { column, room });
  const index = firstShown(table, rows, { state, visible: room.rows - 1 }) + row - 1;
  return index < rows.length ? selectAt(table, rows, { state, room, index }) : undefined;
}

/** Draws the header and as many rows as fit. */
export function renderTable<Row>(frame: Frame, table: Table<Row>, rows: readonly Row[], state: TableState): void {
  const columns = placeColumns(table.columns, frame.columns);
  for (const { column: { name, title = name, align }, at, cells } of columns) {
    const isSorted = name === state.sort;
    // how it is sorted is to be seen in the narrowest column
    const text = isSorted ? `${title.slice(0, cells - 1)}${state.isDescending ? "↓" : "↑"}` : title;
    const part = frame.part({ column: at, row: 0, columns: cells, rows: 1 });
    cell(part, [{ text, role: isSorted ? "title" : "muted" }], align);
  }
  const visible = frame.rows - 1;
  const first = firstShown(table, rows, { state, visible });
  const selected = state.row < 0 ? -1 : selectedIndex(table, rows, state);
  for (let k = 0; k < visible && first + k < rows.length; k++) {
    const isSelected = first + k === selected;
    const line = frame.line(k + 1, isSelected ? state.key === undefined ? "selectionFaint" : "selection" : undefined);
    if (isSelected) line.fill();
    for (const { column, at, cells } of columns) {
      cell(line.part({ column: at, row: 0, columns: cells, rows: 1 }), column.cell(rows[first + k]), column.align);
    }
  }
}

/** Selects the row at an index, moving the list as little as needed. The first row means to follow. */
function selectAt<Row>(
  table: Table<Row>,
  rows: readonly Row[],
  { state, room, index }: { readonly state: TableState; readonly room: Room; readonly index: number },
): TableState {
  const wanted = Math.max(0, Math.min(rows.length - 1, index));
  if (rows.length === 0) return { ...state, key: undefined, row: 0 };
  const row = Math.max(0, Math.min(room.rows - 2, state.row + wanted - selectedIndex(table, rows, state)));
  return { ...state, key: wanted === 0 ? undefined : table.keyOf(rows[wanted]), row: Math.min(row, wanted) };
}

/** Sorts by the column whose title stands there. */
function sortedAt<Row>(
  table: Table<Row>,
  state: TableState,
  { column, room }: { readonly column: number; readonly room: Room },
): TableState | undefined {
  const hit = placeColumns(table.columns, room.columns).find(({ at, cells }) => column >= at && column < at + cells);
  if (hit?.column.value === undefined) return undefined;
  const { name } = hit.column;
  const isDescending = name === state.sort ? !state.isDescending : true;
  return { ...state, sort: name, isDescending, key: undefined, row: 0 };
}

function firstShown<Row>(
  table: Table<Row>,
  rows: readonly Row[],
  { state, visible }: { readonly state: TableState; readonly visible: number },
): number {
  const wanted = selectedIndex(table, rows, state) - Math.max(0, Math.min(state.row, visible - 1));
  return Math.max(0, Math.min(wanted, rows.length - visible));
}

function cell(part: Frame, content: string | readonly Span[], align: "left" | "right" = "left"): void {
  const spans = typeof content === "string" ? [{ text: content }] : content;
  if (align === "right") part.textBefore(part.columns, 0, spans.map(({ text }) => text).join(""), spans[0] ?? {});
  else part.spans(0, 0, spans);
}

/** The sortable column after this one; "" after the last. */
function nextSortable<Row>({ columns }: Table<Row>, sort: string): string {
  const from = columns.findIndex(({ name }) => name === sort) + 1;
  return columns.slice(from).find(({ value }) => value !== undefined)?.name ?? "";
}
