/** Where lines come from and how the program keeps up: files, formats, offsets, workers, memory. */
import type { SourceView } from "../../core/snapshot.ts";
import { listedColumns } from "../columns.ts";
import { baseName, compactBytes, compactCount, spanText } from "../amounts.ts";
import type { Frame, Span } from "../frame.ts";
import { rowsOf } from "../layout.ts";
import { bar, curve } from "../plot.ts";
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
import { trendText } from "../trend_text.ts";
import type { View } from "../view.ts";

/** What the screen remembers. */
export interface SourcesState {
  readonly table: TableState;
}

const BELOW_ROWS = 10;

export const sources: Screen<SourcesState> = {
  id: "sources",
  title: "sources and workers",
  bindings: [
    { keys: ["enter", "f"], command: "its lines", help: "show only the lines of this source", hint: "its lines" },
    { keys: ["A"], command: "its anomalies", help: "show only the anomalies of this source", hint: "its anomalies" },
  ],
  begin: () => ({ table: FOLLOWING }),
  render(frame, view, { table }) {
    const [list, below] = rowsOf(frame, [{ share: 1, min: 5 }, frame.rows >= 18 ? BELOW_ROWS : 0]);
    const rows = shownRows(view, table);
    renderTable(list.box("sources"), tableOf(view), rows, table);
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
    const moved = updateTable(table, rows, { state: state.table, command, room: tableRoom(room) });
    return { state: moved === undefined ? state : { table: moved } };
  },
  mouse(state, input, view, room) {
    const at = { ...input, row: input.row - 1, column: input.column - 1 };
    const rows = shownRows(view, state.table);
    const table = mouseTable(tableOf(view), rows, { state: state.table, input: at, room: tableRoom(room) });
    return { state: table === undefined ? state : { table } };
  },
  columns: (_, view, room) => listedColumns(tableOf(view), tableRoom(room).columns),
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
      { name: "source", size: { share: 1, min: 16 }, cell: nameCell, value: ({ name }) => name },
      { name: "state", size: 9, rank: 1, cell: stateCell, value: ({ state }) => state },
      {
        name: "format",
        size: 12,
        rank: 2,
        cell: ({ format }) => [{ text: format, role: "muted" }],
        value: ({ format }) => format,
      },
      { name: "of it", size: 6, align: "right", rank: 6, cell: matchedCell, value: ({ matched }) => matched },
      {
        name: "lines/s",
        size: 8,
        align: "right",
        cell: ({ linesPerSecond }) => compactCount(linesPerSecond),
        value: ({ linesPerSecond }) => linesPerSecond,
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
      { name: "trend", size: 18, rank: 7, cell: ({ trend }) => [{ text: trendText(trend, 18), role: "series" }] },
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
  if (error !== "") return [{ text: "failed", role: "critical" }];
  return [{ text: state, role: state === "silent" || state === "failed" ? "warning" : "muted" }];
}

function matchedCell({ matched, lines }: SourceView): Span[] {
  if (lines === 0) return [];
  return [{ text: `${Math.floor(matched * 100)} %`, role: matched < .9 ? "warning" : "muted" }];
}

function tableRoom({ columns, rows }: Room): Room {
  return { columns: columns - 2, rows: rows - (rows >= 18 ? BELOW_ROWS : 0) - 2 };
}

function renderProgram(frame: Frame, { snapshot }: View): void {
  const { health, nowMs, startedMs, totals, bytesPerSecond } = snapshot;
  const inner = frame.box("this program").inset(1, 0);
  const half = Math.min(56, inner.columns >> 1);
  const row = (at: number, label: string, text: string, role: "plain" | "warning" = "plain") =>
    inner.spans(0, at, [{ text: label.padEnd(10), role: "muted" }, { text, role }]);
  row(
    0,
    "up",
    `${spanText(nowMs - startedMs)}, ${compactCount(totals.lines)} lines, ${compactBytes(totals.bytes)}, ${
      compactBytes(bytesPerSecond)
    }/s`,
  );
  row(1, "cpu", Number.isNaN(health.cpuShare) ? "–" : `${Math.round(health.cpuShare * 100)} % of a core`);
  row(2, "queue", `${health.queue} of ${health.queueMax} batches`);
  row(
    3,
    "dropped",
    `0 lines; ${compactCount(totals.truncatedLines)} cut, ${compactCount(totals.invalidUtf8)} not UTF-8`,
  );
  row(4, "model", health.model || "none yet");
  for (const [k, { load }] of health.workers.slice(0, 2).entries()) {
    inner.spans(0, 5 + k, [
      { text: `worker ${k + 1}`.padEnd(10), role: "muted" },
      { text: bar(load, 20, inner.ascii).padEnd(20), role: "series" },
      { text: ` ${Math.round(load * 100)} %`, role: "muted" },
    ]);
  }
  if (health.restarts > 0) row(7, "restarts", `${health.restarts} workers died and were replaced`, "warning");
  const memory = inner.part({ column: half, row: 0, columns: inner.columns - half, rows: inner.rows });
  memory.spans(0, 0, [{ text: "memory ", role: "muted" }, { text: compactBytes(health.memoryBytes) }]);
  const plot = memory.part({ column: 0, row: 1, columns: memory.columns, rows: memory.rows - 1 });
  let most = 0;
  for (let k = 0; k < health.memoryTrend.length; k++) most = Math.max(most, health.memoryTrend[k]);
  curve(plot, health.memoryTrend, most * 1.1);
}
