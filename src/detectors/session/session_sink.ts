/** Passes on to the pipeline what a group of sessions finds, and numbers the detectors whose scores it is told. */
import type { DetectorId } from "../../core/anomaly.ts";
import type { VerdictSink } from "../detector.ts";
import type { SessionGroup } from "./session_group.ts";
import type { Given, GroupSink } from "./session_line.ts";
import { type Known, verdictOf } from "./verdict.ts";

export class SessionSink implements GroupSink {
  verdicts: VerdictSink = { give() {} };
  line = 0;
  /** The source of the batch; "" for none. */
  here = "";
  readonly detectors: DetectorId[] = [];
  readonly #detector: Known;

  constructor(detector: Known) {
    this.#detector = detector;
  }

  give(group: SessionGroup, given: Given): void {
    this.verdicts.giveSession?.(this.line, verdictOf(this.#detector, group, given, this.here));
  }

  detectorNumber(id: DetectorId | undefined): number {
    if (id === undefined) return 0;
    const at = this.detectors.indexOf(id);
    return at >= 0 ? at : this.detectors.push(id) - 1;
  }
}
