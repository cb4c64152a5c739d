/** Rules alone, what is learnt alone, and both: how their alarms and flagged lines fit the truth. */
import { type Confusion, f1, precision, recall } from "../../src/evaluation/mod.ts";
import type { JudgeCounts, LogResult } from "./run_log.ts";

/** The same logs, judged by one method alone. */
export interface JudgeLogs {
  readonly rules: LogResult[];
  readonly ml: LogResult[];
}

export interface Quality {
  readonly precision: number;
  readonly recall: number;
  readonly f1: number;
}

export interface JudgeRow {
  readonly judge: "rules" | "ml" | "hybrid";
  readonly found: number;
  readonly incidents: number;
  readonly trueAlarms: number;
  readonly falseAlarms: number;
  /** Share of the alarms that are true, and of the incidents that are found. */
  readonly alarms: Quality;
  /** Of the lines. */
  readonly lines: Quality;
}

/** One row for each judge. */
export function judgeRows(hybrid: readonly LogResult[], { rules, ml }: JudgeLogs): JudgeRow[] {
  return [rowOf("rules", rules), rowOf("ml", ml), rowOf("hybrid", hybrid)];
}

function rowOf(judge: JudgeRow["judge"], logs: readonly LogResult[]): JudgeRow {
  const sum = (of: (counts: JudgeCounts) => number) => logs.reduce((all, { counts }) => all + of(counts), 0);
  const found = sum((counts) => counts.found);
  const incidents = sum((counts) => counts.incidents);
  const trueAlarms = sum((counts) => counts.trueAlarms);
  const falseAlarms = sum((counts) => counts.falseAlarms);
  const lines: Confusion = {
    truePositives: sum((counts) => counts.lines.truePositives),
    falsePositives: sum((counts) => counts.lines.falsePositives),
    falseNegatives: sum((counts) => counts.lines.falseNegatives),
    trueNegatives: sum((counts) => counts.lines.trueNegatives),
  };
  return {
    judge,
    found,
    incidents,
    trueAlarms,
    falseAlarms,
    alarms: qualityOf(trueAlarms / (trueAlarms + falseAlarms), found / incidents),
    lines: { precision: precision(lines), recall: recall(lines), f1: f1(lines) },
  };
}

function qualityOf(precision: number, recall: number): Quality {
  return { precision, recall, f1: 2 * precision * recall / (precision + recall) };
}
