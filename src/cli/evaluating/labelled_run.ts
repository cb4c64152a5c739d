/**
 * `scan --labels FILE`: a run like any other, whose summary says how well it has judged, since it is told what is odd.
 */
import type { Accuracy, OddlineEvent } from "../../core/anomaly.ts";
import { accuracyOfReport, Evaluation } from "../../evaluation/mod.ts";
import { evaluationHooks } from "./evaluation_hooks.ts";
import { labelsProblem, readLabels } from "../files/labels_file.ts";
import type { RunPlan } from "../run/plan.ts";

export interface LabelledRun {
  /** What the run is to tell it, and how it is asked. */
  readonly plan: Required<Pick<RunPlan, "onLines" | "onFlagged" | "onEvent" | "verdicts" | "accuracy">>;
  /** All was read and judged. */
  finish(): void;
}

/** What is said of it, and from which score on a line is flagged. */
export interface LabelledRunOptions {
  readonly alertThreshold: number;
  readonly warn: (message: string) => void;
}

/** Reads the labels. Throws UsageError where that cannot be. */
export async function openLabelledRun(
  path: string,
  { alertThreshold, warn }: LabelledRunOptions,
): Promise<LabelledRun> {
  const labels = await readLabels(path);
  const evaluation = new Evaluation(labels, { alertThreshold, warmupShare: 0, bestThreshold: false });
  const { pipeline, onAnomaly } = evaluationHooks(evaluation);
  const { onLines, onFlagged, ...verdicts } = pipeline;
  let accuracy: Accuracy | undefined;
  return {
    plan: {
      onLines,
      onFlagged,
      verdicts,
      onEvent: (event: OddlineEvent) => event.type === "anomaly" && onAnomaly(event),
      accuracy: () => accuracy,
    },
    finish() {
      const problem = labelsProblem(labels, evaluation.lines, path);
      if (problem === undefined) accuracy = accuracyOfReport(evaluation.finish());
      else warn(problem);
    },
  };
}
