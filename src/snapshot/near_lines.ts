/**
 * The lines around an anomaly, five before and five after it, of its own source, for what has no ring of the newest
 * lines (`context.ts` has): they are taken from the batch in which the anomaly began. Of a batch no more is kept than
 * the last five lines of a source, so that looking on costs nothing where nothing is odd.
 */
import type { AnomalyEvent } from "../core/anomaly.ts";
import type { ContextLine } from "../core/views/anomaly_view.ts";
import { decodeText } from "../core/lines/text.ts";
import type { JudgedLines } from "../pipeline/options.ts";
import { CONTEXT_BYTES_MAX, LINES_AROUND } from "./context.ts";

/** Anomalies that wait for the lines after them, at most; of more there are only those that had come. */
const WAITING_MAX = 256;
/** Anomalies whose lines are kept until `refill`: in a flood of them they would cost more than they tell. */
const ANOMALIES_MAX = 256;
/** Sources whose last lines are kept. */
const SOURCES_MAX = 4096;

interface Waiting {
  readonly id: string;
  readonly source: string;
  readonly lines: ContextLine[];
  missing: number;
}

export class NearLines {
  readonly #found: (id: string, lines: readonly ContextLine[]) => void;
  readonly #last = new Map<string, readonly ContextLine[]>();
  /** Anomalies of the batch that is being judged. */
  #begun: AnomalyEvent[] = [];
  #waiting: Waiting[] = [];
  #left = ANOMALIES_MAX;

  /** `found` is told of the lines around an anomaly, and again when more of them have come. */
  constructor(found: (id: string, lines: readonly ContextLine[]) => void) {
    this.#found = found;
  }

  /** An anomaly has begun, in the batch that `add` is called with next. */
  begin(event: AnomalyEvent): void {
    if (this.#left-- > 0) this.#begun.push(event);
  }

  /** Some time has passed: there is room for more. */
  refill(): void {
    this.#left = ANOMALIES_MAX;
  }

  /** Takes a batch that was judged. */
  add({ events, state }: JudgedLines): void {
    const source = state.source.name;
    const { lines, origin } = events;
    if (this.#waiting.length > 0) this.#follow(events, source);
    for (const event of this.#begun) {
      const at = event.line - origin.line;
      if (event.source === source && at >= 0 && at < lines) this.#surround(event.id, { events, source, at });
    }
    this.#begun = [];
    this.#last.set(source, this.#before(events, source, lines));
    if (this.#last.size > SOURCES_MAX) this.#last.clear();
  }

  #surround(id: string, { events, source, at }: { events: JudgedLines["events"]; source: string; at: number }): void {
    const lines = [...this.#before(events, source, at), lineOf(events, source, at, true)];
    const end = Math.min(events.lines, at + 1 + LINES_AROUND);
    for (let i = at + 1; i < end; i++) lines.push(lineOf(events, source, i));
    this.#found(id, lines);
    const missing = at + LINES_AROUND - (end - 1);
    if (missing > 0 && this.#waiting.length < WAITING_MAX) this.#waiting.push({ id, source, lines, missing });
  }

  /** The lines before line `at` of the batch: those of the batch before it where there are too few. */
  #before(events: JudgedLines["events"], source: string, at: number): ContextLine[] {
    const lines: ContextLine[] = [];
    const from = Math.max(0, at - LINES_AROUND);
    const more = LINES_AROUND - (at - from);
    if (more > 0) lines.push(...(this.#last.get(source) ?? []).slice(-more));
    for (let i = from; i < at; i++) lines.push(lineOf(events, source, i));
    return lines;
  }

  #follow(events: JudgedLines["events"], source: string): void {
    for (const waiting of this.#waiting) {
      if (waiting.source !== source) continue;
      const end = Math.min(events.lines, waiting.missing);
      for (let i = 0; i < end; i++) waiting.lines.push(lineOf(events, source, i));
      waiting.missing -= end;
      this.#found(waiting.id, waiting.lines);
    }
    this.#waiting = this.#waiting.filter(({ missing }) => missing > 0);
  }
}

function lineOf(events: JudgedLines["events"], source: string, i: number, isOdd = false): ContextLine {
  const { columns, origin, time, severity } = events;
  const start = columns.start[i];
  return {
    source,
    line: origin.line + i,
    timeMs: time[i],
    severity: severity[i],
    text: decodeText(columns.bytes, start, Math.min(columns.end[i], start + CONTEXT_BYTES_MAX)),
    messageStart: decodeText(columns.bytes, start, columns.messageStart[i]).length,
    isOdd,
  };
}
