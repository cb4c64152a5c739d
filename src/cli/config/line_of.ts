/**
 * Finds the line of a YAML text on which a value stands, by its path of keys and indices.
 *
 * The YAML parser gives values without positions, so the text is followed by its indentation. That is exact for block
 * style; within `[…]` and `{…}` the answer is the line on which the bracket opens, or the nearest key above.
 */

export type Path = readonly (string | number)[];

/** Lines `first` up to `last` (exclusive), whose entries begin at `column`. */
interface Block {
  readonly first: number;
  readonly last: number;
  readonly column: number;
}

/** The 1-based number of the line; of its nearest parent when the path itself is not found, 1 when nothing is. */
export function lineOf(text: string, path: Path): number {
  const lines = text.split(/\r?\n/);
  let block: Block | undefined = blockFrom(lines, 0, lines.length);
  let found = 0;
  for (const step of path) {
    if (block === undefined) break;
    const line: number | undefined = typeof step === "number"
      ? itemLine(lines, block, step)
      : keyLine(lines, block, step);
    if (line === undefined) break;
    found = line;
    block = typeof step === "number" ? itemBlock(lines, block, line) : valueBlock(lines, block, line);
  }
  return found + 1;
}

function keyLine(lines: readonly string[], block: Block, key: string): number | undefined {
  for (let i = block.first; i < block.last; i++) {
    if (!columnsOf(lines[i]).includes(block.column)) continue;
    const [, double, single, plain] =
      /^(?:"([^"]*)"|'([^']*)'|([^\s:#][^:#]*?))\s*:(?:\s|$)/.exec(lines[i].slice(block.column)) ?? [];
    if ((double ?? single ?? plain) === key) return i;
  }
  return undefined;
}

/** What stands under a key: deeper lines, or list items that are as deep as the key itself. */
function valueBlock(lines: readonly string[], block: Block, line: number): Block | undefined {
  const first = nextContent(lines, line + 1, block.last);
  if (first === undefined) return undefined;
  const column = indentOf(lines[first]);
  const sameColumn = column === block.column && isItem(lines[first]);
  if (column <= block.column && !sameColumn) return undefined;
  let last = first + 1;
  while (last < block.last && (isBlank(lines[last]) || belongs(lines[last], block.column, sameColumn))) last++;
  return { first, last, column };
}

function belongs(line: string, column: number, itemsAtColumn: boolean): boolean {
  return indentOf(line) > column || (itemsAtColumn && indentOf(line) === column && isItem(line));
}

function itemLine(lines: readonly string[], block: Block, index: number): number | undefined {
  let seen = 0;
  for (let i = block.first; i < block.last; i++) {
    if (isBlank(lines[i]) || !isItem(lines[i].slice(block.column)) || !columnsOf(lines[i]).includes(block.column)) {
      continue;
    }
    if (seen++ === index) return i;
  }
  return undefined;
}

function itemBlock(lines: readonly string[], block: Block, line: number): Block | undefined {
  let last = line + 1;
  while (last < block.last && (isBlank(lines[last]) || indentOf(lines[last]) > block.column)) last++;
  const column = columnsOf(lines[line]).find((column) => column > block.column);
  return column === undefined ? blockFrom(lines, line + 1, last) : { first: line, last, column };
}

function blockFrom(lines: readonly string[], from: number, last: number): Block | undefined {
  const first = nextContent(lines, from, last);
  return first === undefined ? undefined : { first, last, column: indentOf(lines[first]) };
}

function nextContent(lines: readonly string[], from: number, last: number): number | undefined {
  for (let i = from; i < last; i++) {
    if (!isBlank(lines[i])) return i;
  }
  return undefined;
}

/** The columns at which entries of a line begin: its indentation, and what follows each "- ". */
function columnsOf(line: string): number[] {
  const columns: number[] = [];
  const prefix = /^ *(?:- +)*/.exec(line)?.[0] ?? "";
  for (let i = 0; i <= prefix.length; i++) {
    if (i === prefix.length || prefix[i] === "-") columns.push(i);
  }
  return isBlank(line) ? [] : columns;
}

function indentOf(line: string): number {
  return line.length - line.trimStart().length;
}

function isItem(text: string): boolean {
  return /^\s*-(\s|$)/.test(text);
}

function isBlank(line: string): boolean {
  return /^\s*(#.*|---.*|%.*)?$/.test(line);
}
