/** Measuring against the truth, as the commands see it. */
export { accuracyOf, accuracyOfReport, accuracyOfRuns } from "./accuracy.ts";
export { type AlarmCounts, Evaluation, type EvaluationReport, type EvaluationSettings } from "./evaluation.ts";
export { type FlaggedLine, type GroupScore, type RunScore, type ScoreInput, scoreRun } from "./incident_score.ts";
export { type Detection, type IncidentScore } from "./incident_sights.ts";
export { type JudgeFigures, type JudgeId } from "./judges.ts";
export { type LabelForm, type Labels, labelsFromTruth, parseLabels } from "./labels.ts";
export {
  accuracy,
  averagePrecision,
  type Confusion,
  confusion,
  confusionOfSets,
  type DetectionDelay,
  detectionDelay,
  f1,
  falsePositiveRate,
  type Moment,
  precision,
  recall,
} from "./metrics.ts";
export { type LineReport, type LineScores } from "./line_evaluation.ts";
export { evaluationJson } from "./report_json.ts";
export { evaluationText } from "./report_text.ts";
export { ScoreHistogram } from "./score_histogram.ts";
export { type SessionReport } from "./session_evaluation.ts";
export { formatDemoScore } from "./score_text.ts";
export type { TruthIncident, TruthLine, TruthMeta, TruthRecord, TruthSession } from "./truth.ts";
