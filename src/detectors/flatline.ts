/**
 * Says that what came regularly comes no more. It is said at the first line that shows it, which is none of the
 * missing: another of its source, or the first after the silence.
 */
import { FINDING } from "../features/findings.ts";
import { WINDOW_MS } from "../features/rates/windows.ts";
import { type Detector, textAt } from "./detector.ts";
import { FindingDetector, numberText, spanText } from "./finding_detector.ts";

/** Lines a minute below which it is said how long one takes. */
const SELDOM = .6;

/** Finds silence. */
export function flatline(): Detector {
  return new FindingDetector({
    id: "flatline",
    kinds: [FINDING.silence],
    scoreMax: .98,
    explain: (events, findings, k) => {
      const { line, template } = findings;
      const { silentMs, usualLines } = findings.numbers(k, FINDING.silence);
      const rate = usualLines < SELDOM
        ? `usually once in ${spanText(WINDOW_MS / usualLines)}`
        : `usually ${numberText(usualLines)} a minute`;
      const evidence = { silent_ms: silentMs, usual_lines_per_minute: Number(usualLines.toPrecision(3)) };
      if (template[k] < 0) {
        return {
          reason: `no line of this source for ${spanText(silentMs)} before this one, ${rate}`,
          evidence,
          recommendation: "see whether the program, its machine or the way of its logs stood still",
        };
      }
      const text = textAt(events, template[k], line[k]);
      return {
        reason: `no line "${text}" for ${spanText(silentMs)}, ${rate}`,
        evidence: { ...evidence, silent_template: text },
        recommendation: "see whether the part of the program that writes this line still runs",
      };
    },
  });
}
