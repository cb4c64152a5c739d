/** The kinds of lines there are, and one of them closely: its parameters, its levels, its anomalies. */
import type { Snapshot } from "../../core/views/snapshot.ts";
import type { TemplateView } from "../../core/views/template_view.ts";
import { listedColumns } from "../tables/columns.ts";
import { compactPlural } from "../amounts.ts";
import type { Frame } from "../frame.ts";
import type { Binding } from "../keymap.ts";
import { columnsOfFrame, divide, rowsOf, type Size } from "../layout.ts";
import { renderTemplate } from "../panels/template_detail.ts";
import type { Room, Screen } from "../screen.ts";
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
import { templateTable, topBand } from "../tables/template_table.ts";
import { isInRange, type View } from "../view.ts";

const WIDE = 120;
const STACKED_ROWS_MIN = 30;
/** List and detail beside and below each other. */
const BESIDE: readonly Size[] = [{ share: 3 }, { share: 2, min: 50 }];
const BELOW: readonly Size[] = [{ share: 3 }, { share: 2 }];

/** What the screen remembers. */
export interface TemplatesState {
  readonly table: TableState;
  readonly isOpen: boolean;
}

const BINDINGS: readonly Binding[] = [
  { keys: ["enter", "l", "right"], command: "open", help: "the selected template closely", hint: "open" },
  { keys: ["esc", "h", "left", "backspace"], command: "back", help: "back to the list" },
  { keys: ["f"], command: "its lines", help: "show only its lines, in the log view", hint: "its lines" },
  { keys: ["A"], command: "its anomalies", help: "show only its anomalies", hint: "its anomalies" },
  { keys: ["y"], command: "copy", help: "copy the template to the clipboard (OSC 52)" },
];

export const templates: Screen<TemplatesState> = {
  id: "templates",
  title: "templates",
  bindings: BINDINGS,
  begin: () => ({ table: { ...FOLLOWING, sort: "lines" }, isOpen: false }),
  render(frame, view, state) {
    const table = templateTable(view);
    const rows = shownRows(view, table, state);
    const chosen = rows[selectedIndex(table, rows, state.table)];
    if (chosen === undefined) {
      const why = view.snapshot.templates.length === 0
        ? "no lines so far"
        : "no template matches the filter or the range";
      frame.box("templates").text(1, 1, why, { role: "muted" });
      return;
    }
    const { list, detail } = parts(frame, state);
    if (list !== undefined) renderTable(list.box("templates"), table, rows, state.table);
    if (detail !== undefined) renderTemplate(detail, view, chosen);
  },
  update(state, command, view, room) {
    const table = templateTable(view);
    const rows = shownRows(view, table, state);
    const chosen = rows[selectedIndex(table, rows, state.table)];
    switch (command) {
      case "open":
        return { state: { ...state, isOpen: true } };
      case "back":
        return { state: { ...state, isOpen: false } };
      case "copy":
        return chosen === undefined ? { state } : { state, effect: { type: "copy", text: chosen.text } };
      case "its lines":
      case "its anomalies": {
        if (chosen === undefined) return { state };
        const screen = command === "its lines" ? "logs" : "anomalies";
        return { state, effect: { type: "go", screen, target: { template: chosen.id } } };
      }
    }
    const moved = updateTable(table, rows, { state: state.table, command, room: tableRoom(room) });
    return { state: moved === undefined ? state : { ...state, table: moved } };
  },
  mouse(state, input, view, room) {
    if (state.isOpen) return { state };
    const table = templateTable(view);
    const rows = shownRows(view, table, state);
    const at = { ...input, row: input.row - 1, column: input.column - 1 };
    const moved = mouseTable(table, rows, { state: state.table, input: at, room: tableRoom(room) });
    return { state: moved === undefined ? state : { ...state, table: moved } };
  },
  columns: (_, view, room) => listedColumns(templateTable(view), tableRoom(room).columns),
  show: (state, target) =>
    "template" in target ? { isOpen: true, table: { ...state.table, key: target.template, row: 3 } } : state,
  note: ({ snapshot }) => compactPlural(snapshot.templates.length, "template"),
};

/** Rows are made once for each snapshot: many templates are asked for several times while a frame is drawn. */
const made = new WeakMap<Snapshot, readonly TemplateView[]>();

function shownRows(view: View, table: Table<TemplateView>, { table: state }: TemplatesState): readonly TemplateView[] {
  const { snapshot, filter, range } = view;
  let rows = made.get(snapshot);
  if (rows === undefined) {
    rows = Array.from({ length: snapshot.templates.length }, (_, k) => snapshot.templates.at(k));
    made.set(snapshot, rows);
  }
  const shown = filter.isEmpty && range === undefined
    ? rows
    : rows.filter((row) =>
      (range === undefined || isInRange(range, row.lastTimeMs) ||
        row.firstTimeMs < range.untilMs && row.lastTimeMs >= range.fromMs) &&
      filter.test({
        text: `${row.text} ${row.example}`,
        template: row.id,
        severity: severityOf(row),
        time: row.lastTimeMs,
      })
    );
  return sortRows(table, shown, state);
}

function severityOf({ levels }: TemplateView): number {
  const band = topBand(levels);
  return band === 0 ? 0 : band * 4 - 3;
}

function parts(frame: Frame, { isOpen }: TemplatesState): { list: Frame | undefined; detail: Frame | undefined } {
  if (isOpen) return { list: undefined, detail: frame };
  if (frame.columns >= WIDE) {
    const [list, detail] = columnsOfFrame(frame, BESIDE);
    return { list, detail };
  }
  if (frame.rows < STACKED_ROWS_MIN) return { list: frame, detail: undefined };
  const [list, detail] = rowsOf(frame, BELOW);
  return { list, detail };
}

/** What is inside the box of the list. */
function tableRoom({ columns, rows }: Room): Room {
  const [width] = columns >= WIDE ? divide(columns, BESIDE) : [columns];
  const [height] = columns < WIDE && rows >= STACKED_ROWS_MIN ? divide(rows, BELOW) : [rows];
  return { columns: width - 2, rows: height - 2 };
}
