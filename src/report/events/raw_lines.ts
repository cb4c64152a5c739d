/**
 * The odd lines as they were, each with the lines that continue its event: an error without its stack trace is half of
 * what one would look for. A line is known to be flagged before it is known how far its event goes, which may be into
 * the source's next batch; so flagged lines wait until their batch is judged.
 */
import { decodeText } from "../../core/lines/text.ts";
import type { FlaggedLine, JudgedLines } from "../../pipeline/options.ts";

/** A flagged line that waits for its batch. */
interface Waiting {
  readonly source: string;
  readonly line: number;
  readonly text: string;
}

export class RawLines {
  readonly #write: (text: string) => void;
  #waiting: Waiting[] = [];
  /** Sources whose last event was written as far as it went. */
  readonly #open = new Set<string>();

  constructor(write: (text: string) => void) {
    this.#write = write;
  }

  /** Takes a flagged line; one that its session raised may be long gone. */
  readonly onFlagged = (flagged: FlaggedLine): void => {
    const { source, line } = flagged;
    if (!flagged.isSuppressed) this.#waiting.push({ source, line, text: flagged.text() });
  };

  /** Takes the batch of the lines that were flagged since the last one. */
  readonly onLines = ({ events, lines }: Pick<JudgedLines, "events" | "lines">): void => {
    const { source, origin } = events;
    // what stands before `written` was written, or is not odd
    let written = this.#open.delete(source) ? this.#writeContinuation(events, lines, 0) : 0;
    for (const flagged of this.#waiting) {
      const line = flagged.line - origin.line;
      const isHere = flagged.source === source && line >= 0 && line < lines;
      if (isHere && line < written) continue;
      this.#write(flagged.text);
      if (isHere) written = this.#writeContinuation(events, lines, line + 1);
    }
    this.#waiting = [];
  };

  /** Writes what waits for no batch any more: what the end of the input showed. */
  flush(): void {
    for (const { text } of this.#waiting) this.#write(text);
    this.#waiting = [];
  }

  /** Writes the lines from `from` on that continue an event; returns the first that does not. */
  #writeContinuation({ source, columns, continuation }: JudgedLines["events"], lines: number, from: number): number {
    let line = from;
    for (; line < lines && continuation[line] !== 0; line++) {
      this.#write(decodeText(columns.bytes, columns.start[line], columns.end[line]));
    }
    if (line === lines) this.#open.add(source);
    return line;
  }
}
