/** Where lines come from and how the program keeps up: files, formats, offsets, workers, memory. */
import { cutToColumns } from "../../core/text/width.ts";
import type { SourceView } from "../../core/views/snapshot.ts";
import { listedColumns } from "../tables/columns.ts";
import { baseName } from "../amounts.ts";
import { rowsOf } from "../layout.ts";
import { renderProgram } from "../panels/program.ts";
import type { Room, Screen } from "../screen.ts";
import { sourceTable } from "../tables/source_table.ts";
import {
  FOLLOWING,
  mouseTable,
  renderTable,
  selectedIndex,
  sortRows,
  type TableState,
  updateTable,
} from "../tables/table.ts";
import type { View } from "../view.ts";

/** What the screen remembers. */
export interface SourcesState {
  readonly table: TableState;
}

/**
 * Rows of what the program is like: no fewer, and no more than half of the screen, which its memory over time takes.
 */
const BELOW_ROWS_MIN = 10;

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
    renderTable(list.box("sources"), sourceTable(view), rows, table);
    const { error = "", name = "" } = rows[selectedIndex(sourceTable(view), rows, table)] ?? {};
    const text = error || (name === baseName(name) || name === "-" ? "" : name);
    if (text !== "") {
      const role = error === "" ? "muted" : "warning";
      list.text(2, list.rows - 1, ` ${cutToColumns(text, list.columns - 6)} `, { role });
    }
    if (below.rows > 0) renderProgram(below, view);
  },
  update(state, command, view, room) {
    const table = sourceTable(view);
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
    const table = mouseTable(sourceTable(view), rows, { state: state.table, input: at, room: tableRoom(room, view) });
    return { state: table === undefined ? state : { table } };
  },
  columns: (_, view, room) => listedColumns(sourceTable(view), tableRoom(room, view).columns),
  note: ({ snapshot }) => snapshot.sources.length === 1 ? "1 source" : `${snapshot.sources.length} sources`,
};

function shownRows(view: View, state: TableState): readonly SourceView[] {
  const { snapshot, filter } = view;
  const rows = filter.isEmpty
    ? snapshot.sources
    : snapshot.sources.filter(({ name, lastTimeMs }) => filter.test({ text: name, source: name, time: lastTimeMs }));
  return sortRows(sourceTable(view), rows, state);
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
