/**
 * Says that a number is far from all others of its place (the same wildcard of the same kind of line, or the same field),
 * or that the numbers of a place that held still now climb and climb: a leak, a queue that fills.
 */
import { FINDING } from "../features/findings.ts";
import type { Detector } from "./detector.ts";
import { FindingDetector, numberText } from "./finding_detector.ts";
import { parameterText } from "./new_value.ts";

/** Finds numbers that do not belong. */
export function numericOutlier(): Detector {
  return new FindingDetector({
    id: "numeric_outlier",
    kinds: [FINDING.number, FINDING.climb],
    scoreMax: .98,
    explain: (events, { kind, a, b, c }, k) => {
      const value = parameterText(events, c[k]);
      if (kind[k] === FINDING.climb) {
        const times = 2 ** b[k];
        return {
          reason: `the numbers here climb: ${value} by now, ${numberText(times)} times what they were`,
          evidence: { value: a[k], times: Number(times.toPrecision(3)) },
          recommendation: "see what grows: memory, a queue, open connections; and since when",
        };
      }
      return {
        reason: `the number ${value} is far from what its place had before, about ${numberText(b[k])}`,
        evidence: { value: a[k], usual: Number(b[k].toPrecision(3)) },
        recommendation: "compare it with the same number in the lines of this kind before it",
      };
    },
  });
}
