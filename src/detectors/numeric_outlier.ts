/**
 * Says that a number is far from all others of its place (the same wildcard of the same kind of line, or the
 * same field), or that the numbers of a place are no more what they were: a leak, a queue that fills,
 * answers that take longer.
 */
import { percentText } from "../core/text/number_text.ts";
import { FINDING, type FindingNumbers } from "../features/findings.ts";
import type { Detector, EventBatch, Explanation } from "./detector.ts";
import { FindingDetector, numberText } from "./finding_detector.ts";
import { parameterText } from "./new_value.ts";

/** Finds numbers that do not belong. */
export function numericOutlier(): Detector {
  return new FindingDetector({
    id: "numeric_outlier",
    kinds: [FINDING.number, FINDING.climb],
    scoreMax: .98,
    explain: (events, findings, k) =>
      findings.kind[k] === FINDING.climb
        ? explainClimb(events, findings.numbers(k, FINDING.climb))
        : explainNumber(events, findings.numbers(k, FINDING.number)),
  });
}

/** A number far from the others of its place. */
function explainNumber(
  events: EventBatch,
  { value, usual, parameter }: FindingNumbers<typeof FINDING.number>,
): Explanation {
  const text = parameterText(events, parameter);
  const name = events.fieldName(parameter);
  return {
    reason: name === ""
      ? `the number ${text} is ${farText(value, usual)}`
      : `${name} is ${text}, ${farText(value, usual)}`,
    evidence: { ...fieldOf(name), value, usual: Number(usual.toPrecision(3)) },
    recommendation: "compare it with the same number in the lines of this kind before it",
  };
}

/** Numbers of a place that are no more what they were. */
function explainClimb(
  events: EventBatch,
  { value, doublings, parameter }: FindingNumbers<typeof FINDING.climb>,
): Explanation {
  const name = events.fieldName(parameter);
  const times = 2 ** doublings;
  return {
    reason: `${name === "" ? "the numbers here" : `the values of ${name}`} ${doublings > 0 ? "rise" : "fall"}: ` +
      `${parameterText(events, parameter)} by now, ` +
      `${timesText(times)} what they were`,
    evidence: { ...fieldOf(name), value, times: Number(times.toPrecision(3)) },
    recommendation: "see what changed and since when: memory, a queue, open connections, response times",
  };
}

/** The field that a number stands in, for the evidence; none where it has no name. */
function fieldOf(name: string): { field?: string } {
  return name === "" ? {} : { field: name };
}

/** How far a number is from the usual one: as a ratio where that says it. */
function farText(value: number, usual: number): string {
  if (!(value > 0) || !(usual > 0)) return `far from what is usual here, about ${numberText(usual)}`;
  return `${timesText(value / usual)} what is usual here, about ${numberText(usual)}`;
}

function timesText(ratio: number): string {
  return ratio > 1 ? `${numberText(ratio)} times` : `${percentText(ratio)} of`;
}
