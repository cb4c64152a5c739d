/** What the matrix must reach, and where it has fallen behind what it was. */
import type { JudgeRow, Quality } from "./judges.ts";
import type { Matrix } from "./matrix.ts";

const FOUND_MIN = .95;
const RAISED_SECONDS_MAX = 10;
const QUIET_ALARMS_MAX = 1;
/** How far precision and recall of both together may lie below the better of the two. */
const BELOW_MAX = .02;
/** What may be worse than before without being a fall: seconds, alarms an hour, and F1. */
const SECONDS_TOLERANCE = 1;
const ALARMS_TOLERANCE = .1;
const F1_TOLERANCE = .005;

/** What the matrix does not reach, in sentences; empty when it reaches all. */
export function shortfallsOf(matrix: Matrix): string[] {
  const problems: string[] = [];
  const need = (isMet: boolean, problem: string) => isMet || problems.push(problem);
  need(matrix.found / matrix.incidents >= FOUND_MIN, `only ${matrix.found} of ${matrix.incidents} incidents are found`);
  const seconds = matrix.raisedSeconds ?? Infinity;
  need(seconds < RAISED_SECONDS_MAX, `the median alarm is raised after ${seconds.toFixed(1)} s`);
  const alarms = alarmsOf(matrix.quiet);
  need(alarms <= QUIET_ALARMS_MAX, `${alarms.toFixed(2)} false alarms an hour of quiet traffic`);
  const [rules, ml, hybrid] = matrix.judges;
  for (const by of ["alarms", "lines"] as const) {
    const better = (figure: keyof Quality) => Math.max(rules[by][figure], ml[by][figure]);
    need(
      hybrid[by].f1 > better("f1"),
      `by ${by} the F1 of both is ${text(hybrid[by].f1)}, of one ${text(better("f1"))}`,
    );
    for (const figure of ["precision", "recall"] as const) {
      const [both, one] = [hybrid[by][figure], better(figure)];
      need(both >= one - BELOW_MAX, `by ${by} the ${figure} of both is ${text(both)}, of one ${text(one)}`);
    }
  }
  return problems;
}

/** What is worse than it was, in sentences. */
export function fallsOf(before: Matrix, now: Matrix): string[] {
  const problems: string[] = [];
  const share = (matrix: Matrix) => matrix.found / matrix.incidents;
  if (share(now) < share(before)) {
    problems.push(
      `${now.found} of ${now.incidents} incidents are found; it was ${before.found} of ${before.incidents}`,
    );
  }
  const [alarms, alarmsBefore] = [alarmsOf(now.quiet), alarmsOf(before.quiet)];
  if (alarms > alarmsBefore + ALARMS_TOLERANCE) {
    problems.push(`${alarms.toFixed(2)} false alarms an hour; it was ${alarmsBefore.toFixed(2)}`);
  }
  const [seconds, secondsBefore] = [now.raisedSeconds ?? Infinity, before.raisedSeconds ?? Infinity];
  if (seconds > secondsBefore + SECONDS_TOLERANCE) {
    problems.push(`the median alarm is raised after ${seconds.toFixed(1)} s; it was ${secondsBefore.toFixed(1)} s`);
  }
  const hybrid = (judges: readonly JudgeRow[]) => judges.find(({ judge }) => judge === "hybrid")?.lines.f1 ?? 0;
  if (hybrid(now.judges) < hybrid(before.judges) - F1_TOLERANCE) {
    problems.push(`F1 by lines is ${text(hybrid(now.judges))}; it was ${text(hybrid(before.judges))}`);
  }
  return problems;
}

function alarmsOf(byDetector: Readonly<Record<string, number>>): number {
  return Object.values(byDetector).reduce((sum, count) => sum + count, 0);
}

function text(figure: number): string {
  return figure.toFixed(3);
}
