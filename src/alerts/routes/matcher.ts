/** Which anomalies a route or a silence is about: all conditions that are given must hold. */
import type { AnomalySeverity, DetectorId } from "../../core/anomaly.ts";
import { type AlertAnomaly, severityRank } from "../alert.ts";

/** Conditions, as `oddline.yaml` has them. */
export interface MatcherSpec {
  /** Lowest severity. */
  readonly severityMin?: AnomalySeverity;
  /** Lowest score, 0..1. */
  readonly scoreMin?: number;
  readonly detectors?: readonly DetectorId[];
  /** Regular expression over the source's name. */
  readonly source?: string;
  /** A template's id, or a regular expression over its text. */
  readonly template?: string;
}

export type Matcher = (anomaly: AlertAnomaly) => boolean;

/** Makes the function. Throws SyntaxError for what is no regular expression. */
export function createMatcher(spec: MatcherSpec): Matcher {
  const rank = spec.severityMin === undefined ? 0 : severityRank(spec.severityMin);
  const scoreMin = spec.scoreMin ?? 0;
  const detectors = spec.detectors && new Set<DetectorId>(spec.detectors);
  const source = spec.source === undefined ? undefined : new RegExp(spec.source);
  const template = spec.template === undefined ? undefined : new RegExp(spec.template);
  return (anomaly) =>
    severityRank(anomaly.severity) >= rank &&
    anomaly.score >= scoreMin &&
    (detectors?.has(anomaly.detector) ?? true) &&
    (source?.test(anomaly.source) ?? true) &&
    (template === undefined || anomaly.template_id === spec.template || template.test(anomaly.template));
}
