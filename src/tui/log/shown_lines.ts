/** The lines that a view shows, by their place: all that are kept, or those that match. */
import { FilteredLines } from "./filtered_lines.ts";
import type { LogOrder } from "../../core/views/log_list.ts";
import type { View } from "../view.ts";

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

/** Whether there are lines that the search for what a view shows has not looked at yet. */
export function isSearching({ snapshot, filter, range }: View): boolean {
  if (filter.isEmpty && range === undefined) return false;
  return search === undefined || !search.isOf(snapshot.logs, filter, range) || !search.isComplete;
}

/** Lines that match, by event time; made anew when there are others. */
let sorted:
  | { readonly of: readonly number[]; readonly length: number; readonly numbers: readonly number[] }
  | undefined;

/** What the filter and the range leave, by event time. */
export function linesOf({ snapshot, filter, range }: View): ShownLines {
  const { logs: list } = snapshot;
  const { order } = list;
  if (filter.isEmpty && range === undefined) {
    return {
      length: order.length,
      isComplete: true,
      at: (index) => order.at(index),
      indexOf: (number) => order.placeOf(number),
    };
  }
  if (search === undefined || !search.isOf(list, filter, range)) search = new FilteredLines(list, filter, range);
  search.advance();
  const { isComplete } = search;
  const matches = byTime(search.matches, order);
  return {
    length: matches.length,
    isComplete,
    at: (index) => matches[index],
    indexOf: (number) => {
      const found = matches.findIndex((match) => order.compare(match, number) >= 0);
      return found < 0 ? matches.length - 1 : found;
    },
  };
}

function byTime(matches: readonly number[], order: LogOrder): readonly number[] {
  if (order.isAsRead) return matches;
  if (sorted === undefined || sorted.of !== matches || sorted.length !== matches.length) {
    sorted = { of: matches, length: matches.length, numbers: matches.toSorted((a, b) => order.compare(a, b)) };
  }
  return sorted.numbers;
}
