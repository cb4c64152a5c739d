/**
 * Says that a number is far from all others of its place (the same wildcard of the same kind of line, or the same field),
 * or that the numbers of a place are no more what they were: a leak, a queue that fills, answers that take longer.
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
      const name = events.fieldName(c[k]);
      const field = name === "" ? {} : { field: name };
      if (kind[k] === FINDING.climb) {
        const times = 2 ** Math.abs(b[k]);
        const change = b[k] > 0
          ? `${numberText(times)} times what they were`
          : `1/${numberText(times)} of what they were`;
        return {
          reason: `${name === "" ? "the numbers here" : `the values of ${name}`} ${b[k] > 0 ? "rise" : "fall"}: ` +
            `${value} by now, ${change}`,
          evidence: { ...field, value: a[k], times: Number((2 ** b[k]).toPrecision(3)) },
          recommendation: "see what changed and since when: memory, a queue, open connections, response times",
        };
      }
      return {
        reason: name === ""
          ? `the number ${value} is ${farText(a[k], b[k])}`
          : `${name} is ${value}, ${farText(a[k], b[k])}`,
        evidence: { ...field, value: a[k], usual: Number(b[k].toPrecision(3)) },
        recommendation: "compare it with the same number in the lines of this kind before it",
      };
    },
  });
}

/** How far a number is from the usual one: as a ratio where that says it. */
function farText(value: number, usual: number): string {
  if (!(value > 0) || !(usual > 0)) return `far from what is usual here, about ${numberText(usual)}`;
  const times = value > usual ? `${numberText(value / usual)} times` : `1/${numberText(usual / value)} of`;
  return `${times} what is usual here, about ${numberText(usual)}`;
}
