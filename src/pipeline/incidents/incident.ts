/** One thing that goes on, with what is counted of it; `incidents.ts` says what belongs to it and when it is over. */
import { type AnomalyEvent, type DetectorId, DETECTORS } from "../../core/anomaly.ts";

/** A line, or a session, that belongs to an incident. Not kept: the same object may come again with other values. */
export interface Addition {
  score: number;
  /** Bits of the detectors that flagged it. */
  detectors: number;
  /** Its event time, and the clock of its source, ms; NaN where there is none. */
  time: number;
  clock: number;
}

/** What an incident begins with: no line before its first is covered. */
export const AS_BEGUN = { coveredLine: -1, coveredSinceMs: Infinity, coveredScore: 0, isOver: false } as const;

/** Changed as it goes on, by `incidents.ts` and the judge alone. */
export class Incident {
  readonly id: string;
  readonly source: string;
  key: string;
  count = 1;
  /** The count that was said last. */
  told = 1;
  score: number;
  /** Those that flagged lines of it: a set of bits by place in `DETECTORS`. */
  detectors: number;
  /** Those that flagged the first line. */
  readonly begunBy: number;
  /** Event time of the last line, ms; NaN where it has none. */
  lastTime: number;
  /** Event time without anything more of it after which it is over, ms. */
  readonly windowMs: number;
  /** Clock of the source at the last line, and at the last update; NaN where it has no times. */
  lastClock: number;
  updatedClock: number;
  /** What was covered already: lines before this number from this time (ms) on, with this score. */
  coveredLine: number = AS_BEGUN.coveredLine;
  coveredSinceMs: number = AS_BEGUN.coveredSinceMs;
  coveredScore: number = AS_BEGUN.coveredScore;
  /** Whether it is over, and changes no more. */
  isOver: boolean = AS_BEGUN.isOver;

  constructor(
    { id, source, score }: AnomalyEvent,
    key: string,
    { detectors, time, clock }: Addition,
    windowMs: number,
  ) {
    this.id = id;
    this.source = source;
    this.key = key;
    this.score = score;
    this.detectors = this.begunBy = detectors;
    this.lastTime = time;
    this.windowMs = windowMs;
    this.lastClock = this.updatedClock = clock;
  }
}

/** A detector as a bit. */
export function detectorBit(id: DetectorId): number {
  return 1 << DETECTORS.indexOf(id);
}

/** The detectors of a set of bits, in the order of `DETECTORS`. */
export function detectorsOf(bits: number): DetectorId[] {
  return DETECTORS.filter((_, index) => (bits & 1 << index) !== 0);
}
