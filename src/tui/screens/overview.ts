/** The first screen: how much of which level over time, where it was odd, the newest anomalies by kind, sources and
 * health. */
import { cutToColumns } from "../../core/text/width.ts";
import type { Snapshot } from "../../core/views/snapshot.ts";
import { type AnomalyKind, anomalyKinds } from "../anomaly_kinds.ts";
import { anomalyRows } from "../anomaly_rows.ts";
import { anomalyKindTable } from "../tables/anomaly_kind_table.ts";
import { rangeBetween } from "../chart_time.ts";
import { Frame } from "../frame.ts";
import { Grid } from "../grid.ts";
import type { MouseInput } from "../input.ts";
import { columnsOfFrame, rowsOf } from "../layout.ts";
import { renderNothingOdd, titleOfPast } from "../nothing_odd.ts";
import { renderHealth } from "../panels/health.ts";
import { renderHeat } from "../panels/heat.ts";
import { renderLevelChart } from "../panels/level_chart.ts";
import { renderSources } from "../panels/source_list.ts";
import { rangeText } from "../range.ts";
import type { Change, Room, Screen } from "../screen.ts";
import { listedColumns } from "../tables/columns.ts";
import {
  FOLLOWING,
  mouseTable,
  renderTable,
  selectedIndex,
  sortRows,
  type Table,
  type TableState,
  updateTable,
} from "../tables/table.ts";
import type { View } from "../view.ts";

const WIDE = 110;
/** From here on the table has a column of reasons. */
const REASON_COLUMNS_MIN = 102;

/** What the overview remembers. */
export interface OverviewState {
  readonly table: TableState;
  /** Column of the chart at which the mouse was pressed, while it is held. */
  readonly dragFrom?: number;
}

export const overview: Screen<OverviewState> = {
  id: "overview",
  title: "overview",
  bindings: [
    { keys: ["enter", "l", "right"], command: "open", help: "look at the selected anomaly", hint: "open" },
  ],
  begin: () => ({ table: FOLLOWING }),
  render(frame, view, { table }) {
    const parts = areas(frame, view.snapshot);
    renderLevelChart(parts.chart, view);
    if (parts.heat !== undefined) renderHeat(parts.heat, view);
    if (parts.sources !== undefined) renderSources(parts.sources, view);
    if (parts.health !== undefined) renderHealth(parts.health, view.snapshot);
    renderAnomalies(parts.anomalies, view, table);
  },
  update(state, command, view, room) {
    const { table: kinds, rows } = shown(view, state.table);
    if (command === "open") {
      const chosen = rows[selectedIndex(kinds, rows, state.table)];
      return chosen === undefined
        ? { state }
        : { state, effect: { type: "go", screen: "anomalies", target: { anomaly: chosen.newest.event.id } } };
    }
    const table = updateTable(kinds, rows, { state: state.table, command, room: tableRoom(room) });
    return { state: table === undefined ? state : { table } };
  },
  mouse(state, input, view, room) {
    const dragged = dragOver(state, input, view, room);
    if (dragged !== undefined) return dragged;
    const area = tableRoom(room);
    const at = { ...input, row: input.row - (room.rows - area.rows - 1), column: input.column - 1 };
    const { table: kinds, rows } = shown(view, state.table);
    const table = mouseTable(kinds, rows, { state: state.table, input: at, room: area });
    return { state: table === undefined ? state : { table } };
  },
  columns: (state, view, room) => listedColumns(shown(view, state.table).table, tableRoom(room).columns),
};

/** Dragging over the chart selects a range of time; undefined where the mouse is about something else. */
function dragOver(
  { table, dragFrom }: OverviewState,
  { action, column, row }: MouseInput,
  view: View,
  room: Room,
): Change<OverviewState> | undefined {
  const { chart } = areas(new Frame(new Grid(room.columns, room.rows)), view.snapshot);
  if (action === "press") {
    return row >= 0 && row < chart.rows && column < chart.columns ? { state: { table, dragFrom: column } } : undefined;
  }
  if (dragFrom === undefined || action !== "drag" && action !== "release") return undefined;
  const range = column === dragFrom ? undefined : rangeBetween(dragFrom, column, chart.columns, view);
  if (range === undefined) return { state: action === "release" ? { table } : { table, dragFrom } };
  if (action === "release") return { state: { table }, effect: { type: "range", range } };
  const text = `${rangeText(view, range)} (0 shows all of the time again)`;
  return { state: { table, dragFrom }, effect: { type: "say", text } };
}

interface Areas {
  readonly chart: Frame;
  readonly heat: Frame | undefined;
  readonly sources: Frame | undefined;
  readonly health: Frame | undefined;
  readonly anomalies: Frame;
}

/** Where everything stands: two columns where there is room, else what matters most below each other. */
function areas(frame: Frame, { sources, heat }: Snapshot): Areas {
  const isWide = hasTwoColumns(frame);
  const topRows = rowsAbove(frame);
  const [top, anomalies] = rowsOf(frame, [topRows, { share: 1 }]);
  if (!isWide) {
    const heatRows = Math.min(heat.length, frame.rows >= 20 ? 3 : 0);
    const [chart, strip] = rowsOf(top, [{ share: 1, min: 4 }, heatRows === 0 ? 0 : heatRows + 1]);
    return { chart, heat: heatRows === 0 ? undefined : strip, sources: undefined, health: undefined, anomalies };
  }
  const [left, right] = columnsOfFrame(top, [{ share: 5 }, { share: 2, min: 46, max: 64 }]);
  const [chart, strip] = rowsOf(left, [{ share: 1, min: 6 }, heatRowsOf(heat.length, topRows) + 2]);
  const [list, health] = rowsOf(right, [{ share: 1, min: Math.min(sources.length + 2, 4) }, 6]);
  return { chart, heat: strip, sources: list, health, anomalies };
}

/** Strips of heat beside a chart of at least seven rows, and of two fifths of a large screen. */
function heatRowsOf(rows: number, topRows: number): number {
  return Math.max(3, Math.min(rows, topRows - Math.max(9, Math.floor(topRows * .4) + 2)));
}

function hasTwoColumns({ columns, rows }: Room): boolean {
  return columns >= WIDE && rows >= 24;
}

/** Rows above the list of anomalies. */
function rowsAbove(room: Room): number {
  if (room.rows < 12) return 0;
  return hasTwoColumns(room)
    ? Math.min(room.rows >> 1, Math.max(18, Math.floor(room.rows * .45)))
    : Math.min(14, Math.max(Math.min(9, Math.floor(room.rows * .4)), Math.floor(room.rows * .3)));
}

function tableRoom(room: Room): Room {
  return { columns: room.columns - 2, rows: room.rows - rowsAbove(room) - 2 };
}

/** The list of kinds and its rows in their order. */
function shown(view: View, state: TableState): { table: Table<AnomalyKind>; rows: readonly AnomalyKind[] } {
  const kinds = anomalyKinds(anomalyRows(view), view);
  const table = anomalyKindTable(view, kinds);
  return { table, rows: sortRows(table, kinds, state) };
}

function renderAnomalies(frame: Frame, view: View, state: TableState): void {
  const { table, rows } = shown(view, state);
  const isAllPast = rows.length > 0 && view.snapshot.anomalies.length === 0;
  const inner = frame.box(isAllPast ? titleOfPast(view) : state.sort === "" ? "odd, newest first" : "odd");
  if (rows.length === 0) {
    if (view.snapshot.anomalies.length === 0) renderNothingOdd(inner, view);
    else inner.text(1, 1, "no anomaly matches the filter or the range (\\ and 0 clear them)", { role: "muted" });
    return;
  }
  renderTable(inner, table, rows, state);
  // where there is no room for a column of reasons, the selected one stands in the lower edge
  if (frame.columns >= REASON_COLUMNS_MIN) return;
  const { reason } = rows[selectedIndex(table, rows, state)].newest.event;
  const text = ` ${cutToColumns(reason, frame.columns - 6)} `;
  frame.text(2, frame.rows - 1, text, { role: "muted" });
}
