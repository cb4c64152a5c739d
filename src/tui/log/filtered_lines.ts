/**
 * Which lines match a filter, found bit by bit: a frame looks at some thousand lines, first the newest, then
 * further back, so that a search through all that is kept never holds up drawing.
 */
import type { Filter } from "../../core/filter.ts";
import type { LogList } from "../../core/views/log_list.ts";
import { isInRange, type TimeRange } from "../view.ts";

/** Lines that are looked at in one go, which takes some ten milliseconds; a frame may go on a few times. */
const LOOKS_MAX = 8192;

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
    const subject = this.#list.subjectAt(number);
    return isInRange(this.#range, subject.time) && this.#filter.test(subject);
  }
}
