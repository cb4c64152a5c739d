/** Rows and runs for the tests of the history, and a place for it. */
import type { AnomalyEvent } from "../../src/core/anomaly.ts";
import { History, type Moment } from "../../src/store/history.ts";
import type { NewRun, RunCounts } from "../../src/store/rows.ts";
import { type Database, openDatabase, type OpenOptions } from "../../src/store/database.ts";

/** A process that always runs. */
export const RUN_PID = 1;
export const START_MS = Date.UTC(2026, 10, 22, 18);

export function anomaly(number: number, changes: Partial<AnomalyEvent> = {}): AnomalyEvent {
  return {
    type: "anomaly",
    id: number.toString(16).padStart(16, "0"),
    time: new Date(START_MS + number * 1000).toISOString(),
    source: "app.log",
    line: number,
    offset: number * 100,
    detector: "severity",
    score: .95,
    severity: "warning",
    template_id: "5f1c0a9e",
    template: "Connection to <*> lost",
    message: `Connection to ${number} lost`,
    reason: "the line is of level ERROR",
    evidence: { level: "ERROR" },
    count: 1,
    ...changes,
  };
}

export function counts(lines: number, anomalies = 0): RunCounts {
  return {
    lines,
    bytes: lines * 100,
    anomalies,
    flaggedLines: anomalies,
    truncatedLines: 0,
    invalidUtf8: 0,
    firstTime: START_MS,
    lastTime: NaN,
  };
}

/** A run with a clock of its own, and what it was warned of. */
export class TestRun {
  readonly history: History;
  readonly warnings: string[] = [];
  nowMs = START_MS;

  constructor(path: string, id = "run-1", open?: OpenOptions, isShort = false) {
    const run: NewRun = { id, command: "watch", files: ["app.log"], pid: RUN_PID, workers: 2, startedMs: START_MS };
    this.history = new History(path, {
      now: () => this.nowMs,
      warn: (message) => this.warnings.push(message),
      run,
      isShort,
      ...(open && { open }),
    });
  }

  /** Seals and writes; a second goes by. */
  flush(moment: Moment): boolean {
    this.history.seal(moment);
    const isDone = this.history.write();
    this.nowMs += 1000;
    return isDone;
  }
}

/** Asks a database that a run has written. */
export function look<T>(path: string, use: (database: Database) => T): T {
  const database = openDatabase(path, { busyMs: 1000 });
  try {
    return use(database);
  } finally {
    database.close();
  }
}
