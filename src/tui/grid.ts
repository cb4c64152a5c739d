/**
 * A screen as a grid of cells: what stands in each, and its style. Widgets draw into a grid; the difference to the grid
 * before is what goes to the terminal (diff.ts). Typed arrays, since a frame of 300 by 100 is
 * compared ten times a second.
 */
import { clusterColumns, clustersOf, isSimple } from "../core/text/width.ts";
import { PLAIN, type Style } from "./style.ts";

/** The cell belongs to the wide cluster on its left. */
export const RIGHT_HALF = 0;
const SPACE = 32;
/** Numbers from here on stand for clusters of several code points. */
const CLUSTER_BASE = 0x200000;
/** Such clusters that are known at a time; beyond, they are shown as U+FFFD. */
const CLUSTERS_MAX = 1 << 16;
/** UTF-16 units of a cluster; of a longer one (stacked marks) only the first code point is shown. */
const CLUSTER_LENGTH_MAX = 16;

const clusters: string[] = [];
const clusterNumbers = new Map<string, number>();

/** The text of a cell's number. */
export function glyphText(glyph: number): string {
  return glyph >= CLUSTER_BASE ? clusters[glyph - CLUSTER_BASE] : String.fromCodePoint(glyph);
}

/** Whether terminals disagree about the columns of what stands in the cell. */
export function isDoubtful(glyph: number): boolean {
  return glyph >= CLUSTER_BASE || glyph > 0xffff;
}

export class Grid {
  readonly columns: number;
  readonly rows: number;
  /** A code point or the number of a cluster; `RIGHT_HALF` where a wide one on the left reaches in. */
  readonly glyph: Int32Array;
  readonly style: Int32Array;

  constructor(columns: number, rows: number) {
    this.columns = columns;
    this.rows = rows;
    this.glyph = new Int32Array(columns * rows).fill(SPACE);
    this.style = new Int32Array(columns * rows);
  }

  clear(): void {
    this.glyph.fill(SPACE);
    this.style.fill(PLAIN);
  }

  /** Writes text from a cell on, never beyond column `end` or outside the grid; returns the column after it. */
  write(column: number, row: number, text: string, style: Style, end = this.columns): number {
    const limit = Math.min(end, this.columns);
    if (row < 0 || row >= this.rows) return column;
    if (isSimple(text)) {
      const length = Math.min(text.length, limit - column);
      for (let k = 0; k < length; k++) if (column + k >= 0) this.#put(column + k, row, text.charCodeAt(k), 1, style);
      return column + Math.max(0, length);
    }
    for (const cluster of clustersOf(text)) {
      const width = clusterColumns(cluster);
      if (width === 0) continue;
      if (column + width > limit) break;
      if (column >= 0) this.#put(column, row, glyphOf(cluster), width, style);
      column += width;
    }
    return column;
  }

  /** Fills a part of a row with one narrow character. */
  fill(column: number, row: number, width: number, character: string, style: Style): void {
    if (row < 0 || row >= this.rows) return;
    const glyph = glyphOf(character);
    const end = Math.min(this.columns, column + width);
    for (let at = Math.max(0, column); at < end; at++) this.#put(at, row, glyph, 1, style);
  }

  /** What stands in a row, for tests and for copying. */
  rowText(row: number): string {
    let text = "";
    for (let i = row * this.columns; i < (row + 1) * this.columns; i++) {
      if (this.glyph[i] !== RIGHT_HALF) text += glyphText(this.glyph[i]);
    }
    return text.trimEnd();
  }

  /** All rows, for tests. */
  toString(): string {
    return Array.from({ length: this.rows }, (_, row) => this.rowText(row)).join("\n");
  }

  #put(column: number, row: number, glyph: number, width: number, style: Style): void {
    const i = row * this.columns + column;
    // what was cut in half by this shows nothing rather than half of itself
    if (this.glyph[i] === RIGHT_HALF && column > 0) this.glyph[i - 1] = SPACE;
    const after = i + width;
    if (column + width < this.columns && this.glyph[after] === RIGHT_HALF) this.glyph[after] = SPACE;
    this.glyph[i] = glyph;
    this.style[i] = style;
    if (width === 2) {
      this.glyph[i + 1] = RIGHT_HALF;
      this.style[i + 1] = style;
    }
  }
}

function glyphOf(cluster: string): number {
  const point = cluster.codePointAt(0) ?? SPACE;
  if (cluster.length === (point > 0xffff ? 2 : 1) || cluster.length > CLUSTER_LENGTH_MAX) return point;
  const known = clusterNumbers.get(cluster);
  if (known !== undefined) return known;
  if (clusters.length >= CLUSTERS_MAX) return 0xfffd;
  const number = CLUSTER_BASE + clusters.push(cluster) - 1;
  clusterNumbers.set(cluster, number);
  return number;
}
