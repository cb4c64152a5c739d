/** Anomalies as a list, and beside or below it the selected one closely. */
import type { AnomalyView } from "../../core/views/anomaly_view.ts";
import { anomalyRows } from "../anomaly_rows.ts";
import { anomalyTable } from "../tables/anomaly_table.ts";
import type { Frame } from "../frame.ts";
import { listedColumns } from "../tables/columns.ts";
import type { Binding } from "../keymap.ts";
import { columnsOfFrame, divide, rowsOf, type Size } from "../layout.ts";
import { renderNothingOdd, titleOfPast } from "../nothing_odd.ts";
import { detailEnd, renderAnomalyDetail } from "../panels/anomaly_detail.ts";
import type { Change, Effect, MarkScope, Room, Screen } from "../screen.ts";
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

const WIDE = 120;
const HOUR_MS = 3_600_000;
const WHEEL_ROWS = 3;
/** With fewer rows than this there is the detail alone. */
const LIST_ROWS_MIN = 10;
/** List and detail beside each other. */
const BESIDE: readonly Size[] = [{ share: 1 }, { share: 1, min: 60 }];
const SCOPES: readonly MarkScope[] = ["template", "source", "pattern", "this"];

const SCOPE_TEXTS: Readonly<Record<MarkScope, string>> = {
  template: "this template",
  source: "this source",
  pattern: "lines like it",
  this: "this one only",
};

/** The same where there is less room. */
const SHORT_SCOPE_TEXTS: Readonly<Record<MarkScope, string>> = {
  template: "template",
  source: "source",
  pattern: "alike",
  this: "this one",
};
const LONG_QUESTION_COLUMNS = 96;

/** What the screen remembers. */
export interface AnomaliesState {
  readonly table: TableState;
  /** Rows of the detail that are scrolled away. */
  readonly offset: number;
  /** The detail has all of the screen. */
  readonly isOpen: boolean;
  /** A mark is being made: what it is to hold for is asked. */
  readonly asks: "normal" | "mute" | undefined;
}

const BINDINGS: readonly Binding[] = [
  { keys: ["enter", "l", "right"], command: "open", help: "the selected anomaly on the whole screen", hint: "open" },
  { keys: ["esc", "h", "left", "backspace"], command: "back", help: "back to the list" },
  { keys: ["J", "ctrl-down"], command: "detail down", help: "scroll the detail down" },
  { keys: ["K", "ctrl-up"], command: "detail up", help: "scroll the detail up" },
  { keys: ["a"], command: "acknowledge", help: "seen: it does not count as new any more", hint: "ack" },
  { keys: ["n"], command: "normal", help: "this is normal here: do not tell of it again", hint: "normal" },
  { keys: ["m"], command: "mute", help: "do not tell of it for an hour", hint: "mute" },
  { keys: ["u"], command: "undo", help: "take the last mark back" },
  { keys: ["y"], command: "copy", help: "copy the line to the clipboard (OSC 52)", hint: "copy" },
  { keys: ["e"], command: "export", help: "write the anomalies that are shown to a file" },
  { keys: ["o"], command: "open file", help: "open the file at the line in $PAGER or $EDITOR" },
  { keys: ["t"], command: "template", help: "look at its template", hint: "template" },
];

export const anomalies: Screen<AnomaliesState> = {
  id: "anomalies",
  title: "anomalies",
  bindings: BINDINGS,
  begin: () => ({ table: FOLLOWING, offset: 0, isOpen: false, asks: undefined }),
  render(frame, view, state) {
    const rows = shownRows(view, state);
    const chosen = rows[selectedIndex(tableOf(view, frame), rows, state.table)];
    if (chosen === undefined) return renderNothing(frame, view);
    const { list, detail } = parts(frame, state);
    if (list !== undefined) {
      const title = view.snapshot.anomalies.length === 0 ? titleOfPast(view) : "anomalies";
      renderTable(list.box(title, { role: "border" }), tableOf(view, frame), rows, state.table);
    }
    renderAnomalyDetail(detail, view, chosen, state.offset);
    if (state.asks !== undefined) renderQuestion(frame, state.asks);
  },
  update(state, command, view, room) {
    const rows = shownRows(view, state);
    const table = tableOf(view, room);
    const chosen = rows[selectedIndex(table, rows, state.table)];
    if (state.asks !== undefined) return answer(state, state.asks, command, chosen);
    const effect = chosen === undefined ? undefined : effectOf(command, chosen, rows);
    if (effect !== undefined) return { state, effect };
    switch (command) {
      case "open":
        return { state: { ...state, isOpen: true } };
      case "back":
        return { state: { ...state, isOpen: false, offset: 0 } };
      case "detail down":
        return { state: scrolled(state, WHEEL_ROWS, chosen, { view, room }) };
      case "detail up":
        return { state: scrolled(state, -WHEEL_ROWS, chosen, { view, room }) };
      case "normal":
      case "mute":
        return { state: { ...state, asks: chosen === undefined ? undefined : command } };
      case "undo":
        return { state, effect: { type: "undo mark" } };
    }
    const moved = updateTable(table, rows, { state: state.table, command, room: tableRoom(room) });
    return { state: moved === undefined ? state : { ...state, table: moved, offset: 0 } };
  },
  mouse(state, input, view, room) {
    const area = tableRoom(room);
    const isOverList = !state.isOpen && input.row <= area.rows && input.column <= area.columns;
    // over the detail the wheel moves the detail
    if (!isOverList) {
      const by = input.action === "wheel-down" ? WHEEL_ROWS : input.action === "wheel-up" ? -WHEEL_ROWS : 0;
      const rows = shownRows(view, state);
      const chosen = rows[selectedIndex(tableOf(view, room), rows, state.table)];
      return { state: by === 0 ? state : scrolled(state, by, chosen, { view, room }) };
    }
    const at = { ...input, row: input.row - 1, column: input.column - 1 };
    const moved = mouseTable(tableOf(view, room), shownRows(view, state), {
      state: state.table,
      input: at,
      room: area,
    });
    return { state: moved === undefined ? state : { ...state, table: moved, offset: 0 } };
  },
  columns: (_, view, room) => listedColumns(tableOf(view, room), tableRoom(room).columns),
  question: ({ asks }) => asks === undefined ? undefined : QUESTION,
  show: (state, target, view) => {
    if (!("anomaly" in target)) return state;
    const index = shownRows(view, state).findIndex(({ event }) => event.id === target.anomaly);
    return {
      ...state,
      offset: 0,
      table: { ...state.table, key: index <= 0 ? undefined : target.anomaly, row: Math.min(5, Math.max(0, index)) },
    };
  },
  note: (view, state) => {
    const count = shownRows(view, state).length;
    return count === 1 ? "1 anomaly" : `${count} anomalies`;
  },
};

function shownRows(view: View, { table }: AnomaliesState): readonly AnomalyView[] {
  return sortRows(anomalyTable(view), anomalyRows(view), table);
}

function tableOf(view: View, { columns }: Room) {
  return anomalyTable(view, columns < 200);
}

/** List and detail beside each other where there is room, below each other where there is less. */
function parts(frame: Frame, { isOpen }: AnomaliesState): { list: Frame | undefined; detail: Frame } {
  if (isOpen || frame.rows < LIST_ROWS_MIN) return { list: undefined, detail: frame };
  if (frame.columns >= WIDE) {
    const [list, detail] = columnsOfFrame(frame, BESIDE);
    return { list, detail };
  }
  const [list, detail] = rowsOf(frame, [listRows(frame.rows), { share: 1 }]);
  return { list, detail };
}

/** Scrolls the detail, as far as there is something to see. */
function scrolled(
  state: AnomaliesState,
  by: number,
  chosen: AnomalyView | undefined,
  { view, room }: { readonly view: View; readonly room: Room },
): AnomaliesState {
  if (chosen === undefined) return state;
  const end = detailEnd(detailRoom(room, state), view, chosen);
  return { ...state, offset: Math.max(0, Math.min(end, state.offset + by)) };
}

function detailRoom({ columns, rows }: Room, { isOpen }: AnomaliesState): Room {
  if (isOpen || rows < LIST_ROWS_MIN) return { columns, rows };
  if (columns >= WIDE) return { columns: divide(columns, BESIDE)[1], rows };
  return { columns, rows: rows - listRows(rows) };
}

/** Rows of the list above the detail. */
function listRows(rows: number): number {
  return Math.max(5, Math.floor(rows * .4));
}

function tableRoom(room: Room): Room {
  if (room.columns >= WIDE) return { columns: divide(room.columns, BESIDE)[0] - 2, rows: room.rows - 2 };
  return { columns: room.columns - 2, rows: listRows(room.rows) - 2 };
}

function renderNothing(frame: Frame, view: View): void {
  const inner = frame.box("anomalies");
  if (view.snapshot.anomalies.length === 0) return renderNothingOdd(inner, view);
  const isNarrowed = !view.filter.isEmpty || view.range !== undefined;
  const why = isNarrowed ? "nothing odd matches the filter and the range" : "all that was odd is marked as normal";
  inner.text(1, 1, why, { role: "muted" });
}

function renderQuestion(frame: Frame, asks: "normal" | "mute"): void {
  const isLong = frame.columns >= LONG_QUESTION_COLUMNS;
  const [normal, muted] = isLong ? ["normal from now on", "muted for an hour"] : ["normal", "muted"];
  const texts = isLong ? SCOPE_TEXTS : SHORT_SCOPE_TEXTS;
  const line = frame.line(frame.rows - 1, "popup");
  line.fill();
  line.spans(1, 0, [
    { text: `${asks === "normal" ? normal : muted}: `, role: "strong" },
    ...SCOPES.flatMap((scope, k) => [
      { text: ` ${k + 1} `, role: "key" } as const,
      { text: texts[scope], role: "muted" } as const,
    ]),
    { text: "  esc", role: "key" },
    { text: " no", role: "muted" },
  ]);
}

/** What the keys of the question mean. */
const QUESTION: readonly Binding[] = SCOPES.map((scope, k) => ({
  keys: [String(k + 1)],
  command: scope,
  help: SCOPE_TEXTS[scope],
}));

function answer(
  state: AnomaliesState,
  asks: "normal" | "mute",
  command: string,
  chosen: AnomalyView | undefined,
): Change<AnomaliesState> {
  const scope = SCOPES.find((each) => each === command);
  const done = { ...state, asks: undefined };
  if (scope === undefined || chosen === undefined) return { state: done };
  const mark = asks === "normal" ? "normal" : "muted";
  const anomaly = chosen.event.id;
  return { state: done, effect: { type: "mark", anomaly, mark, scope, ...(asks === "mute" && { forMs: HOUR_MS }) } };
}

function effectOf(command: string, { event, mark }: AnomalyView, rows: readonly AnomalyView[]): Effect | undefined {
  switch (command) {
    case "acknowledge":
      return { type: "mark", anomaly: event.id, mark: mark === "acknowledged" ? "new" : "acknowledged", scope: "this" };
    case "copy":
      return { type: "copy", text: event.message };
    case "export":
      return { type: "export", anomalies: rows.map((row) => row.event.id) };
    case "open file":
      return { type: "open", source: event.source, line: event.line };
    case "template":
      return { type: "go", screen: "templates", target: { template: event.template_id } };
  }
  return undefined;
}
