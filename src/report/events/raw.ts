/** `--format raw`: Oddline as a filter that lets only the odd lines through. */
import { shownLine } from "../../core/text/colours.ts";
import { Sink, type WriteBytes } from "./sink.ts";

/** Opens the sink for odd lines. A terminal is never given control characters. */
export function openRawSink(write: WriteBytes, options: { isTerminal: boolean; live: boolean }): Sink<string> {
  const { isTerminal, live } = options;
  return new Sink((line) => `${isTerminal ? shownLine(line) : line}\n`, write, { live: live || isTerminal });
}
