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
    explain: (_, { a, b }, k) => ({
      reason: `lines of this kind are rare: this is number ${numberText(a[k])} in ${linesText(b[k])}`,
      evidence: { lines_of_kind: a[k], lines: b[k] },
      recommendation: "look at the lines around it, and at what came after the one before of its kind",
    }),
  });
}
