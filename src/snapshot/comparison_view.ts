/** What rules and what was learnt have found so far. */
import { DETECTORS } from "../core/anomaly.ts";
import type { ComparisonView, TruthView } from "../core/snapshot.ts";
import { compare } from "../pipeline/comparison.ts";
import type { Pipeline } from "../pipeline/pipeline.ts";

/** The comparison, with the truth that only a demo knows. */
export function comparisonView({ judge }: Pipeline, truth: readonly TruthView[]): ComparisonView {
  const { rules, ml, both } = compare({ lines: judge.passed.tally, anomalies: judge.anomalies.tally });
  return {
    rulesLines: rules.lines,
    learntLines: ml.lines,
    bothLines: both.lines,
    detectors: DETECTORS.flatMap((id) => {
      const anomalies = judge.anomalies.byDetector[id] ?? 0;
      return anomalies === 0 ? [] : [{ id, anomalies, lines: NaN }];
    }),
    truth,
  };
}
