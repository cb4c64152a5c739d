/**
 * Sensitivity: how readily a detector flags, in the one place where all scores pass. What is left to
 * certainty is raised to its power, so that 0 stays 0, 1 stays 1, the order of scores stays what it is, and 2
 * takes a score of .68 to .9.
 */
import type { DetectorId } from "../../core/anomaly.ts";
import type { PipelineOptions } from "../options.ts";

/** The score (0..1) at this sensitivity (above 0; 1 leaves it as it is). */
export function scaledScore(score: number, sensitivity: number): number {
  return sensitivity === 1 ? score : 1 - (1 - score) ** sensitivity;
}

/** For each detector the score, before it is scaled, from which on it is told of. */
export function flagsFrom(
  { alertThreshold, sensitivity }: Pick<PipelineOptions, "alertThreshold" | "sensitivity">,
): (detector: DetectorId) => number {
  return (detector) => scaledScore(alertThreshold, 1 / (sensitivity?.get(detector) ?? 1));
}
