/**
 * How events become text. A format says how the lines of a template look, once: a list of texts and of fields that
 * differ from line to line. What is left to do for each line is to put pieces together. One file per family of formats;
 * `mod.ts` is the table of them.
 */
import type { LogEvent } from "../event.ts";
import type { MessageTemplate } from "../message_template.ts";
import type { TimeText } from "./times.ts";

/** What stands between the texts of a layout: a value of the event by its index (from 0), or one of these. */
export const FIELD = {
  time: -1,
  traceId: -2,
  host: -3,
  pid: -4,
  thread: -5,
  /** The stack trace as the format has it; nothing for an event without one. */
  stack: -6,
} as const;
/** Added to the index of a value that is written as a JSON value, or as logfmt writes one. */
export const JSON_VALUE = 1000;
export const LOGFMT_VALUE = 2000;

/** Texts and fields in the order of the line. */
export type Layout = readonly (string | number)[];

export interface LineFormat {
  readonly time: TimeText;
  /** The lines of a template; undefined when the format has no line for it. */
  readonly layout: (template: MessageTemplate, hasTrace: boolean) => Layout | undefined;
  /** A stack trace where the layout has it; by default each of its lines is a line of the log. */
  readonly stack?: (lines: readonly string[], timeText: string) => string;
}

/**
 * Writes an event without its final line feed. ASCII only, as long as the event's texts are; several physical lines
 * where the format has no other way to carry a stack trace. Undefined for an event that the format has no line for.
 */
export type WriteEvent = (event: LogEvent) => string | undefined;

/** The message's texts and values; `escape` makes texts fit into what is around them. */
export function messageLayout({ literals }: MessageTemplate, escape = (text: string) => text): (string | number)[] {
  const layout: (string | number)[] = [escape(literals[0])];
  for (let index = 1; index < literals.length; index++) layout.push(index - 1, escape(literals[index]));
  return layout;
}

/** The message, the trace id at its end where there is one, and the stack trace on lines of its own. */
export function messageAndTrace(template: MessageTemplate, hasTrace: boolean): (string | number)[] {
  const trace = hasTrace ? [" trace_id=", FIELD.traceId] : [];
  return [...messageLayout(template), ...trace, FIELD.stack];
}

/** A format whose lines are a head and then the message. */
export function headed(time: TimeText, head: (template: MessageTemplate) => Layout): LineFormat {
  return { time, layout: (template, hasTrace) => [...head(template), ...messageAndTrace(template, hasTrace)] };
}
