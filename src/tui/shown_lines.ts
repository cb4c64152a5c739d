/** The lines that a view shows, by their place: all that are kept, or those that match. */
import { FilteredLines } from "./filtered_lines.ts";
import type { View } from "./view.ts";

/** The search that goes on: it looks further with every frame that asks for the same. */
let search: FilteredLines | undefined;

/** Lines by their place among those that are shown. */
export interface ShownLines {
  readonly length: number;
  readonly isComplete: boolean;
  at(index: number): number;
  /** The place of a line, or of the nearest after it. */
  indexOf(number: number): number;
}

/** What the filter and the range leave. */
export function linesOf({ snapshot, filter, range }: View): ShownLines {
  const { logs: list } = snapshot;
  if (filter.isEmpty && range === undefined) {
    const { first, next } = list;
    return {
      length: next - first,
      isComplete: true,
      at: (index) => first + index,
      indexOf: (number) => number - first,
    };
  }
  if (search === undefined || !search.isOf(list, filter, range)) search = new FilteredLines(list, filter, range);
  search.advance();
  const { matches, isComplete } = search;
  return {
    length: matches.length,
    isComplete,
    at: (index) => matches[index],
    indexOf: (number) => {
      const found = matches.findIndex((match) => match >= number);
      return found < 0 ? matches.length - 1 : found;
    },
  };
}
