/**
 * Says that a line is odd because its kind is rare in the source. The first line of a kind is for new_template; this is
 * for those after it, in a source that has settled: where rare kinds come all the time, one more says nothing.
 */
import { FINDING } from "../features/findings.ts";
import type { Detector } from "./detector.ts";
import { FindingDetector, linesText, numberText } from "./finding_detector.ts";

/** Finds rare kinds of lines. */
export function rareTemplate(): Detector {
  return new FindingDetector({
    id: "rare_template",
    kinds: [FINDING.rareTemplate],
    scoreMax: .96,
    explain: (_, findings, k) => {
      const { linesOfKind, lines } = findings.numbers(k, FINDING.rareTemplate);
      return {
        reason: `lines of this kind are rare: this is number ${numberText(linesOfKind)} in ${linesText(lines)}`,
        evidence: { lines_of_kind: linesOfKind, lines },
        recommendation: "look at the lines around it, and at what came after the one before of its kind",
      };
    },
  });
}
