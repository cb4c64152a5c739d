/**
 * Drawing on a part of a grid: positions count from the part's own corner, and nothing reaches beyond it. A widget gets
 * the frame it may draw on, and hands parts of it to others.
 */
import { showText } from "../core/text/colours.ts";
import { columnsOf, cutToColumns, isSimple } from "../core/text/width.ts";
import type { Grid } from "./grid.ts";
import { type Look, type Role, styleOf } from "./style.ts";

/** A part of the screen, in cells. */
export interface Rect {
  readonly column: number;
  readonly row: number;
  readonly columns: number;
  readonly rows: number;
}

/** Text with a look of its own within a line. */
export interface Span extends Look {
  readonly text: string;
}

/** The characters that lines and boxes are drawn with. */
export interface LineSet {
  readonly horizontal: string;
  readonly vertical: string;
  readonly corners: readonly [string, string, string, string];
}

/** Rounded boxes, and boxes for terminals or fonts without them. */
const LINE_SETS: Readonly<Record<"unicode" | "ascii", LineSet>> = {
  unicode: { horizontal: "─", vertical: "│", corners: ["╭", "╮", "╰", "╯"] },
  ascii: { horizontal: "-", vertical: "|", corners: ["+", "+", "+", "+"] },
};

export class Frame {
  readonly columns: number;
  readonly rows: number;
  /** Only characters of ASCII may be drawn. */
  readonly ascii: boolean;
  readonly #grid: Grid;
  readonly #rect: Rect;
  readonly #ground: Role;

  constructor(grid: Grid, { ascii = false, ground = "plain", rect = whole(grid) }: FrameOptions = {}) {
    this.#grid = grid;
    this.#rect = rect;
    this.#ground = ground;
    this.columns = rect.columns;
    this.rows = rect.rows;
    this.ascii = ascii;
  }

  /** A part of this frame, cut to it; `ground` is what is behind all that is drawn there. */
  part(rect: Rect, ground: Role = this.#ground): Frame {
    const column = Math.max(0, Math.min(this.columns, rect.column));
    const row = Math.max(0, Math.min(this.rows, rect.row));
    const cut: Rect = {
      column: this.#rect.column + column,
      row: this.#rect.row + row,
      columns: Math.max(0, Math.min(rect.columns, this.columns - column)),
      rows: Math.max(0, Math.min(rect.rows, this.rows - row)),
    };
    return new Frame(this.#grid, { ascii: this.ascii, ground, rect: cut });
  }

  /** The part without a margin of so many cells on each side. */
  inset(columns: number, rows: number): Frame {
    return this.part({ column: columns, row: rows, columns: this.columns - 2 * columns, rows: this.rows - 2 * rows });
  }

  /** One row of it, or of some columns of it. */
  line(row: number, ground?: Role): Frame {
    return this.part({ column: 0, row, columns: this.columns, rows: 1 }, ground ?? this.#ground);
  }

  /** Writes text, cut with "…" where it does not fit into `columns`; returns the column after it. */
  text(column: number, row: number, text: string, look: Look = {}, columns = this.columns - column): number {
    if (row < 0 || row >= this.rows || column < 0 || columns <= 0) return column;
    const room = Math.min(columns, this.columns - column);
    // what a log says is shown and never obeyed
    if (!isSimple(text)) text = showText(text);
    const { column: left, row: top } = this.#rect;
    const shown = this.ascii ? toAscii(cutToColumns(text, room)) : cutToColumns(text, room);
    return this.#grid.write(left + column, top + row, shown, styleOf(look, this.#ground), left + column + room) - left;
  }

  /** Writes text so that it ends before column `end`. */
  textBefore(end: number, row: number, text: string, look: Look = {}): void {
    const columns = Math.min(columnsOf(text), end);
    this.text(end - columns, row, text, look, columns);
  }

  /** Writes spans one after another; returns the column after them. */
  spans(column: number, row: number, spans: readonly Span[]): number {
    for (const span of spans) column = this.text(column, row, span.text, span);
    return column;
  }

  /** Fills it with one narrow character. */
  fill(character = " ", look: Look = {}): void {
    const style = styleOf(look, this.#ground);
    const { column, row } = this.#rect;
    for (let k = 0; k < this.rows; k++) this.#grid.fill(column, row + k, this.columns, character, style);
  }

  /** Draws a box with a title around its edge; returns what is inside. */
  box(title: string | readonly Span[] = "", look: Look = { role: "border" }, note = ""): Frame {
    const { horizontal, vertical, corners } = LINE_SETS[this.ascii ? "ascii" : "unicode"];
    const { columns, rows } = this;
    if (columns < 2 || rows < 2) return this.part({ column: 0, row: 0, columns: 0, rows: 0 });
    const edge = horizontal.repeat(columns - 2);
    this.text(0, 0, corners[0] + edge + corners[1], look);
    this.text(0, rows - 1, corners[2] + edge + corners[3], look);
    for (let row = 1; row < rows - 1; row++) {
      this.text(0, row, vertical, look);
      this.text(columns - 1, row, vertical, look);
    }
    const spans: readonly Span[] = typeof title === "string" ? [{ text: title, role: "title" }] : title;
    if (spans.some(({ text }) => text !== "") && columns > 6) {
      const inner = this.part({ column: 2, row: 0, columns: columns - 4, rows: 1 });
      inner.text(inner.spans(1, 0, spans), 0, " ");
      inner.text(0, 0, " ");
    }
    if (note !== "" && columns > 8) this.textBefore(columns - 2, rows - 1, ` ${note} `, { role: "muted" });
    return this.inset(1, 1);
  }
}

/** What a frame is made of. */
export interface FrameOptions {
  readonly ascii?: boolean;
  readonly ground?: Role;
  readonly rect?: Rect;
}

function whole({ columns, rows }: Grid): Rect {
  return { column: 0, row: 0, columns, rows };
}

const ASCII_OF: Readonly<Record<string, string>> = {
  "…": "~",
  "·": ".",
  "×": "x",
  "▲": "!",
  "●": "*",
  "△": "'",
  "○": "o",
  "◆": "#",
  "▸": ">",
  "→": ">",
  "←": "<",
  "↑": "^",
  "↓": "v",
  "–": "-",
  "—": "-",
  "−": "-",
  "≥": ">",
  "✓": "x",
  "│": "|",
  "─": "-",
};

/** Our own signs in ASCII; text of logs beyond it becomes "?". */
function toAscii(text: string): string {
  return text.replace(/[^\x20-\x7e]/gu, (character) => ASCII_OF[character] ?? "?");
}
