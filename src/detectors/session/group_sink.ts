/** What a group of sessions says, and to whom. */
import type { DetectorId } from "../../core/anomaly.ts";
import type { VerdictSink } from "../detector.ts";
import type { SessionEvents } from "./session_events.ts";
import type { SessionLine } from "./session_line.ts";
import type { SessionModel } from "./session_model.ts";
import type { SessionTable } from "./session_table.ts";

/** What a verdict is told about. */
export interface Given {
  readonly slot: number;
  readonly reason: number;
  readonly rate: number;
  readonly score: number;
  /** The entry of the event that the reason is about. */
  readonly entry: number;
}

/** What of a group a verdict is made from; the session's events are those that were read last. */
export interface JudgedGroup {
  readonly table: SessionTable;
  readonly model: SessionModel;
  readonly events: SessionEvents;
}

/** Takes what a group finds. */
export interface GroupSink {
  readonly verdicts: VerdictSink;
  /** Line of the batch at which things are said. */
  readonly line: number;
  /** The detectors whose scores of lines were noted. */
  readonly detectors: readonly DetectorId[];
  give(group: JudgedGroup, given: Given): void;
  /** The line is the first of its event in its session: a verdict may tell of it later. */
  first(line: SessionLine): void;
}
