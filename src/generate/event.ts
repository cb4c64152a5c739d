/**
 * What happened, before it is written in a format: the one shape between scenarios and traffic on one side and formats
 * on the other. The text is not made here: a format knows how a template's pieces look in its lines, and an incident
 * may change a value before they are put together.
 */
import type { MessageTemplate } from "./message_template.ts";

export const LEVELS = ["DEBUG", "INFO", "WARN", "ERROR", "FATAL"] as const;
export type Level = typeof LEVELS[number];

export type Value = string | number;

export interface LogEvent {
  /** Milliseconds since the epoch, UTC, whole: when it is written. */
  readonly timeMs: number;
  readonly template: MessageTemplate;
  /** One for each of the template's parameters. */
  readonly values: readonly Value[];
  /** Which of the service's processes writes it, from 0. */
  readonly instance: number;
  /** The request that the line belongs to: shared by its lines in all services. */
  readonly traceId: string | undefined;
  /** Lines of a stack trace, without their line feeds. */
  readonly stack: readonly string[] | undefined;
  /** Part of an incident's story, but nothing is odd about it. */
  readonly harmless?: true;
  /** What the line's own clock shows instead of `timeMs`. */
  readonly shownMs?: number;
}

/** The message as text. */
export function messageOf({ template: { literals }, values }: Pick<LogEvent, "template" | "values">): string {
  let text = literals[0];
  for (let index = 0; index < values.length; index++) text += values[index] + literals[index + 1];
  return text;
}
