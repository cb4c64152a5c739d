/**
 * Says that there are too many lines of a kind, or of a source, within a minute. All lines of the kind in that minute
 * are part of it, those before the one that made it too many included.
 */
import { FINDING } from "../features/findings.ts";
import { WINDOW_MS } from "../features/rates/windows.ts";
import type { Detector } from "./detector.ts";
import { FindingDetector, linesText, numberText } from "./finding_detector.ts";

/** Finds bursts. */
export function spike(): Detector {
  return new FindingDetector({
    id: "spike",
    kinds: [FINDING.spike],
    scoreMax: .99,
    coverFrom: (findings, k) =>
      findings.template[k] < 0 ? Infinity : findings.number(k, FINDING.spike, "window") * WINDOW_MS,
    explain: (_, findings, k) => {
      const { lines, usualLines } = findings.numbers(k, FINDING.spike);
      return {
        reason:
          `${linesText(lines)} ${findings.template[k] < 0 ? "of this source" : "of this kind"} within a minute, ` +
          (usualLines < .1 ? "usually hardly any" : `usually ${numberText(usualLines)}`),
        evidence: { lines, usual_lines: Number(usualLines.toPrecision(3)), window_ms: WINDOW_MS },
        recommendation: "look at what began just before the first of them",
      };
    },
  });
}
