/**
 * Says that a line does not belong after the one before it. Only where order is the rule: the kind of line comes often,
 * and would have come here long ago were order chance, as it is where several programs write one log.
 */
import { FINDING } from "../features/findings.ts";
import { type Detector, textAt } from "./detector.ts";
import { FindingDetector, numberText } from "./finding_detector.ts";

/** Finds lines out of order. */
export function sequence(): Detector {
  return new FindingDetector({
    id: "sequence",
    kinds: [FINDING.pair],
    scoreMax: .96,
    explain: (events, findings, k) => {
      const { timesBefore, templateBefore } = findings.numbers(k, FINDING.pair);
      const before = textAt(events, templateBefore, findings.line[k]);
      return {
        reason: `such a line never came after "${before}", which stood before others ${numberText(timesBefore)} times`,
        evidence: { after: before, times_before: timesBefore },
        recommendation: "look at the lines before it for a step that is missing",
      };
    },
  });
}
