/** Adds the results of many logs up to a matrix: scenarios against detectors, and what was told for nothing. */
import type { Detection } from "../../src/evaluation/mod.ts";
import { type JudgeLogs, type JudgeRow, judgeRows } from "./judges.ts";
import type { IncidentResult, LogResult } from "./run.ts";

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

/** The matrix as Markdown. */
export function markdownOf(matrix: Matrix): string {
  const detectors = [
    ...new Set([
      ...matrix.rows.flatMap(({ by }) => Object.keys(by)),
      ...Object.keys(matrix.quiet),
      ...Object.keys(matrix.between),
    ]),
  ].sort();
  const head = ["scenario", "found", "raised after", "line", ...detectors];
  const rows = matrix.rows.map(({ scenario, happened, found, raisedSeconds, lines, by }) => [
    scenario,
    `${found} of ${happened}`,
    raisedSeconds === null ? "-" : `${raisedSeconds.toFixed(1)} s`,
    lines === null ? "-" : `+${lines}`,
    ...detectors.map((detector) => String(by[detector] ?? "")),
  ]);
  const alarms = (name: string, counts: Readonly<Record<string, number>>) => [
    name,
    Object.values(counts).reduce((sum, count) => sum + count, 0).toFixed(2),
    "",
    "",
    ...detectors.map((detector) => counts[detector]?.toFixed(2) ?? ""),
  ];
  const quality = ({ judge, found, incidents, trueAlarms, falseAlarms, alarms, lines }: JudgeRow) => [
    judge,
    `${found} of ${incidents}`,
    String(trueAlarms),
    String(falseAlarms),
    ...[alarms, lines].flatMap(({ precision, recall, f1 }) =>
      [precision, recall, f1].map((figure) => figure.toFixed(3))
    ),
  ];
  return `# Scenarios against detectors

Made by \`deno task scenarios\`: ${matrix.seeds} logs with all scenarios in random order, and ${
    matrix.quietHours.toFixed(0)
  } hours of quiet
traffic, at 50 lines a second, all detectors with their defaults. ${matrix.found} of ${matrix.incidents} incidents were found, the median
alarm was raised ${
    matrix.raisedSeconds?.toFixed(1) ?? "-"
  } s of the log's time after the incident's first line. An alarm counts as raised at the
newest line that was read by then (100 lines are read at a time), and names a line, which is "line" lines after the
incident's first (a spike names the first of its lines). Under each detector: how many it found itself.

${table([head, ...rows])}

False alarms an hour:

${
    table([
      ["where", "all", "", "", ...detectors],
      alarms("quiet traffic", matrix.quiet),
      alarms("between incidents", matrix.between),
    ])
  }

The same logs judged by rules alone, by what is learnt alone (ml), and by both (hybrid). By alarms: the share of alarms
that are about something odd, the share of incidents that are found, and their harmonic mean; an alarm in the minute
after an incident counts as neither. By lines: of those that an incident wrote or broke; most lines of most incidents
are ordinary in themselves, so that no judge flags them all.

${
    table([
      ["judge", "found", "true alarms", "false", "precision", "recall", "F1", "by lines: precision", "recall", "F1"],
      ...matrix.judges.map(quality),
    ])
  }
`;
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

function table([head, ...rows]: readonly (readonly string[])[]): string {
  return [head, head.map(() => "---"), ...rows].map((cells) => `| ${cells.join(" | ")} |`).join("\n");
}
