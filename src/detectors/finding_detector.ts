/**
 * A detector that judges what the feature pass found (features/findings.ts). All statistics are kept there, once for
 * all detectors and for the features; what differs from one detector to the next is which findings count, how far they
 * are trusted, and what is said of them.
 */
import type { DetectorId } from "../core/anomaly.ts";
import { countText } from "../core/text/number_text.ts";
import type { FindingKind, Findings } from "../features/findings.ts";
import type { Detector, EventBatch, Explanation, VerdictSink } from "./detector.ts";
import { scoreOfBits } from "./score.ts";

/** What a detector of findings is made from. */
export interface FindingJudgement {
  readonly id: DetectorId;
  readonly kinds: readonly FindingKind[];
  /** No score is above this: what the best evidence of this kind is worth. */
  readonly scoreMax: number;
  /**
   * Event time (ms) from which on the verdict on a finding covers the earlier lines of its template; none if absent.
   */
  readonly coverFrom?: (findings: Findings, k: number) => number;
  /** What to say of finding `k` of the batch. */
  readonly explain: (events: EventBatch, findings: Findings, k: number) => Explanation;
}

/** Scores below this are not given: they would say that a line is as usual. */
const SCORE_MIN = .5;

export class FindingDetector implements Detector {
  readonly id: DetectorId;
  readonly #judgement: FindingJudgement;
  #events: EventBatch | undefined;

  constructor(judgement: FindingJudgement) {
    this.id = judgement.id;
    this.#judgement = judgement;
  }

  observe(events: EventBatch, verdicts: VerdictSink): void {
    this.#events = events;
    const { findings } = events.features;
    const { kinds, scoreMax, coverFrom } = this.#judgement;
    for (let k = 0; k < findings.count; k++) {
      if (!kinds.includes(findings.kind[k])) continue;
      const score = Math.min(scoreMax, scoreOfBits(findings.bits[k]));
      if (score < SCORE_MIN) continue;
      verdicts.give(findings.line[k], score, k, 0);
      if (coverFrom !== undefined) verdicts.cover?.(findings.line[k], coverFrom(findings, k));
    }
  }

  explain(k: number): Explanation {
    if (this.#events === undefined) throw new Error("Cannot explain a verdict before there was one");
    return this.#judgement.explain(this.#events, this.#events.features.findings, k);
  }
}

/** A number as a sentence holds it: three digits, thousands apart. */
export function numberText(value: number): string {
  const rounded = Math.abs(value) >= 100 ? Math.round(value) : Number(value.toPrecision(3));
  if (Number.isInteger(rounded)) return countText(rounded);
  // numbers that are written with an exponent otherwise
  return Math.abs(rounded) >= 1e-6 ? String(rounded) : rounded.toLocaleString("en", { maximumFractionDigits: 20 });
}

/** How many lines, as a sentence holds it. */
export function linesText(lines: number): string {
  return `${numberText(lines)} ${lines === 1 ? "line" : "lines"}`;
}

/** A span of time as a sentence holds it. */
export function spanText(ms: number): string {
  if (ms < 120_000) return `${Math.round(ms / 1000)} s`;
  if (ms < 7_200_000) return `${Math.round(ms / 60_000)} min`;
  return `${Math.round(ms / 3_600_000)} h`;
}
