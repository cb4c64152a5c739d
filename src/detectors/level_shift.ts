/**
 * Says that levels are not as they were: a kind of line comes at a graver level than it ever did, or more of a source's
 * lines are errors than used to be.
 */
import { severityName } from "../core/severity.ts";
import { FINDING } from "../features/findings.ts";
import type { Detector } from "./detector.ts";
import { FindingDetector, linesText } from "./finding_detector.ts";

/** Finds graver levels than usual. */
export function levelShift(): Detector {
  return new FindingDetector({
    id: "level_shift",
    kinds: [FINDING.levelOfTemplate, FINDING.errorShare],
    scoreMax: .98,
    explain: (_, findings, k) => {
      if (findings.kind[k] === FINDING.errorShare) {
        const { recentShare, usualShare } = findings.numbers(k, FINDING.errorShare);
        return {
          reason: `${share(recentShare)} of the latest lines are errors, usually ${share(usualShare)}`,
          evidence: {
            recent_share: Number(recentShare.toPrecision(3)),
            usual_share: Number(usualShare.toPrecision(3)),
          },
          recommendation: "look at the errors of the last minutes, and which kinds of them have become more",
        };
      }
      const { linesBefore, ...classes } = findings.numbers(k, FINDING.levelOfTemplate);
      const level = levelOf(classes.level);
      const usual = levelOf(classes.usualLevel);
      return {
        reason: `a line of this kind is of level ${level} for the first time in ${linesText(linesBefore + 1)}` +
          (usual === "" ? "" : `, usually ${usual}`),
        evidence: { level, usual_level: usual, lines_before: linesBefore },
        recommendation: "look at what this line reports; the same words were less grave before",
      };
    },
  });
}

/** The name of a class of levels: six of four numbers each, none for 0. */
function levelOf(levelClass: number): string {
  return severityName(levelClass * 4);
}

function share(part: number): string {
  return `${Number((part * 100).toPrecision(2))} %`;
}
