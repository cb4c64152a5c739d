/** The table of detectors. The order decides which is named where two give a line the same score: the first. */
import type { Detector, DetectorSettings } from "./detector.ts";
import { KeywordDetector } from "./keyword.ts";
import { NewTemplateDetector } from "./new_template.ts";
import { RuleDetector } from "./rule.ts";
import { SeverityDetector } from "./severity.ts";

type MakeDetector = (settings: DetectorSettings) => Detector;

const TABLE: Readonly<Record<string, MakeDetector>> = {
  rule: ({ rules }) => new RuleDetector(rules),
  severity: () => new SeverityDetector(),
  keyword: ({ keywords }) => new KeywordDetector(keywords),
  new_template: () => new NewTemplateDetector(),
};

/** The detectors that are built, in the order of the table. */
export const BUILT_DETECTORS: readonly string[] = Object.keys(TABLE);

/** Makes the detectors that are on. */
export function createDetectors(on: ReadonlySet<string>, settings: DetectorSettings): Detector[] {
  return BUILT_DETECTORS.filter((id) => on.has(id)).map((id) => TABLE[id](settings));
}

export { textAt } from "./detector.ts";
export type {
  Detector,
  DetectorSettings,
  EventBatch,
  Explanation,
  LearntBatch,
  LineMerge,
  LineTextChange,
  Origin,
  SessionEnd,
  SessionVerdict,
  VerdictSink,
} from "./detector.ts";
export { KEYWORDS } from "./keyword.ts";
