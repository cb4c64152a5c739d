/**
 * A frame of the dashboard as a picture (SVG), cell by cell as a terminal would show it. Words of one style are one
 * element whose length is given, so that they stand in their cells whatever font there is. Blanks at the ends of an
 * element, and several in a row, are left out, since viewers differ about them.
 */
import { columnsOf } from "../src/core/text/width.ts";
import { glyphText, type Grid, RIGHT_HALF } from "../src/tui/grid.ts";
import { ATTRIBUTE, attributesOf } from "../src/tui/style.ts";
import type { Theme } from "../src/tui/theme.ts";

const CELL = { width: 8.4, height: 18, baseline: 13.5, fontSize: 14 } as const;
const MARGIN = 12;

/** What the terminal itself looks like. */
export interface Ground {
  readonly text: string;
  readonly ground: string;
}

/** The picture; `title` is read out where it cannot be seen. */
export function svgOf(grid: Grid, theme: Theme, { text, ground }: Ground, title: string): string {
  const width = Math.ceil(grid.columns * CELL.width + 2 * MARGIN);
  const height = grid.rows * CELL.height + 2 * MARGIN;
  const grounds: string[] = [];
  const texts: string[] = [];
  for (let row = 0; row < grid.rows; row++) {
    for (const run of runsOf(grid, row)) {
      const colors = theme.colors(run.style);
      const x = number(MARGIN + run.column * CELL.width);
      const columns = number(run.columns * CELL.width);
      const y = MARGIN + row * CELL.height;
      if (colors.ground !== undefined) {
        grounds.push(
          `<rect x="${x}" y="${y}" width="${columns}" height="${CELL.height}" fill="${hex(colors.ground)}"/>`,
        );
      }
      if (run.text.trim() === "") continue;
      const attributes = attributesOf(run.style);
      const bold = (attributes & ATTRIBUTE.bold) === 0 ? "" : ' font-weight="bold"';
      const underline = (attributes & ATTRIBUTE.underline) === 0 ? "" : ' text-decoration="underline"';
      const plain = drawBlocks(
        run,
        { x: MARGIN + run.column * CELL.width, y, fill: hexOr(colors.text, text) },
        grounds,
      );
      const fill = colors.text === undefined ? "" : ` fill="${hex(colors.text)}"`;
      for (const { 0: words, index } of plain.matchAll(/\S+(?: \S+)*/g)) {
        const at = MARGIN + (run.column + columnsOf(plain.slice(0, index))) * CELL.width;
        const length = number(columnsOf(words) * CELL.width);
        texts.push(
          `<text x="${number(at)}" y="${y + CELL.baseline}" textLength="${length}"${fill}${bold}${underline}>${
            escaped(words)
          }</text>`,
        );
      }
    }
  }
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img">
<title>${escaped(title)}</title>
<rect width="100%" height="100%" rx="8" fill="${ground}"/>
${grounds.join("\n")}
<g font-family="ui-monospace, 'DejaVu Sans Mono', Menlo, Consolas, monospace" font-size="${CELL.fontSize}" fill="${text}">
${texts.join("\n")}
</g>
</svg>
`;
}

/** Bars are drawn as areas, which leave no gaps between rows as letters would; returns the text without them. */
function drawBlocks(
  { text }: Run,
  { x, y, fill }: { readonly x: number; readonly y: number; readonly fill: string },
  areas: string[],
): string {
  return [...text].map((character, k) => {
    const block = character.codePointAt(0)! - 0x2580;
    if (block < 1 || block > 15) return character;
    // up to a whole cell from below, then ever less of one from the left
    const height = CELL.height * Math.min(block, 8) / 8;
    const width = CELL.width * Math.min(16 - block, 8) / 8;
    const top = number(y + CELL.height - height);
    areas.push(
      `<rect x="${number(x + k * CELL.width)}" y="${top}" width="${number(width)}" height="${
        number(height)
      }" fill="${fill}"/>`,
    );
    return " ";
  }).join("");
}

function hexOr(rgb: number | undefined, other: string): string {
  return rgb === undefined ? other : hex(rgb);
}

interface Run {
  readonly column: number;
  columns: number;
  readonly style: number;
  text: string;
}

/** Cells of one style beside each other. */
function runsOf(grid: Grid, row: number): Run[] {
  const runs: Run[] = [];
  for (let column = 0; column < grid.columns; column++) {
    const i = row * grid.columns + column;
    const last = runs.at(-1);
    if (grid.glyph[i] === RIGHT_HALF) {
      if (last !== undefined) last.columns++;
      continue;
    }
    const text = glyphText(grid.glyph[i]);
    if (last !== undefined && last.style === grid.style[i]) {
      last.columns++;
      last.text += text;
    } else runs.push({ column, columns: 1, style: grid.style[i], text });
  }
  return runs;
}

function hex(rgb: number): string {
  return `#${rgb.toString(16).padStart(6, "0")}`;
}

function number(value: number): string {
  return String(Math.round(value * 10) / 10);
}

function escaped(text: string): string {
  return text.replace(/[&<>]/g, (character) => character === "&" ? "&amp;" : character === "<" ? "&lt;" : "&gt;");
}
