/**
 * What can be shown of a run that has not begun: the first frame is drawn of this, while the
 * program is still being loaded.
 */
import type { Snapshot } from "../core/views/snapshot.ts";
import { LevelTimeline } from "../core/timelines/timeline.ts";

const NO_LINES = { length: 0, isAsRead: true, at: () => 0, placeOf: () => 0, compare: () => 0 } as const;

/** Nothing was read and nothing found by this moment of the wall clock, ms. */
export function snapshotBeforeRun(nowMs: number, alertThreshold: number): Snapshot {
  const timeline = new LevelTimeline();
  return {
    sequence: 0,
    nowMs,
    startedMs: nowMs,
    resumedMs: NaN,
    clockMs: NaN,
    phase: "starting",
    totals: {
      lines: 0,
      learntLines: 0,
      bytes: 0,
      anomalies: 0,
      flaggedLines: 0,
      truncatedLines: 0,
      invalidUtf8: 0,
      suppressed: 0,
      dropped: 0,
    },
    linesPerSecond: 0,
    bytesPerSecond: 0,
    alertThreshold,
    sources: [],
    timeline,
    axis: timeline,
    heat: [],
    anomalies: { length: 0, forgotten: 0, kindsForgotten: 0, at: none },
    templates: { length: 0, at: none, byId: () => undefined },
    logs: { first: 0, next: 0, at: none, subjectAt: none, order: NO_LINES },
    health: {
      memoryBytes: 0,
      memoryTrend: [],
      cpuShare: NaN,
      workers: [],
      queue: 0,
      queueMax: 0,
      restarts: 0,
      model: "",
      modelMs: NaN,
      historyTrouble: "",
    },
    comparison: { rulesLines: 0, learntLines: 0, bothLines: 0, detectors: [], truth: [], incidents: [] },
  };
}

function none(index: number): never {
  throw new RangeError(`Cannot give item ${index} of an empty list`);
}
