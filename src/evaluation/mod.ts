/** Measuring against the truth, as the commands see it. */
export {
  type Detection,
  type FlaggedLine,
  type GroupScore,
  type IncidentScore,
  type RunScore,
  type ScoreInput,
  scoreRun,
} from "./incident_score.ts";
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
export { formatDemoScore } from "./score_text.ts";
export type { TruthIncident, TruthLine, TruthMeta, TruthRecord, TruthSession } from "./truth.ts";
