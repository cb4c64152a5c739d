/**
 * Which lines match a filter, found bit by bit: a frame looks at some thousand lines at most, first the newest, then
 * further back, so that a search through all that is kept never holds up drawing.
 */
import type { Filter, FilterSubject } from "../../core/filter.ts";
import type { LogLine, LogList } from "../../core/views/log_list.ts";
import { isInRange, type TimeRange } from "../view.ts";

/** Lines that one frame looks at. */
const LOOKS_MAX = 3000;

/** The numbers of lines that match, oldest first. */
export class FilteredLines {
  readonly #list: LogList;
  readonly #filter: Filter;
  readonly #range: TimeRange | undefined;
  #matches: number[] = [];
  /** Lines from `#from` up to `#to` have been looked at. */
  #from: number;
  #to: number;

  constructor(list: LogList, filter: Filter, range: TimeRange | undefined) {
    this.#list = list;
    this.#filter = filter;
    this.#range = range;
    this.#from = this.#to = list.next;
  }

  /** Whether it is a search for the same in the same lines. */
  isOf(list: LogList, filter: Filter, range: TimeRange | undefined): boolean {
    return this.#list === list && this.#filter === filter && this.#range === range;
  }

  get matches(): readonly number[] {
    return this.#matches;
  }

  /** Whether all lines that are kept were looked at. */
  get isComplete(): boolean {
    return this.#from <= this.#list.first;
  }

  /** Looks at what is new, then further back. */
  advance(): void {
    const { first, next } = this.#list;
    let looks = LOOKS_MAX;
    // a reader may be far ahead: then the search begins anew at the newest
    if (next - this.#to > LOOKS_MAX) {
      this.#matches = [];
      this.#from = this.#to = next;
    }
    for (; this.#to < next && looks > 0; looks--, this.#to++) if (this.#holds(this.#to)) this.#matches.push(this.#to);
    const older: number[] = [];
    for (; this.#from > first && looks > 0; looks--) if (this.#holds(--this.#from)) older.push(this.#from);
    if (older.length > 0) this.#matches = [...older.reverse(), ...this.#matches];
    if (this.#matches[0] < first) this.#matches = this.#matches.filter((number) => number >= first);
  }

  #holds(number: number): boolean {
    const line = this.#list.at(number);
    return isInRange(this.#range, line.timeMs) && this.#filter.test(subjectOf(line));
  }
}

/** What a filter may ask of a line. */
export function subjectOf({ text, severity, source, template, score, timeMs }: LogLine): FilterSubject {
  return { text, severity, source, template, score, time: timeMs };
}
