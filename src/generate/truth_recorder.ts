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
}

interface OpenIncident {
  readonly incident: Incident;
  readonly startMs: number;
  readonly firstLine: number;
  endMs: number;
  lastLine: number;
  count: number;
}

export class TruthRecorder {
  readonly #sink: TruthSink;
  readonly #open = new Map<string, OpenIncident>();

  constructor(sink: TruthSink) {
    this.#sink = sink;
  }

  /** Lines that are odd by themselves. */
  odd(lines: WrittenLines, reason: string): void {
    for (let line = lines.first; line < lines.first + lines.count; line++) {
      this.#sink({ kind: "line", line, anomaly: 1, reason });
    }
  }

  /** Lines of an incident. */
  partOf(incident: Incident, { first, count, timeMs }: WrittenLines): void {
    for (let line = first; line < first + count; line++) {
      this.#sink({ kind: "line", line, anomaly: 1, incident: incident.id });
    }
    const open = this.#open.get(incident.id);
    const lastLine = first + count - 1;
    if (open === undefined) {
      this.#open.set(incident.id, { incident, startMs: timeMs, firstLine: first, endMs: timeMs, lastLine, count });
    } else {
      open.endMs = timeMs;
      open.lastLine = lastLine;
      open.count += count;
    }
  }

  /** The incident is over. */
  close(id: string): void {
    const open = this.#open.get(id);
    if (open === undefined) return;
    this.#open.delete(id);
    this.#sink(incidentRecord(open));
  }

  /** The log is over, and with it whatever still went on. */
  closeAll(): void {
    for (const id of [...this.#open.keys()]) this.close(id);
  }
}

function incidentRecord(open: OpenIncident): TruthIncident {
  return {
    kind: "incident",
    id: open.incident.id,
    scenario: open.incident.scenario.name,
    start: new Date(open.startMs).toISOString(),
    end: new Date(open.endMs).toISOString(),
    severity: open.incident.scenario.severity,
    lines: [open.firstLine, open.lastLine],
    count: open.count,
  };
}
