/** The history for people: runs as a table, totals as a few words, an anomaly with the lines around it. */
import { aligned } from "../../core/text/aligned.ts";
import { bytesText, plural } from "../../core/text/number_text.ts";
import { shownLine } from "../../core/text/colours.ts";
import { showControls } from "../../core/text/escape.ts";
import { cutToColumns } from "../../core/text/width.ts";
import type { HistoryTotals } from "../../store/queries.ts";
import type { Exported, StoredLine } from "./history_kinds.ts";
import { timeTextIn } from "../local_time.ts";
import { runTexts } from "../run_texts.ts";

/** How runs are shown. */
export interface RunsTextOptions {
  readonly timeZone: string;
  /** Width to cut lines to; Infinity when it is not a terminal. */
  readonly columns: number;
}

/** `{"lines":…,"bytes":…,"anomalies":…,"runs":…}` in words. */
export function totalsText({ lines, bytes, anomalies, runs }: HistoryTotals): string {
  return `${plural(lines, "line")}, ${bytesText(bytes)}, ${plural(anomalies, "anomaly", "anomalies")}, ${
    plural(runs, "run")
  }\n`;
}

/** One run a line. */
export function runsText(runs: readonly Exported[], { timeZone, columns }: RunsTextOptions): string {
  const time = timeTextIn(timeZone);
  const rows = [
    ["run", "started", "ended", "lines", "bytes", "anomalies", "what"],
    ...runs.map((run) => {
      const { number, what, started, ended, lines, anomalies } = runTexts(run, time);
      return [number, started, ended, lines, bytesText(run.bytes as number), anomalies, showControls(what)];
    }),
  ];
  const isNumber = (column: number) => column === 0 || column >= 3 && column <= 5;
  return aligned(rows, isNumber).map((cells) => `${cutToColumns(cells.join("  ").trimEnd(), columns)}\n`).join("");
}

/** The lines around an anomaly, the odd one with a mark before it. */
export function contextText(context: readonly StoredLine[], oddLine: number): string {
  return context.map(({ line, text }) => `  ${line === oddLine ? ">" : " "} ${line}  ${shownLine(text)}\n`).join("");
}
