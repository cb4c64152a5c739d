/** What the judging of lines and of sessions is given. */
import type { AnomalyEvent, AnomalyUpdate, TemplateMerged } from "../../core/anomaly.ts";
import type { Detector } from "../../detectors/mod.ts";
import type { LinePlace } from "../../sources/source.ts";
import type { PipelineOptions } from "../options.ts";

/** What the judge has of the pipeline's options, and what is made of them. */
export type JudgeSettings =
  & Pick<PipelineOptions, "alertThreshold" | "groupWindowMs">
  & { readonly [K in JudgeHook]?: PipelineOptions[K] | undefined }
  & {
    readonly detectors: readonly Detector[];
    /** Lines before this event time (ms) are not alerted; -Infinity for none. */
    readonly sinceMs: number;
    /** A line that was read before, where it can be read again. */
    readonly lineAt?: ((place: LinePlace) => string | undefined) | undefined;
    readonly emit: (event: AnomalyEvent | AnomalyUpdate | TemplateMerged) => void;
  };

type JudgeHook =
  | "onFlagged"
  | "onVerdicts"
  | "onSession"
  | "scoresByDetector"
  | "sensitivity"
  | "feedback";
