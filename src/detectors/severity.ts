/** Says that a line is odd because it says so itself: by its level. */
import { SEVERITY, severityName } from "../core/severity.ts";
import type { Detector, EventBatch, Explanation, VerdictSink } from "./detector.ts";

/** Scores by OpenTelemetry severity number. Errors are just flagged, fatal ones are critical, warnings are kept in mind. */
const SCORE = new Float64Array(256);
SCORE.fill(.5, SEVERITY.warn, SEVERITY.error);
SCORE.fill(.9, SEVERITY.error, SEVERITY.critical);
SCORE.fill(.95, SEVERITY.critical, SEVERITY.fatal);
SCORE.fill(.98, SEVERITY.fatal, SEVERITY.fatal + 4);

export class SeverityDetector implements Detector {
  readonly id = "severity";

  observe({ lines, severity, continuation }: EventBatch, verdicts: VerdictSink): void {
    for (let line = 0; line < lines; line++) {
      const number = severity[line];
      if (number >= SEVERITY.warn && continuation[line] === 0) verdicts.give(line, SCORE[number], number, 0);
    }
  }

  explain(severity: number): Explanation {
    const level = severityName(severity);
    return { reason: `the line is of level ${level}`, evidence: { level, severity_number: severity } };
  }
}
