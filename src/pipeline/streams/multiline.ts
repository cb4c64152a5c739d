/**
 * Joins lines into events: a stack trace belongs to the line that it explains. Works on what the workers said of each
 * line (its `LineKind`), in the order of the input, with a few words of state for each source.
 *
 * Lines with a header of the source's format always begin an event. Among the others, indented lines and the parts of
 * the stack traces of Java, Python, Go and Node continue one; any other line stands for itself.
 */
import { LINE_INDENTED, LINE_KIND_MASK, LINE_MATCHED } from "../../core/lines/batch.ts";
import { LINE_KIND } from "../../formats/mod.ts";

/** When a line belongs to the event before it. Patterns are JavaScript regular expressions over the line's text. */
export interface MultilineOptions {
  /** Join stack traces and indented lines without being told (default true). */
  readonly auto: boolean;
  /** A line that matches begins an event; lines that do not match continue it. */
  readonly haltBefore?: string;
  /** A line that matches continues the event before it. */
  readonly continueThrough?: string;
  /** Lines that an event may have at most; more begin a new one. */
  readonly linesMax: number;
}

/** What an event may still be followed by, besides indented lines. */
type Trace = "none" | "python" | "go";

/** What is known of the event that goes on: its first line, its last, and how many it has. */
export interface MultilineState {
  hasHead: boolean;
  headIndented: boolean;
  headHadHeader: boolean;
  lastIndented: boolean;
  trace: Trace;
  lines: number;
}

/** Says of each line of a source whether it continues the event before it. */
export class MultilineJoiner {
  state: MultilineState = {
    hasHead: false,
    headIndented: false,
    headHadHeader: false,
    lastIndented: false,
    trace: "none",
    lines: 0,
  };
  readonly #auto: boolean;
  readonly #linesMax: number;

  constructor(options: MultilineOptions) {
    this.#auto = options.auto;
    this.#linesMax = options.linesMax;
  }

  /** Whether the line with these flags continues the event before it. To be asked for every line, in order. */
  continues(flags: number, hasHeader: boolean): boolean {
    const state = this.state;
    const kind = flags & LINE_KIND_MASK;
    const indented = (flags & LINE_INDENTED) !== 0;
    if (kind === LINE_KIND.userStart || !state.hasHead) return this.#begin(kind, indented, hasHeader);
    const joins = kind === LINE_KIND.userContinuation || this.#auto && !hasHeader && this.#joins(kind, indented);
    if (!joins) return this.#begin(kind, indented, hasHeader);
    if (state.lines >= this.#linesMax) {
      // the event goes on, as another one: what would have continued it continues that
      const { headHadHeader, trace } = state;
      this.#begin(kind, false, headHadHeader);
      state.trace = trace;
      return false;
    }
    state.lines++;
    state.lastIndented = indented;
    return true;
  }

  /** Forgets the event: the next line begins one (the stream ended). */
  reset(): void {
    this.state.hasHead = false;
  }

  #begin(kind: number, indented: boolean, hasHeader: boolean): boolean {
    const state = this.state;
    state.hasHead = true;
    state.headIndented = indented;
    state.headHadHeader = hasHeader;
    state.lastIndented = false;
    state.lines = 1;
    state.trace = traceBegunBy(kind);
    return false;
  }

  #joins(kind: number, indented: boolean): boolean {
    const state = this.state;
    switch (kind) {
      case LINE_KIND.blank:
      case LINE_KIND.causedBy:
      case LINE_KIND.more:
        return true;
      case LINE_KIND.pythonTraceback:
        return this.#enter("python", state.headHadHeader || state.trace === "python");
      case LINE_KIND.goroutine:
        return this.#enter("go", state.headHadHeader || state.trace === "go");
      case LINE_KIND.goPanic:
        return this.#enter("go", state.headHadHeader && state.trace === "go");
      case LINE_KIND.goFrame:
        return state.trace === "go";
      case LINE_KIND.exceptionLine:
        // the last line of a Python trace, or the first of a Java one below the line that logged it
        return state.trace === "python" && state.lastIndented || state.headHadHeader && state.lines === 1;
      case LINE_KIND.closing:
        return state.lastIndented;
      default:
        if (indented) return !state.headIndented;
        return state.trace === "python" && state.lastIndented;
    }
  }

  #enter(trace: Trace, joins: boolean): boolean {
    if (joins) this.state.trace = trace;
    return joins;
  }
}

function traceBegunBy(kind: number): Trace {
  if (kind === LINE_KIND.pythonTraceback) return "python";
  if (kind === LINE_KIND.goPanic || kind === LINE_KIND.goroutine) return "go";
  return "none";
}

/** Whether a line has a header of its source's format, by its flags. Lines of a plain source have none. */
export function hasHeader(flags: number, isPlain: boolean): boolean {
  return (flags & LINE_MATCHED) !== 0 && !isPlain;
}
