/** How events become text. One file per format; `mod.ts` is the table of them. */
import type { LogEvent } from "../event.ts";

/**
 * Writes an event without its final line feed. ASCII only, as long as the event's texts are; several physical lines
 * where the format has no other way to carry a stack trace.
 */
export type WriteEvent = (event: LogEvent) => string;

export interface LineFormat {
  readonly name: string;
  /**
   * @param utcOffsetMinutes east of Greenwich, for formats whose times name no zone
   * @returns a writer with caches of its own
   */
  readonly writer: (utcOffsetMinutes: number) => WriteEvent;
}
