/** The table of detectors. The order decides which is named where two give a line the same score: the first. */
import type { Detector, DetectorSettings } from "./detector.ts";
import { IsolationForestDetector } from "./isolation_forest.ts";
import { KeywordDetector } from "./keyword.ts";
import { flatline } from "./flatline.ts";
import { levelShift } from "./level_shift.ts";
import { NewTemplateDetector } from "./new_template.ts";
import { newValue } from "./new_value.ts";
import { numericOutlier } from "./numeric_outlier.ts";
import { rareTemplate } from "./rare_template.ts";
import { RuleDetector } from "./rule.ts";
import { sequence } from "./sequence.ts";
import { SessionDetector } from "./session/session.ts";
import { SeverityDetector } from "./severity.ts";
import { spike } from "./spike.ts";

type MakeDetector = (settings: DetectorSettings) => Detector;

const TABLE: Readonly<Record<string, MakeDetector>> = {
  rule: ({ rules }) => new RuleDetector(rules),
  severity: () => new SeverityDetector(),
  keyword: ({ keywords }) => new KeywordDetector(keywords),
  new_template: () => new NewTemplateDetector(),
  level_shift: levelShift,
  new_value: newValue,
  numeric_outlier: numericOutlier,
  spike,
  flatline,
  sequence,
  rare_template: rareTemplate,
  isolation_forest: () => new IsolationForestDetector(),
  // after all others, since what they say of a line counts for its session
  session: (settings) => new SessionDetector(settings),
};

/** Those that look at lines themselves, and not at how they differ from what is usual (features/). */
const WITHOUT_FEATURES: ReadonlySet<string> = new Set(["rule", "severity", "keyword", "session"]);

/** Whether one of the detectors that are on reads `EventBatch.features`. */
export function readFeatures(on: ReadonlySet<string>): boolean {
  return BUILT_DETECTORS.some((id) => on.has(id) && !WITHOUT_FEATURES.has(id));
}

/** The detectors that are built, in the order of the table. */
export const BUILT_DETECTORS: readonly string[] = Object.keys(TABLE);

/** Makes the detectors that are on. */
export function createDetectors(on: ReadonlySet<string>, settings: DetectorSettings): Detector[] {
  return BUILT_DETECTORS.filter((id) => on.has(id)).map((id) => TABLE[id](settings));
}

export { textAt } from "./detector.ts";
export type {
  Detector,
  EventBatch,
  Explanation,
  ForestScores,
  LearntBatch,
  LineDropped,
  LineMerge,
  LineTextChange,
  SessionEnd,
  SessionVerdict,
  VerdictSink,
} from "./detector.ts";
export { KEYWORD_GROUPS, KEYWORDS } from "./keywords.ts";
