/**
 * Passes on to the pipeline what a group of sessions finds, keeps the lines that it may tell of, and numbers the
 * detectors whose scores it is told.
 */
import type { DetectorId } from "../../core/anomaly.ts";
import type { Batch } from "../../core/lines/batch.ts";
import type { EventBatch, VerdictSink } from "../detector.ts";
import type { Given, GroupSink, JudgedGroup } from "./group_sink.ts";
import type { SessionLine } from "./session_line.ts";
import { type Known, verdictOf } from "./verdict.ts";

export class SessionSink implements GroupSink {
  verdicts: VerdictSink = { give() {} };
  line = 0;
  /** The source of the batch; "" for none. */
  #here = "";
  readonly detectors: DetectorId[] = [];
  readonly #detector: Known;
  /** The lines of the batch, where nobody can read them again. */
  #columns: Batch | undefined;
  #linesBefore = 0;

  constructor(detector: Known) {
    this.#detector = detector;
  }

  /** A batch begins; its lines are there to be kept where they cannot be read again. Without one the input is over. */
  begin(verdicts: VerdictSink, batch?: EventBatch): void {
    this.verdicts = verdicts;
    this.line = 0;
    this.#here = batch?.source ?? "";
    this.#columns = batch?.origin.canReadAgain === true ? undefined : batch?.columns;
    this.#linesBefore = batch?.linesBefore ?? NaN;
  }

  /** Keeps the line of the batch at which things are said. */
  keepLine(): void {
    const columns = this.#columns;
    if (columns === undefined) return;
    const { line } = this;
    this.#detector.firstLines.add(this.#linesBefore + line, columns.bytes, columns.start[line], columns.end[line]);
  }

  /** A line that has waited until it was known what names the sessions was kept then. */
  first({ linesBefore }: SessionLine): void {
    if (linesBefore === this.#linesBefore + this.line) this.keepLine();
  }

  give(group: JudgedGroup, given: Given): void {
    this.verdicts.giveSession?.(this.line, verdictOf(this.#detector, group, given, this.#here));
  }

  detectorNumber(id: DetectorId | undefined): number {
    if (id === undefined) return 0;
    const at = this.detectors.indexOf(id);
    return at >= 0 ? at : this.detectors.push(id) - 1;
  }
}
