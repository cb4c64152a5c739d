/** How late incidents were noticed, in one figure: the median and the worst, of those that were found at all. */
import type { IncidentScore } from "./incident_sights.ts";

/** Delays of the first detection of each incident; NaN where none was found, or none has times. */
export interface DelayFigures {
  readonly medianLines: number;
  readonly worstLines: number;
  readonly medianSeconds: number;
  readonly worstSeconds: number;
}

/** Of the incidents that were found. */
export function delayFigures(incidents: readonly IncidentScore[]): DelayFigures {
  const delays = incidents.flatMap(({ detections }) => detections.slice(0, 1)).map(({ delay }) => delay);
  const lines = delays.map(({ lines }) => lines).sort((a, b) => a - b);
  const seconds = delays.flatMap(({ seconds }) => seconds === null ? [] : [seconds]).sort((a, b) => a - b);
  return {
    medianLines: median(lines),
    worstLines: lines.at(-1) ?? NaN,
    medianSeconds: median(seconds),
    worstSeconds: seconds.at(-1) ?? NaN,
  };
}

function median(sorted: readonly number[]): number {
  const middle = sorted.length >> 1;
  if (sorted.length === 0) return NaN;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}
