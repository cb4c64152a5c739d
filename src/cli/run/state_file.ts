/** What the file of a state holds: what a run has learnt and how far it has read, and to which lineage that belongs. */
import type { Pipeline } from "../../pipeline/pipeline.ts";
import { type PipelineState, pipelineStateSchema, STATE_VERSION } from "../../pipeline/state.ts";
import { arePositions, type FilePosition } from "../../sources/following/position.ts";

/** What a run can go on from. */
export interface SavedRun {
  readonly savedMs: number;
  readonly positions: readonly FilePosition[];
  readonly pipeline: PipelineState;
}

/** A file as it is: before a run has saved for the first time it only names the lineage. */
export interface StateFile extends Omit<SavedRun, "pipeline"> {
  readonly lineage?: string;
  /** Of the state's shape; the file says it in its head as well. */
  readonly version?: number;
  readonly pipeline: PipelineState | null;
}

/** What a pipeline can go on from; undefined for what is of another version, or of nobody. */
export function usable({ version = STATE_VERSION, savedMs, positions, pipeline }: StateFile): SavedRun | undefined {
  const parsed = version === STATE_VERSION && pipelineStateSchema.safeParse(pipeline).success &&
    arePositions(positions);
  return parsed && pipeline !== null ? { savedMs, positions, pipeline } : undefined;
}

/** How far a stream is read and judged; undefined for one that is not known. */
export function positionOf(pipeline: Pipeline, streamId: number): { offset: number; line: number } | undefined {
  const state = pipeline.streams.get(streamId);
  return state === undefined ? undefined : { offset: state.offset, line: state.nextLine };
}
