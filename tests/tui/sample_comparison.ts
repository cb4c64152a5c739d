/** What rules and what was learnt have found in the sample run, beside its truth. */
import type { ComparisonView } from "../../src/core/views/comparison_view.ts";

export function sampleComparison(startMs: number): ComparisonView {
  return {
    rulesLines: 310,
    learntLines: 402,
    bothLines: 202,
    detectors: [
      { id: "keyword", anomalies: 1, lines: 310 },
      { id: "spike", anomalies: 1, lines: 402 },
      { id: "isolation_forest", anomalies: 1, lines: 96 },
    ],
    truth: [
      { judge: "rules", found: 1, missed: 2, trueAlarms: 1, falseAlarms: 3 },
      { judge: "ml", found: 3, missed: 0, trueAlarms: 5, falseAlarms: 1 },
      { judge: "hybrid", found: 3, missed: 0, trueAlarms: 6, falseAlarms: 2 },
    ],
    incidents: [
      {
        name: "database pool exhausted",
        startMs: startMs + 60_000,
        endMs: startMs + 90_000,
        detector: "spike",
        afterLines: 12,
        afterMs: 800,
      },
      {
        name: "unseen line",
        startMs: startMs + 200_000,
        endMs: startMs + 200_000,
        detector: undefined,
        afterLines: NaN,
        afterMs: NaN,
      },
    ],
  };
}
