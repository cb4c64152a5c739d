/** What rules and what was learnt have found so far. */
import { type DetectorId, DETECTORS } from "../core/anomaly.ts";
import type { ComparisonView } from "../core/views/comparison_view.ts";
import { compare } from "../pipeline/totals/comparison.ts";
import type { Pipeline } from "../pipeline/pipeline.ts";

/** What only a demo knows. */
export interface KnownTruth {
  readonly judges: ComparisonView["truth"];
  readonly incidents: ComparisonView["incidents"];
}

/** The comparison, with the truth that only a demo knows. */
export function comparisonView(
  { judge }: Pipeline,
  linesBy: ReadonlyMap<DetectorId, number>,
  truth: KnownTruth,
): ComparisonView {
  const { rules, ml, both } = compare({ lines: judge.passed.tally, anomalies: judge.anomalies.tally });
  return {
    rulesLines: rules.lines,
    learntLines: ml.lines,
    bothLines: both.lines,
    detectors: DETECTORS.flatMap((id) => {
      const anomalies = judge.anomalies.byDetector[id] ?? 0;
      return anomalies === 0 ? [] : [{ id, anomalies, lines: linesBy.get(id) ?? 0 }];
    }),
    truth: truth.judges,
    incidents: truth.incidents,
  };
}
