/**
 * The seed's format: `[2025-09-30 06:01:09] [INFO] [auth] Session created for user session duration: 2737s`.
 * It names no zone, and has no place for a trace id, so that stands at the end of a request's lines; a stack trace
 * follows on lines of its own.
 */
import type { LineFormat } from "./format.ts";
import { secondsText } from "../../core/time_text.ts";

export const seedFormat: LineFormat = {
  name: "seed",
  writer: (utcOffsetMinutes) => {
    const time = secondsText(" ");
    const offsetMs = utcOffsetMinutes * 60_000;
    return (event) => {
      let text = `[${time(event.timeMs + offsetMs)}] [${event.level}] [${event.component}] ${event.message}`;
      if (event.traceId !== undefined) text += ` trace_id=${event.traceId}`;
      if (event.stack !== undefined) text += `\n${event.stack.join("\n")}`;
      return text;
    };
  },
};
