/** Adds the results of many logs up to a matrix: scenarios against detectors, and what was told for nothing. */
import type { Detection } from "../../src/evaluation/mod.ts";
import { type JudgeLogs, type JudgeRow, judgeRows } from "./judges.ts";
import type { IncidentResult } from "./against_truth.ts";
import type { LogResult } from "./run_log.ts";

/** How one scenario fared over all seeds. */
export interface ScenarioRow {
  readonly scenario: string;
  readonly happened: number;
  readonly found: number;
  /** Median of those that were found; null when none was. */
  readonly seconds: number | null;
  readonly lines: number | null;
  /** Until the alarm was raised; median of those that raised one. */
  readonly raisedSeconds: number | null;
  /** By detector: how many it found. */
  readonly by: Readonly<Record<string, number>>;
}

export interface Matrix {
  readonly seeds: number;
  readonly incidents: number;
  readonly found: number;
  /** Median over all that were found; null when none was. */
  readonly seconds: number | null;
  /** Until the alarm was raised: the same. */
  readonly raisedSeconds: number | null;
  readonly rows: readonly ScenarioRow[];
  /** False alarms an hour, by detector: in quiet traffic, and between incidents. */
  readonly quiet: Readonly<Record<string, number>>;
  readonly between: Readonly<Record<string, number>>;
  readonly quietHours: number;
  /** Rules, what is learnt, and both. */
  readonly judges: readonly JudgeRow[];
}

export interface MatrixLogs {
  readonly logs: readonly LogResult[];
  readonly quiet: readonly LogResult[];
  /** The same as `logs`, judged by one method alone. */
  readonly alone: JudgeLogs;
}

/** Adds up logs with incidents, and quiet ones. */
export function matrixOf(scenarios: readonly string[], { logs, quiet, alone }: MatrixLogs): Matrix {
  const incidents = logs.flatMap((log) => log.incidents);
  const rows = scenarios.map((scenario) => rowOf(scenario, incidents.filter((one) => one.scenario === scenario)));
  const firsts = incidents.map(firstOf).filter((first) => first !== undefined);
  return {
    seeds: logs.length,
    incidents: incidents.length,
    found: firsts.length,
    seconds: median(firsts.flatMap(({ delay }) => delay.seconds ?? [])),
    raisedSeconds: median(incidents.flatMap(({ raisedSeconds }) => raisedSeconds ?? [])),
    rows,
    quiet: perHour(quiet),
    between: perHour(logs),
    quietHours: quiet.reduce((sum, { hours }) => sum + hours, 0),
    judges: judgeRows(logs, alone),
  };
}

function rowOf(scenario: string, results: readonly IncidentResult[]): ScenarioRow {
  const by: Record<string, number> = {};
  for (const { told, flagged } of results) {
    for (const { detector } of [...told, ...flagged]) by[detector] = (by[detector] ?? 0) + 1;
  }
  const firsts = results.map(firstOf).filter((first) => first !== undefined);
  return {
    scenario,
    happened: results.length,
    found: firsts.length,
    seconds: median(firsts.flatMap(({ delay }) => delay.seconds ?? [])),
    lines: median(firsts.map(({ delay }) => delay.lines)),
    raisedSeconds: median(results.flatMap(({ raisedSeconds }) => raisedSeconds ?? [])),
    by,
  };
}

/** Where it was found first. A flagged line may have got its score later, so it only counts where nothing was told. */
function firstOf({ told, flagged }: IncidentResult): Detection | undefined {
  return told[0] ?? flagged[0];
}

function perHour(logs: readonly LogResult[]): Record<string, number> {
  const hours = logs.reduce((sum, log) => sum + log.hours, 0);
  const counts: Record<string, number> = {};
  for (const { falseAlarms } of logs) {
    for (const [detector, count] of Object.entries(falseAlarms)) counts[detector] = (counts[detector] ?? 0) + count;
  }
  return Object.fromEntries(Object.entries(counts).map(([detector, count]) => [detector, count / hours]));
}

function median(values: readonly number[]): number | null {
  if (values.length === 0) return null;
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[sorted.length >> 1];
}
