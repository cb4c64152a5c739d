/**
 * Says that what came regularly comes no more, or that a source has far fewer lines than ever. It is said at the first
 * line that shows it, which is none of the missing: another of its source, or the first after the silence.
 */
import { FINDING, type FindingNumbers } from "../features/findings.ts";
import { LULL_WINDOWS } from "../features/rates/lull.ts";
import { WINDOW_MS } from "../features/rates/windows.ts";
import { type Detector, type Explanation, textAt } from "./detector.ts";
import { FindingDetector, linesText, numberText, spanText } from "./finding_detector.ts";

/** Lines a minute below which it is said how long one takes. */
const SELDOM = .6;

/** Finds silence. */
export function flatline(): Detector {
  return new FindingDetector({
    id: "flatline",
    kinds: [FINDING.silence, FINDING.lull],
    scoreMax: .98,
    explain: (events, findings, k) => {
      if (findings.kind[k] === FINDING.lull) return explainLull(findings.numbers(k, FINDING.lull));
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

/** A source that goes on with fewer lines. */
function explainLull({ lines, fewestLines }: FindingNumbers<typeof FINDING.lull>): Explanation {
  return {
    reason: `only ${linesText(lines)} of this source within ${LULL_WINDOWS} min, never less than ` +
      `${numberText(fewestLines)} before`,
    evidence: { lines, fewest_lines: Math.round(fewestLines), window_ms: LULL_WINDOWS * WINDOW_MS },
    recommendation: "see whether what the source serves still reaches it, and what of its lines there is less of",
  };
}
