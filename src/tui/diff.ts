/**
 * What to tell a terminal so that it shows a grid, given what it shows now: only cells that changed, with as few bytes
 * as is simple. Wrapped in synchronised output (private mode 2026), so that a terminal shows whole frames.
 */
import { glyphText, type Grid, isDoubtful, RIGHT_HALF } from "./grid.ts";
import { PLAIN, type Style } from "./style.ts";
import type { Theme } from "./theme.ts";

const SPACE = 32;
/** Unchanged cells that are written again rather than jumped over: a jump takes as many bytes. */
const GAP_MAX = 4;
const SYNC_BEGIN = "\x1b[?2026h";
const SYNC_END = "\x1b[?2026l";

export class Differ {
  #theme: Theme;
  #shown: Grid | undefined;

  constructor(theme: Theme) {
    this.#theme = theme;
  }

  /** The terminal shows nothing that is known: the next frame is written whole. */
  invalidate(theme = this.#theme): void {
    this.#theme = theme;
    this.#shown = undefined;
  }

  /**
   * What to write so that the terminal shows this grid; "" when it does. The grid is kept, and
   * must not be drawn on again.
   */
  next(grid: Grid): string {
    const shown = this.#shown;
    const isSameSize = shown !== undefined && shown.columns === grid.columns && shown.rows === grid.rows;
    const cells = new CellWriter(this.#theme, grid, isSameSize ? shown : undefined).write();
    this.#shown = grid;
    if (isSameSize) return cells === "" ? "" : SYNC_BEGIN + cells + SYNC_END;
    return `${SYNC_BEGIN}${this.#theme.sequence(PLAIN)}\x1b[2J${cells}${SYNC_END}`;
  }
}

/** Where the cursor of the terminal is, and which style it has set, while the cells of one frame are written. */
class CellWriter {
  readonly #theme: Theme;
  readonly #grid: Grid;
  readonly #shown: Grid | undefined;
  #out = "";
  #column = -1;
  #row = -1;
  #style: Style | undefined;

  constructor(theme: Theme, grid: Grid, shown: Grid | undefined) {
    this.#theme = theme;
    this.#grid = grid;
    this.#shown = shown;
  }

  write(): string {
    const { columns, rows, glyph } = this.#grid;
    for (let row = 0; row < rows; row++) {
      if (!this.#isRowChanged(row)) continue;
      for (let column = 0, i = row * columns; column < columns; column++, i++) {
        if (glyph[i] !== RIGHT_HALF && this.#isChanged(i, column)) this.#cell(i, column, row);
      }
    }
    if (this.#style !== undefined && this.#style !== PLAIN) this.#out += this.#theme.sequence(PLAIN);
    return this.#out;
  }

  /** Most rows are as they were; a plain loop over them takes a fifth of asking cell by cell. */
  #isRowChanged(row: number): boolean {
    const shown = this.#shown;
    if (shown === undefined) return true;
    const { columns, glyph, style } = this.#grid;
    const [shownGlyph, shownStyle] = [shown.glyph, shown.style];
    for (let i = row * columns, end = i + columns; i < end; i++) {
      if (glyph[i] !== shownGlyph[i] || style[i] !== shownStyle[i]) return true;
    }
    return false;
  }

  #isChanged(i: number, column: number): boolean {
    const { glyph, style, columns } = this.#grid;
    const shown = this.#shown;
    if (shown === undefined) return glyph[i] !== SPACE || style[i] !== PLAIN;
    if (shown.glyph[i] !== glyph[i] || shown.style[i] !== style[i]) return true;
    // a wide cluster whose right half was something else
    return column + 1 < columns && glyph[i + 1] === RIGHT_HALF && shown.glyph[i + 1] !== RIGHT_HALF;
  }

  #cell(i: number, column: number, row: number): void {
    const { glyph, style, columns } = this.#grid;
    this.#moveTo(i, column, row);
    if (this.#style !== style[i]) {
      this.#style = style[i];
      this.#out += this.#theme.sequence(style[i]);
    }
    this.#out += glyphText(glyph[i]);
    const isWide = column + 1 < columns && glyph[i + 1] === RIGHT_HALF;
    this.#column = column + (isWide ? 2 : 1);
    this.#row = row;
    // the terminal may think otherwise of its width, and at the end of a row of where the cursor is
    if (isDoubtful(glyph[i]) || this.#column >= columns) this.#column = this.#row = -1;
  }

  #moveTo(i: number, column: number, row: number): void {
    if (this.#row !== row || this.#column > column) {
      this.#out += `\x1b[${row + 1};${column + 1}H`;
    } else if (this.#column < column) {
      const gap = column - this.#column;
      if (gap <= GAP_MAX && this.#isPlainGap(i - gap, i)) {
        for (let k = i - gap; k < i; k++) this.#out += glyphText(this.#grid.glyph[k]);
      } else this.#out += gap === 1 ? "\x1b[C" : `\x1b[${gap}C`;
    }
  }

  #isPlainGap(from: number, to: number): boolean {
    const { glyph, style } = this.#grid;
    for (let k = from; k < to; k++) {
      if (style[k] !== this.#style || glyph[k] < SPACE || glyph[k] > 0x2fff || isDoubtful(glyph[k])) return false;
    }
    return true;
  }
}
