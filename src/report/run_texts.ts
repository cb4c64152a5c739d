/** A run as every list of runs says it: in the terminal, in Markdown and on the page. */
import { countText } from "../core/text/number_text.ts";
import type { Exported } from "./history/history_kinds.ts";
import type { TimeText } from "./local_time.ts";

/** Columns of a time to the second: `2026-11-22 18:00:00`. */
const SECONDS_COLUMNS = 19;

/** The cells of a run. What came from the command line is not escaped yet. */
export interface RunTexts {
  readonly number: string;
  /** The command and its files. */
  readonly what: string;
  readonly started: string;
  readonly ended: string;
  readonly lines: string;
  readonly anomalies: string;
}

/** The cells of an exported run. */
export function runTexts(run: Exported, time: TimeText): RunTexts {
  const seconds = (value: unknown) => time(value as string).slice(0, SECONDS_COLUMNS);
  return {
    number: String(run.run),
    what: [run.command, ...run.files as string[]].join(" "),
    started: seconds(run.started),
    ended: run.ended !== null ? seconds(run.ended) : run.running === true ? "running" : "not yet, or killed",
    lines: countText(Number(run.lines)),
    anomalies: countText(Number(run.anomalies)),
  };
}
