/** Says that a line is odd because a field that only ever had a few values has another. */
import { decodeText } from "../core/lines/text.ts";
import { FINDING } from "../features/findings.ts";
import type { Detector, EventBatch } from "./detector.ts";
import { FindingDetector, linesText } from "./finding_detector.ts";

const VALUE_BYTES_MAX = 80;

/** Finds new values of fields that never change. */
export function newValue(): Detector {
  return new FindingDetector({
    id: "new_value",
    kinds: [FINDING.newValue],
    scoreMax: .98,
    explain: (events, findings, k) => {
      const { linesBefore, values, parameter } = findings.numbers(k, FINDING.newValue);
      const value = parameterText(events, parameter);
      const known = values - 1;
      const before = known === 1 ? "always had the same value" : `had no value but ${known} others`;
      const name = events.fieldName(parameter);
      return {
        reason: name !== ""
          ? `${name} is "${value}" where ${linesText(linesBefore)} in a row ${before}`
          : `"${value}" stands where ${linesText(linesBefore)} in a row ${before}`,
        evidence: { ...(name === "" ? {} : { field: name }), value, lines_before: linesBefore, known_values: known },
        recommendation: "compare it with the lines of the same kind before it",
      };
    },
  });
}

/** A parameter of a batch as it stands in its line. */
export function parameterText({ columns }: EventBatch, parameter: number): string {
  const start = columns.parameterStart[parameter];
  return decodeText(columns.bytes, start, Math.min(columns.parameterEnd[parameter], start + VALUE_BYTES_MAX));
}
