/**
 * When what a run has learnt and found is stored: between two batches, and on a clock while no line comes. A checkpoint
 * and the rows up to it are stored together; without one the rows go by themselves.
 */
import type { Pipeline } from "../../pipeline/pipeline.ts";
import type { RunPlan } from "./plan.ts";

/** How often it is looked whether the state should be saved, when following. */
const TICK_MS = 500;

export interface Saving {
  /** Saves if it is time to. */
  save(): void;
  /** The clock stops; nothing is saved any more unless it is asked for. */
  stop(): void;
  /** Saves for the last time, and lets go of the files. */
  close(): Promise<void>;
}

export interface SavingOptions {
  /** As in `StateKeeper.saveWhenDue`. */
  readonly told: () => Promise<void>;
  /** Called twice a second. */
  readonly onTick: () => void;
}

/** Saves from now on. */
export function startSaving(pipeline: Pipeline, plan: RunPlan, { told, onTick }: SavingOptions): Saving {
  const { keeper, recorder, followed, live } = plan;
  const save = () => {
    if (keeper?.isKeeping) keeper.saveWhenDue(pipeline, followed, told);
    else recorder?.flushWhenDue(pipeline);
  };
  const look = () => {
    save();
    onTick();
    if (live) recorder?.lookAfter();
  };
  const tick = live || keeper !== undefined ? setInterval(look, TICK_MS) : undefined;
  return {
    save,
    stop: () => clearInterval(tick),
    async close() {
      const isSealed = keeper?.isKeeping === true;
      await keeper?.close(pipeline, followed, told);
      await recorder?.close(pipeline, { isSealed });
    },
  };
}
