/** A report as Markdown: readable as it is, and as a page. What logs say is text, never markup. */
import { countText, scoreText } from "../../core/text/number_text.ts";
import { shownLine } from "../../core/text/colours.ts";
import { type TimeText, timeTextIn } from "../local_time.ts";
import { markdownTable } from "../markdown_table.ts";
import { runTexts } from "../run_texts.ts";
import { placeText, reportFacts, reportTitle } from "./report_facts.ts";
import type { RunReport } from "./run_report.ts";

/** Characters of a line or a template in a table. */
const TEXT_MAX = 160;
const ANOMALIES_SHOWN = 20;

/** The text. */
export function reportMarkdown(report: RunReport, timeZone: string): string {
  const time = timeTextIn(timeZone);
  return [
    `# Oddline: ${reportTitle(report, time)}\n`,
    `Made ${time(report.made).slice(0, 19)}; times are in ${timeZone}.\n`,
    table(["", ""], reportFacts(report, time).map(([name, text]) => [name, plain(text)])),
    ...section("Anomalies that weigh most", anomaliesTable(report, time)),
    ...section("Templates", templatesTable(report)),
    ...section("Sources", sourcesTable(report)),
    ...section("Runs", runsTable(report, time)),
  ].join("\n");
}

function section(title: string, content: string): string[] {
  return content === "" ? [] : [`## ${title}\n`, content];
}

function anomaliesTable({ anomalies }: RunReport, time: TimeText): string {
  return table(
    ["time", "score", "severity", "detector", "times", "where", "why", "line"],
    anomalies.slice(0, ANOMALIES_SHOWN).map((anomaly) => [
      time(anomaly.time as string | null).slice(0, 19).trim(),
      scoreText(Number(anomaly.score)),
      String(anomaly.severity),
      String(anomaly.detector).replaceAll("_", " "),
      countText(Number(anomaly.count)),
      plain(placeText(anomaly)),
      plain(String(anomaly.reason)),
      code(String(anomaly.message)),
    ]),
  );
}

function templatesTable({ templates }: RunReport): string {
  return table(
    ["lines", "anomalies", "id", "template"],
    templates.map(({ template_id, template, lines, anomalies }) => [
      countText(lines),
      countText(anomalies),
      code(template_id),
      code(template),
    ]),
  );
}

function sourcesTable({ sources }: RunReport): string {
  return table(
    ["source", "lines", "anomalies"],
    sources.map(({ source, lines, anomalies }) => [code(source), countText(lines), countText(anomalies)]),
  );
}

function runsTable({ runs }: RunReport, time: TimeText): string {
  return table(
    ["run", "what", "started", "ended", "lines", "anomalies"],
    runs.map((run) => {
      const { number, what, started, ended, lines, anomalies } = runTexts(run, time);
      return [number, code(what), started, ended, lines, anomalies];
    }),
  );
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  return rows.length === 0 ? "" : `${markdownTable(head, rows)}\n`;
}

/** Text in which nothing is markup. */
function plain(text: string): string {
  return shortened(text).replace(/[\\`*_{}[\]<>#|!~&]/g, "\\$&");
}

/** Text as code, in a fence that is longer than any within; a bar would end the cell. */
function code(text: string): string {
  const shown = shortened(text).replaceAll("|", "\\|");
  const longest = Math.max(0, ...[...shown.matchAll(/`+/g)].map(([ticks]) => ticks.length));
  const fence = "`".repeat(longest + 1);
  return shown === "" ? "" : longest === 0 ? `${fence}${shown}${fence}` : `${fence} ${shown} ${fence}`;
}

function shortened(text: string): string {
  const shown = shownLine(text);
  return shown.length > TEXT_MAX ? `${shown.slice(0, TEXT_MAX).toWellFormed()}…` : shown;
}
