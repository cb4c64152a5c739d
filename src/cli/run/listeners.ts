/**
 * Who is told of what a run reads and finds, besides those who read its outputs: each list in the order of the telling.
 */
import type { JudgedLines } from "../../pipeline/options.ts";
import type { EventListener, RunOutputs } from "./outputs.ts";
import type { RunPlan } from "./plan.ts";
import type { RunViews } from "./views.ts";

type LineListener = (lines: JudgedLines) => void;

/** Who is told of events. */
export function eventListeners({ alerting, recorder, onEvent }: RunPlan, views: RunViews | undefined): EventListener[] {
  return present([
    alerting && ((event) => alerting.push(event)),
    views && ((event) => views.observation.onEvent(event)),
    recorder && ((event, unadvised) => recorder.onEvent(event, unadvised)),
    onEvent,
  ]);
}

/** Who is told of lines. */
export function lineListeners(
  { recorder, onLines }: RunPlan,
  outputs: Pick<RunOutputs, "onLines">,
  views: RunViews | undefined,
): LineListener[] {
  return present([
    onLines,
    outputs.onLines,
    views && ((lines) => views.observation.onLines(lines)),
    recorder && ((lines) => recorder.onLines(lines)),
  ]);
}

function present<T>(listeners: readonly (T | undefined)[]): T[] {
  return listeners.filter((listener) => listener !== undefined);
}
