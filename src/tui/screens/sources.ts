/** Where lines come from and how the program keeps up: files, formats, offsets, workers, memory. */
import { cutToColumns } from "../../core/width.ts";
import type { SourceView } from "../../core/snapshot.ts";
import { listedColumns } from "../columns.ts";
import { baseName, compactBytes, compactCount, spanText } from "../amounts.ts";
import type { Span } from "../frame.ts";
import { rowsOf } from "../layout.ts";
import { renderProgram } from "../panels/program.ts";
import type { Room, Screen } from "../screen.ts";
import {
  FOLLOWING,
  mouseTable,
  renderTable,
  selectedIndex,
  sortRows,
  type Table,
  type TableState,
  tableWith,
  updateTable,
} from "../table.ts";
import { timeColumn } from "../time_column.ts";
import { trendIn } from "../trend_range.ts";
import { trendText } from "../trend_text.ts";
import type { View } from "../view.ts";

/** What the screen remembers. */
export interface SourcesState {
  readonly table: TableState;
}

/** Rows of what the program is like: no fewer, and no more than half of the screen, which its memory over time takes. */
const BELOW_ROWS_MIN = 10;
const LONG_LAG_MS = 1000;

export const sources: Screen<SourcesState> = {
  id: "sources",
  title: "sources and workers",
  bindings: [
    { keys: ["enter", "f"], command: "its lines", help: "show only the lines of this source", hint: "its lines" },
    { keys: ["A"], command: "its anomalies", help: "show only the anomalies of this source", hint: "its anomalies" },
  ],
  begin: () => ({ table: FOLLOWING }),
  render(frame, view, { table }) {
    const [list, below] = rowsOf(frame, [{ share: 1, min: 5 }, belowRows(frame, view)]);
    const rows = shownRows(view, table);
    renderTable(list.box("sources"), tableOf(view), rows, table);
    const { error = "", name = "" } = rows[selectedIndex(tableOf(view), rows, table)] ?? {};
    const text = error || (name === baseName(name) || name === "-" ? "" : name);
    if (text !== "") {
      const role = error === "" ? "muted" : "warning";
      list.text(2, list.rows - 1, ` ${cutToColumns(text, list.columns - 6)} `, { role });
    }
    if (below.rows > 0) renderProgram(below, view);
  },
  update(state, command, view, room) {
    const table = tableOf(view);
    const rows = shownRows(view, state.table);
    const chosen = rows[selectedIndex(table, rows, state.table)];
    if (chosen !== undefined && (command === "its lines" || command === "its anomalies")) {
      const screen = command === "its lines" ? "logs" : "anomalies";
      return { state, effect: { type: "go", screen, target: { source: chosen.name } } };
    }
    const moved = updateTable(table, rows, { state: state.table, command, room: tableRoom(room, view) });
    return { state: moved === undefined ? state : { table: moved } };
  },
  mouse(state, input, view, room) {
    const at = { ...input, row: input.row - 1, column: input.column - 1 };
    const rows = shownRows(view, state.table);
    const table = mouseTable(tableOf(view), rows, { state: state.table, input: at, room: tableRoom(room, view) });
    return { state: table === undefined ? state : { table } };
  },
  columns: (_, view, room) => listedColumns(tableOf(view), tableRoom(room, view).columns),
  note: ({ snapshot }) => snapshot.sources.length === 1 ? "1 source" : `${snapshot.sources.length} sources`,
};

function shownRows(view: View, state: TableState): readonly SourceView[] {
  const { snapshot, filter } = view;
  const rows = filter.isEmpty
    ? snapshot.sources
    : snapshot.sources.filter(({ name, lastTimeMs }) => filter.test({ text: name, source: name, time: lastTimeMs }));
  return sortRows(tableOf(view), rows, state);
}

function tableOf(view: View): Table<SourceView> {
  const times = timeColumn(view);
  return tableWith<SourceView>(view.columns, {
    id: "sources",
    keyOf: ({ name }) => name,
    columns: [
      { name: "source", size: { share: 1, min: 16, max: 80 }, cell: nameCell, value: ({ name }) => name },
      { name: "state", size: 11, rank: 1, cell: stateCell, value: ({ state }) => state },
      {
        name: "format",
        size: 12,
        rank: 2,
        cell: ({ format }) => [{ text: format, role: "muted" }],
        value: ({ format }) => format,
      },
      { name: "parsed", size: 6, align: "right", rank: 6, cell: matchedCell, value: ({ matched }) => matched },
      {
        name: "lines/s",
        size: 8,
        align: "right",
        cell: ({ linesPerSecond }) => compactCount(linesPerSecond),
        value: ({ linesPerSecond }) => linesPerSecond,
      },
      {
        name: "lag",
        size: 7,
        align: "right",
        rank: 7,
        cell: ({ lagMs }) => [{
          text: Number.isNaN(lagMs) ? "" : spanText(lagMs),
          role: lagMs > LONG_LAG_MS ? "warning" : "muted",
        }],
        value: ({ lagMs }) => lagMs || 0,
      },
      {
        name: "lines",
        size: 8,
        align: "right",
        rank: 3,
        cell: ({ lines }) => [{ text: compactCount(lines), role: "muted" }],
        value: ({ lines }) => lines,
      },
      {
        name: "size",
        size: 8,
        align: "right",
        rank: 5,
        cell: ({ bytes }) => [{ text: compactBytes(bytes), role: "muted" }],
        value: ({ bytes }) => bytes,
      },
      {
        name: "offset",
        size: 9,
        align: "right",
        rank: 8,
        cell: ({ offset }) => [{ text: compactBytes(offset), role: "muted" }],
        value: ({ offset }) => offset,
      },
      {
        name: "rotated",
        size: 7,
        align: "right",
        rank: 9,
        cell: ({ rotations }) => [{ text: rotations === 0 ? "" : `${rotations}×`, role: "muted" }],
        value: ({ rotations }) => rotations,
      },
      {
        name: "newest",
        size: times.columns,
        rank: 4,
        cell: ({ lastTimeMs }) => [{ text: times.text(lastTimeMs), role: "muted" }],
        value: ({ lastTimeMs }) => lastTimeMs,
      },
      {
        name: "trend",
        size: 18,
        rank: 6,
        cell: ({ trend }) => [{ text: trendText(trendIn(view, trend), 18), role: "series" }],
      },
      {
        name: "odd",
        size: 4,
        align: "right",
        cell: ({ anomalies }) => [{ text: anomalies === 0 ? "" : compactCount(anomalies), role: "accent" }],
        value: ({ anomalies }) => anomalies,
      },
    ],
  });
}

/** The file first, since its folder is often that of all. */
function nameCell({ name }: SourceView): Span[] {
  const base = baseName(name);
  return [{ text: base }, { text: name === base ? "" : `  ${name.slice(0, -base.length)}`, role: "faint" }];
}

function stateCell({ state, error }: SourceView): Span[] {
  const role = state === "failed" ? "critical" : state === "silent" ? "warning" : "muted";
  return [{ text: state, role }, { text: error === "" ? "" : " !", role: "critical" }];
}

function matchedCell({ matched, lines }: SourceView): Span[] {
  if (lines === 0) return [];
  return [{ text: `${Math.floor(matched * 100)} %`, role: matched < .9 ? "warning" : "muted" }];
}

function belowRows({ rows }: Room, { snapshot }: View): number {
  if (rows < 18) return 0;
  // the box of the list has two edges, titles, and a row to grow
  const left = rows - snapshot.sources.length - 4;
  return Math.max(BELOW_ROWS_MIN, Math.min(rows >> 1, left));
}

function tableRoom(room: Room, view: View): Room {
  return { columns: room.columns - 2, rows: room.rows - belowRows(room, view) - 2 };
}
