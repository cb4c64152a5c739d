/** The matrix as a page of Markdown: scenarios against detectors, false alarms, and rules beside what is learnt. */
import { markdownTable } from "../../src/report/markdown_table.ts";
import type { JudgeRow } from "./judges.ts";
import type { Matrix } from "./matrix.ts";

/** The page. */
export function markdownOf(matrix: Matrix): string {
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

${scenarioTable(matrix)}

False alarms an hour:

${falseAlarmTable(matrix)}

The same logs judged by rules alone, by what is learnt alone (ml), and by both (hybrid). By alarms: the share of alarms
that are about something odd, the share of incidents that are found, and their harmonic mean; an alarm in the minute
after an incident counts as neither. By lines: of those that an incident wrote or broke; most lines of most incidents
are ordinary in themselves, so that no judge flags them all.

${judgeTable(matrix)}
`;
}

function scenarioTable(matrix: Matrix): string {
  const detectors = detectorsOf(matrix);
  return markdownTable(
    ["scenario", "found", "raised after", "line", ...detectors],
    matrix.rows.map(({ scenario, happened, found, raisedSeconds, lines, by }) => [
      scenario,
      `${found} of ${happened}`,
      raisedSeconds === null ? "-" : `${raisedSeconds.toFixed(1)} s`,
      lines === null ? "-" : `+${lines}`,
      ...detectors.map((detector) => String(by[detector] ?? "")),
    ]),
  );
}

/** Its columns stand below those of the scenarios. */
function falseAlarmTable(matrix: Matrix): string {
  const detectors = detectorsOf(matrix);
  const row = (where: string, counts: Readonly<Record<string, number>>) => [
    where,
    Object.values(counts).reduce((sum, count) => sum + count, 0).toFixed(2),
    "",
    "",
    ...detectors.map((detector) => counts[detector]?.toFixed(2) ?? ""),
  ];
  return markdownTable(
    ["where", "all", "", "", ...detectors],
    [row("quiet traffic", matrix.quiet), row("between incidents", matrix.between)],
  );
}

function judgeTable({ judges }: Matrix): string {
  const row = ({ judge, found, incidents, trueAlarms, falseAlarms, alarms, lines }: JudgeRow) => [
    judge,
    `${found} of ${incidents}`,
    String(trueAlarms),
    String(falseAlarms),
    ...[alarms, lines].flatMap(({ precision, recall, f1 }) =>
      [precision, recall, f1].map((figure) => figure.toFixed(3))
    ),
  ];
  return markdownTable(
    ["judge", "found", "true alarms", "false", "precision", "recall", "F1", "by lines: precision", "recall", "F1"],
    judges.map(row),
  );
}

/** Those that have said anything. */
function detectorsOf({ rows, quiet, between }: Matrix): string[] {
  const found = rows.flatMap(({ by }) => Object.keys(by));
  return [...new Set([...found, ...Object.keys(quiet), ...Object.keys(between)])].sort();
}
