/**
 * Writes down what the generator broke, while it does. Lines are told as they come, an incident when its last line is
 * out (or the log ends), so nothing is kept but the incidents that are going on.
 */
import type { TruthIncident, TruthRecord } from "../evaluation/truth.ts";
import type { Incident } from "./schedule.ts";

/** Takes the truth record by record. */
export type TruthSink = (record: TruthRecord) => void;

/** Physical lines that were just written. */
export interface WrittenLines {
  readonly first: number;
  readonly count: number;
  readonly timeMs: number;
  /** The file of their service, and the number of the first one there. */
  readonly source?: string;
  readonly sourceLine?: number;
}

interface OpenIncident {
  readonly incident: Incident;
  readonly startMs: number;
  readonly firstLine: number;
  /** The requests that it has broken, or that are its own. */
  readonly sessions: Set<string>;
  endMs: number;
  lastLine: number;
  count: number;
}

export class TruthRecorder {
  readonly #sink: TruthSink;
  readonly #open = new Map<string, OpenIncident>();
  /** Requests of the background that an incident has altered. */
  readonly #altered = new Set<string>();

  constructor(sink: TruthSink) {
    this.#sink = sink;
  }

  /** Lines that are odd by themselves. */
  odd(lines: WrittenLines, reason: string): void {
    this.#tell(lines, { reason });
  }

  /** Lines of an incident. */
  partOf(incident: Incident, lines: WrittenLines): void {
    this.#tell(lines, { incident: incident.id });
    const { first, count, timeMs } = lines;
    const open = this.#opened(incident, first, timeMs);
    open.endMs = timeMs;
    open.lastLine = first + count - 1;
    open.count += count;
  }

  /** A line is not written because of an incident; it would have been the one after `lines`. */
  missing(incident: Incident, lines: number): void {
    const { scenario: { silences }, startMs, endMs } = incident;
    if (silences === undefined) return;
    const open = this.#opened(incident, Math.max(1, lines), startMs);
    open.endMs = endMs;
    open.lastLine = lines + 1;
  }

  /** An incident has its part in a request: one of the background, which will end, or one of its own. */
  session(incident: Incident, traceId: string, isOwn: boolean): void {
    if (isOwn) this.#open.get(incident.id)?.sessions.add(traceId);
    else this.#altered.add(traceId);
  }

  /** A request of the background is over. */
  endSession(traceId: string, odd: boolean): void {
    const isAltered = this.#altered.delete(traceId);
    this.#sink({ kind: "session", session: traceId, anomaly: odd || isAltered ? 1 : 0 });
  }

  /** The incident is over, after so many lines. */
  close(id: string, lines: number): void {
    const open = this.#open.get(id);
    if (open === undefined) return;
    this.#open.delete(id);
    // silence shows at the line that breaks it at the latest
    if (open.count === 0) open.lastLine = Math.max(1, lines);
    for (const session of open.sessions) this.#sink({ kind: "session", session, anomaly: 1 });
    this.#sink(incidentRecord(open));
  }

  /** The log is over, and with it whatever still went on. */
  closeAll(lines: number): void {
    for (const id of [...this.#open.keys()]) this.close(id, lines);
  }

  #tell({ first, count, source, sourceLine = 1 }: WrittenLines, why: { reason: string } | { incident: string }): void {
    for (let index = 0; index < count; index++) {
      const place = source === undefined ? undefined : { source, source_line: sourceLine + index };
      this.#sink({ kind: "line", line: first + index, anomaly: 1, ...why, ...place });
    }
  }

  #opened(incident: Incident, line: number, timeMs: number): OpenIncident {
    let open = this.#open.get(incident.id);
    if (open === undefined) {
      open = {
        incident,
        startMs: timeMs,
        firstLine: line,
        sessions: new Set(),
        endMs: timeMs,
        lastLine: line,
        count: 0,
      };
      this.#open.set(incident.id, open);
    }
    return open;
  }
}

function incidentRecord(open: OpenIncident): TruthIncident {
  const { scenario } = open.incident;
  return {
    kind: "incident",
    id: open.incident.id,
    scenario: scenario.name,
    start: new Date(open.startMs).toISOString(),
    end: new Date(open.endMs).toISOString(),
    severity: scenario.severity,
    lines: [open.firstLine, open.lastLine],
    count: open.count,
    ...(scenario.silences !== undefined && { silent: scenario.silences }),
  };
}
