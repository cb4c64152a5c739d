/** Which text an event becomes: chosen once, by `--format` and by where it goes. */
import type { OddlineEvent } from "../../core/anomaly.ts";
import { createNdjsonSink } from "./ndjson.ts";
import { Sink, type WriteBytes } from "./sink.ts";
import { TextFormat } from "./text.ts";
import { choosePaint, type ColorWish } from "../theme.ts";

export type EventFormat = "text" | "ndjson";

/** How events look, and when they are written. */
export interface EventSinkOptions extends ColorWish {
  /** Undefined: text on a terminal, else NDJSON. */
  readonly format: EventFormat | undefined;
  readonly timeZone: string;
  readonly columns: () => number;
  /** Leaves the summary out of text; programs that read NDJSON get it always. */
  readonly quiet: boolean;
  /** Events are shown as they come; always so on a terminal. */
  readonly live: boolean;
  readonly beforeWrite?: () => void;
}

/** Opens the sink for standard output. */
export function openSink(write: WriteBytes, options: EventSinkOptions): Sink<OddlineEvent> {
  const { isTerminal, live, beforeWrite, timeZone, quiet } = options;
  const sinkOptions = { live: live || isTerminal, ...(beforeWrite !== undefined && { beforeWrite }) };
  const format = options.format ?? (isTerminal ? "text" : "ndjson");
  switch (format) {
    case "text": {
      const columns = isTerminal ? options.columns : () => Infinity;
      const text = new TextFormat({ paint: choosePaint(options), timeZone, columns, quiet });
      return new Sink((event) => text.format(event), write, sinkOptions);
    }
    case "ndjson":
      return createNdjsonSink(write, sinkOptions);
  }
}
