/**
 * The lines that continue the event of an incident, such as a stack trace: they are collected while the event goes on,
 * and told of in one piece at the line after them.
 */
import { decodeText } from "../../core/lines/text.ts";
import type { EventBatch } from "../../detectors/mod.ts";
import type { Incident } from "./incident.ts";
import type { Incidents } from "./incidents.ts";
import type { SourceState } from "../streams/stream_state.ts";

/** So many lines of an event are told, each so long. */
const LINES_MAX = 100;
const LINE_BYTES_MAX = 1024;

export class Continuations {
  /** The line of the batch at which the event that is told of is over; Infinity where it goes on, or is none. */
  overAt = Infinity;
  readonly #incidents: Pick<Incidents, "tellContinuation">;

  constructor(incidents: Pick<Incidents, "tellContinuation">) {
    this.#incidents = incidents;
  }

  /** An incident begins with this line, which begins an event. */
  begin(incident: Incident, events: EventBatch, source: SourceState, line: number): void {
    source.told = { incident, lines: [] };
    this.collect(events, source, line + 1);
  }

  /** Takes the lines of a batch from `from` on that continue the event. */
  collect({ columns: batch, lines, continuation }: EventBatch, source: SourceState, from: number): void {
    if (source.told === undefined) return;
    let line = from;
    for (; line < lines && continuation[line] !== 0; line++) {
      if (source.told.lines.length === LINES_MAX) continue;
      const start = batch.start[line];
      const end = Math.min(batch.end[line], start + LINE_BYTES_MAX);
      source.told.lines.push(decodeText(batch.bytes, start, end));
    }
    this.overAt = line < lines ? line : Infinity;
  }

  /** The event is over, or its source was silent for a while: tells of the lines, if there are any. */
  tell(source: SourceState): void {
    const told = source.told;
    source.told = undefined;
    this.overAt = Infinity;
    if (told !== undefined && told.lines.length > 0) this.#incidents.tellContinuation(told.incident, told.lines);
  }
}
