/** What the pipeline of a run is made from: its settings, its plan, what is around it, and its hooks. */
import type { ForestModel } from "../../forest/model.ts";
import type { PipelineOptions } from "../../pipeline/options.ts";
import { Stopwatch } from "../../pipeline/totals/stopwatch.ts";
import { holdBack } from "../../report/events/hold_back.ts";
import type { Io } from "../io.ts";
import { pipelineOptions } from "../settings/pipeline_options.ts";
import type { Settings } from "../settings/settings.ts";
import type { RunPlan } from "./plan.ts";
import type { Surroundings } from "./surroundings.ts";

/** What only the run itself knows of its pipeline. */
export interface RunParts extends Pick<PipelineOptions, "onLines" | "onProgress"> {
  readonly around: Surroundings;
  readonly model: ForestModel | undefined;
  /** Somebody looks at the run while it goes on. */
  readonly isViewed: boolean;
}

/** The options of the pipeline. Throws UsageError for names that nobody knows. */
export function runOptions(settings: Settings, io: Io, plan: RunPlan, parts: RunParts): PipelineOptions {
  const { around: { outputs, feedback, tell }, model, isViewed, onLines, onProgress } = parts;
  return {
    ...pipelineOptions(settings),
    source: holdBack(plan.source, outputs.outlets),
    sink: outputs.emit,
    ...(model && { model }),
    ...(outputs.onFlagged && { onFlagged: outputs.onFlagged }),
    ...plan.verdicts,
    ...(feedback && { feedback: feedback.suppressor }),
    ...(plan.learnAs && { learnAs: plan.learnAs }),
    ...(plan.live && { now: io.now }),
    keepFeatures: plan.recorder !== undefined,
    parameterLines: isViewed || plan.keeper !== undefined ? "sample" : "none",
    ...(settings.benchmark && { stopwatch: new Stopwatch(() => performance.now()) }),
    ...(plan.accuracy && { accuracy: plan.accuracy }),
    ...(onLines && { onLines }),
    onWarning: tell,
    ...(onProgress && { onProgress }),
  };
}
