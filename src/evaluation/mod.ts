/** Measuring against the truth, as the commands see it. */
export { accuracyOf, accuracyOfReport, accuracyOfRuns } from "./accuracy.ts";
export { Evaluation } from "./evaluation.ts";
export { type FlaggedLine, type RunScore, scoreRun } from "./incident_score.ts";
export { type Detection } from "./incident_sights.ts";
export { type JudgeId } from "./judges.ts";
export { type Labels, labelsFromTruth, parseLabels } from "./labels.ts";
export {
  accuracy,
  averagePrecision,
  type Confusion,
  confusion,
  confusionOfSets,
  detectionDelay,
  f1,
  falsePositiveRate,
  precision,
  recall,
} from "./metrics.ts";
export { evaluationJson } from "./report_json.ts";
export { evaluationText } from "./report_text.ts";
export { ScoreHistogram } from "./score_histogram.ts";
export { formatDemoScore } from "./score_text.ts";
export type { TruthIncident, TruthRecord } from "./truth.ts";
