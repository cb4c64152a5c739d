/** Lines of logs, from the bottom up, each with its margin, time, source and level; and one of them whole. */
import { SEVERITY } from "../../core/severity.ts";
import type { LogLine } from "../../core/views/log_list.ts";
import { baseName } from "../amounts.ts";
import { columnsOfSpans, type Frame, type Span } from "../frame.ts";
import { levelRole } from "../levels.ts";
import { lineMark, logColumns } from "../log/log_columns.ts";
import { expandedFields } from "../../core/lines/line_fields.ts";
import { compactLine, logSpans } from "../log/log_text.ts";
import type { ShownLines } from "../log/shown_lines.ts";
import { timesSince } from "../tables/time_column.ts";
import type { View } from "../view.ts";
import { wrap } from "../wrap.ts";

const WRAPPED_ROWS_MAX = 20;
/** From so many columns on, times of other days have seconds too. */
const SECONDS_COLUMNS_MIN = 100;

/** How lines are to be shown. */
export interface LogLook {
  /** Number of the selected line; undefined while the newest is followed. */
  readonly selected: number | undefined;
  /** How many rows below the selected line stand on the screen. */
  readonly below: number;
  readonly wraps: boolean;
  readonly compacts: boolean;
  readonly bookmarks: readonly number[];
  /** Columns that are scrolled away to the left. */
  readonly left: number;
}

/** Draws from the bottom up: the line that is selected stands where it stood. */
export function renderLines(
  frame: Frame,
  view: View,
  { state, lines, at }: { state: LogLook; lines: ShownLines; at: number },
): void {
  const last = Math.min(lines.length - 1, at + state.below);
  const columns = logColumns(view, frame.columns);
  const shown = Array.from({ length: Math.min(last + 1, frame.rows) }, (_, k) => {
    const number = lines.at(last - k);
    return { number, line: view.snapshot.logs.at(number) };
  });
  // what is in sight decides: another source's age would take the seconds from the lines of this minute
  const times = timesSince(view, oldestOf(shown), frame.columns >= SECONDS_COLUMNS_MIN);
  let row = frame.rows;
  for (const [k, { number, line }] of shown.entries()) {
    if (row <= 0) break;
    const isSelected = last - k === at;
    const mark = lineMark(line, view, state.bookmarks.includes(number));
    const head = [mark, ...columns.flatMap(({ spans }) => spans(line, times))];
    const used = columnsOfSpans(head);
    const rows = bodyOf(line, view, { state, columns: frame.columns - used });
    row -= rows.length;
    for (const [below, spans] of rows.entries()) {
      if (row + below < 0) continue;
      const part = frame.line(row + below, isSelected && state.selected !== undefined ? "selection" : undefined);
      if (isSelected && state.selected !== undefined) part.fill();
      const column = below === 0 ? part.spans(0, 0, head) : used;
      part.spans(column, 0, spans);
    }
  }
}

/** Time of the oldest of these; NaN where none has a time. */
function oldestOf(shown: readonly { readonly line: LogLine }[]): number {
  return shown.reduce(
    (oldestMs, { line: { timeMs } }) => timeMs >= oldestMs || Number.isNaN(timeMs) ? oldestMs : timeMs,
    NaN,
  );
}

function bodyOf(line: LogLine, { filter }: View, { state, columns }: { state: LogLook; columns: number }): Span[][] {
  const shown = state.compacts ? compactLine(line, Math.max(12, columns >> 2)) : line;
  const role = line.severity >= SEVERITY.error ? levelRole(line.severity) : line.isContinuation ? "muted" : "plain";
  if (!state.wraps) {
    const text = state.left === 0
      ? shown
      : { ...shown, text: shown.text.slice(state.left), messageStart: 0, parameters: [] };
    return [logSpans(text, role, filter.marks)];
  }
  return wrap(shown.text, Math.max(10, columns)).slice(0, WRAPPED_ROWS_MAX).map((text) =>
    logSpans({ ...shown, text, messageStart: 0, parameters: [] }, role, filter.marks)
  );
}

/** Draws a line whole, JSON and logfmt field by field. */
export function renderOpen(frame: Frame, view: View, line: LogLine): void {
  const inner = frame.box(
    [
      { text: `${baseName(line.source)}:${line.line}`, role: "title" },
      { text: ` ${view.texts.full(line.timeMs)}`, role: "muted" },
      ...(line.score > 0 ? [{ text: ` score ${line.score.toFixed(2)}`, role: "accent" } as const] : []),
    ],
    { role: "focus" },
    "esc closes",
  ).inset(1, 0);
  const rows = (expandedFields(line.text, line.messageStart) ?? [line.text]).flatMap((text) =>
    wrap(text, inner.columns)
  );
  for (const [row, text] of rows.slice(0, inner.rows).entries()) {
    inner.spans(0, row, logSpans({ ...line, text, messageStart: 0, parameters: [] }, "plain", view.filter.marks));
  }
}
