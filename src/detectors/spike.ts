/**
 * Says that there are too many lines of a kind, or of a source, within a minute. All lines of the kind in that minute are
 * part of it, those before the one that made it too many included.
 */
import { FINDING } from "../features/findings.ts";
import { WINDOW_MS } from "../features/windows.ts";
import type { Detector } from "./detector.ts";
import { FindingDetector, linesText, numberText } from "./finding_detector.ts";

/** Finds bursts. */
export function spike(): Detector {
  return new FindingDetector({
    id: "spike",
    kinds: [FINDING.spike],
    scoreMax: .99,
    coverFrom: ({ template, c }, k) => template[k] < 0 ? Infinity : c[k] * WINDOW_MS,
    explain: (_, { template, a, b }, k) => ({
      reason: `${linesText(a[k])} ${template[k] < 0 ? "of this source" : "of this kind"} within a minute, ` +
        (b[k] < .1 ? "usually hardly any" : `usually ${numberText(b[k])}`),
      evidence: { lines: a[k], usual_lines: Number(b[k].toPrecision(3)), window_ms: WINDOW_MS },
      recommendation: "look at what began just before the first of them",
    }),
  });
}
