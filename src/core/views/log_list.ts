/** The newest lines as they are shown: by their numbers, or in the order of their times. */

import type { FilterSubject } from "../filter.ts";

/** A line as the log view shows it. */
export interface LogLine {
  readonly source: string;
  readonly line: number;
  readonly timeMs: number;
  readonly severity: number;
  readonly text: string;
  /** Id of its template, as it was when the line was read. */
  readonly template: string;
  readonly score: number;
  /** The anomaly that it belongs to; "" for none. */
  readonly anomaly: string;
  readonly isContinuation: boolean;
  /** Where its message begins in the text, in UTF-16 units: before it stand its time, level and the like. */
  readonly messageStart: number;
  /** Parts of the text that vary, as offsets in UTF-16 units, ordered. */
  readonly parameters: readonly (readonly [start: number, end: number])[];
}

/** The newest lines of all sources. Numbers count from the first line of the run, as they were read. */
export interface LogList {
  /** Number of the oldest line that is kept, and of the line after the newest. */
  readonly first: number;
  readonly next: number;
  at(number: number): LogLine;
  /** What a filter may ask of a line: a small part of what making all of it takes. */
  subjectAt(number: number): FilterSubject & { readonly time: number };
  /** The lines of all sources merged by event time. */
  readonly order: LogOrder;
}

/** Lines by event time: places from 0, the oldest, on. */
export interface LogOrder {
  /** Whether that is the order in which they were read. */
  readonly isAsRead: boolean;
  readonly length: number;
  /** The number of the line at a place. */
  at(place: number): number;
  /** The place of a line, or of the next after it. */
  placeOf(number: number): number;
  /** Below 0 where line `a` stands before line `b`. */
  compare(a: number, b: number): number;
}
