/** Choosing the columns of a list: which of them, and in which order. Pure state and drawing. */
import type { ColumnChoice, ListedColumns } from "../tables/columns.ts";
import type { Frame } from "../frame.ts";
import { type Binding, commandOf } from "../keymap.ts";
import { centred } from "./popup.ts";

/** The keys of the popup; all others close it. */
const COLUMN_BINDINGS: readonly Binding[] = [
  { keys: ["j", "down"], command: "down", help: "the next column" },
  { keys: ["k", "up"], command: "up", help: "the column before" },
  { keys: ["space", "x"], command: "toggle", help: "show it or not", hint: "show or not" },
  { keys: ["J", "ctrl-down", "shift-down"], command: "later", help: "move it to the right", hint: "further right" },
  { keys: ["K", "ctrl-up", "shift-up"], command: "earlier", help: "move it to the left", hint: "further left" },
  { keys: ["r"], command: "reset", help: "all columns as they were", hint: "as they were" },
];

/**
 * What a key led to: which column is looked at, what is wanted by now (`undefined`: as it was
 * made), whether it goes on.
 */
export interface ColumnChange {
  readonly cursor: number;
  readonly choice: ColumnChoice | undefined;
  readonly isOpen: boolean;
}

/** Answers a key. */
export function updateColumns({ columns }: ListedColumns, cursor: number, key: string): ColumnChange {
  const at = Math.max(0, Math.min(cursor, columns.length - 1));
  const wanted = columns.filter(({ isWanted }) => isWanted).map(({ name }) => name);
  const stay = { cursor: at, choice: wanted, isOpen: true };
  const { name, isWanted } = columns[at];
  switch (commandOf(key, COLUMN_BINDINGS)) {
    case "down":
      return { ...stay, cursor: Math.min(columns.length - 1, at + 1) };
    case "up":
      return { ...stay, cursor: Math.max(0, at - 1) };
    case "toggle":
      if (!isWanted) return { ...stay, cursor: wanted.length, choice: [...wanted, name] };
      // a list without columns would say nothing
      return wanted.length === 1 ? stay : { ...stay, choice: wanted.filter((each) => each !== name) };
    case "later":
    case "earlier":
      return isWanted ? moved(stay, commandOf(key, COLUMN_BINDINGS) === "later" ? 1 : -1) : stay;
    case "reset":
      return { cursor: 0, choice: undefined, isOpen: true };
    default:
      return { ...stay, isOpen: false };
  }
}

/** Draws it in the middle. */
export function renderColumns(frame: Frame, { id, columns }: ListedColumns, cursor: number): void {
  const hints = COLUMN_BINDINGS.flatMap(({ keys, hint }) => hint === undefined ? [] : [{ key: keys[0], hint }]);
  const width = Math.min(frame.columns, 38);
  const height = Math.min(frame.rows, columns.length + hints.length + 3);
  const area = centred(frame, width, height);
  area.fill();
  const inner = area.box(`columns of ${id}`, { role: "focus" }, "esc closes").inset(1, 0);
  const visible = Math.max(1, inner.rows - hints.length - 1);
  const first = Math.max(0, Math.min(cursor - (visible >> 1), columns.length - visible));
  for (const [row, { name, isWanted, hasRoom }] of columns.slice(first, first + visible).entries()) {
    const isHere = first + row === cursor;
    const line = inner.line(row, isHere ? "selection" : undefined);
    if (isHere) line.fill();
    line.text(0, 0, isWanted ? "✓" : " ", { role: "accent" });
    line.text(2, 0, name, { role: isWanted ? "strong" : "muted" });
    if (isWanted && !hasRoom) line.textBefore(line.columns, 0, "no room here", { role: "faint" });
  }
  for (const [row, { key, hint }] of hints.entries()) {
    const at = inner.rows - hints.length + row;
    inner.text(inner.text(0, at, key, { role: "key" }) < 6 ? 6 : 0, at, hint, { role: "muted" });
  }
}

function moved({ cursor, choice }: { cursor: number; choice: ColumnChoice }, by: 1 | -1): ColumnChange {
  const to = Math.max(0, Math.min(choice.length - 1, cursor + by));
  const order = [...choice];
  const [name] = order.splice(cursor, 1);
  order.splice(to, 0, name);
  return { cursor: to, choice: order, isOpen: true };
}
