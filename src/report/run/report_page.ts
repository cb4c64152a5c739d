/**
 * A report as one page that needs nothing else: its style and its pictures are in it, there is no script, and a policy
 * in its head forbids to load anything. It follows the reader's choice of light or dark, and prints in black on white.
 */
import { bytesText, countText, percentText, scoreText } from "../../core/text/number_text.ts";
import { type TimeText, timeTextIn } from "../local_time.ts";
import { coursePlot } from "../plots/course_plot.ts";
import { heatPlot } from "../plots/heat_plot.ts";
import { compact, ratePlot } from "../plots/rate_plot.ts";
import { scorePlot } from "../plots/score_plot.ts";
import { escaped } from "../plots/svg.ts";
import { runTexts } from "../run_texts.ts";
import { PAGE_STYLE } from "./page_style.ts";
import { placeText, reportFacts, reportTitle } from "./report_facts.ts";
import type { ProcessPoint, RunReport } from "./run_report.ts";

const POLICY = "default-src 'none'; style-src 'unsafe-inline'";
/** Characters of a line. */
const TEXT_MAX = 1000;
const ANOMALIES_SHOWN = 25;

/** The page. */
export function reportPage(report: RunReport, timeZone: string): string {
  const time = timeTextIn(timeZone);
  const title = escaped(`Oddline: ${reportTitle(report, time)}`);
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<meta name="referrer" content="no-referrer">
<title>${title}</title>
<style>${PAGE_STYLE}</style>
</head>
<body>
<header><h1>${title}</h1><p>Made ${time(report.made).slice(0, 19)}; times are in ${escaped(timeZone)}.</p></header>
<main>
${sectionsOf(report, time).join("\n")}
</main>
</body>
</html>
`;
}

function sectionsOf(report: RunReport, time: TimeText): string[] {
  return [
    section("Totals", factsList(report, time)),
    ...rateSections(report, time),
    ...(report.scores.length === 0 ? [] : [
      section(
        "Score distribution",
        scorePlot(report.scores),
        "Lines by their highest score. The scale is logarithmic.",
      ),
    ]),
    section("Anomalies that weigh most", anomaliesList(report, time)),
    section("Templates", templatesTable(report)),
    section("Sources", sourcesTable(report)),
    ...processSections(report, time),
    section("Runs", runsTable(report, time)),
  ];
}

function section(title: string, content: string, note = ""): string {
  return `<section><h2>${title}</h2>${note === "" ? "" : `<p class="note">${note}</p>`}${content}</section>`;
}

function factsList(report: RunReport, time: TimeText): string {
  const rows = reportFacts(report, time).map(([name, text]) => `<dt>${name}</dt><dd>${escaped(text)}</dd>`);
  return `<dl>${rows.join("")}</dl>`;
}

function rateSections({ rate, heat }: RunReport, time: TimeText): string[] {
  if (rate.start === null || rate.lines.length === 0) return [];
  const axis = { fromMs: Date.parse(rate.start), sliceMs: rate.slice_seconds * 1000, time };
  const { lines, critical, warning } = rate;
  const note = `Lines a second. <span class="critical">▲</span> critical anomalies began, ` +
    `<span class="warning">●</span> others did.`;
  return [
    section("Rate", ratePlot({ ...axis, lines, critical, warning }), note),
    section(
      "Templates over time",
      heatPlot({ ...axis, templates: heat.templates }),
      "Each row has its own logarithmic scale. Those with anomalies stand out.",
    ),
  ];
}

/** How the program did. */
function processSections({ process }: RunReport, time: TimeText): string[] {
  if (process.length === 0) return [];
  const plot = (
    label: string,
    value: (point: ProcessPoint) => number | null,
    text: (value: number) => string,
    least = 0,
  ) => {
    const points = process.flatMap((point) => {
      const found = value(point);
      return found === null ? [] : [{ ms: Date.parse(point.time ?? ""), run: point.run, value: found }];
    });
    return points.length === 0 ? "" : `<h3>${label}</h3>${coursePlot({ label, points, time, text, least })}`;
  };
  const plots = [
    plot("Lines a second", (point) => point.lines_per_second, compact),
    plot("Memory", (point) => point.rss_bytes, bytesText),
    plot("Worker load", (point) => point.worker_load, percentText, 1),
    plot("Cores in use", (point) => point.cpu_cores, compact, 1),
    plot("Batches on their way", (point) => point.queue, compact, 1),
    plot("Anomaly rate", anomalyRate, percentText),
  ];
  return [section("The program itself", plots.join(""))];
}

function anomalyRate({ flagged_lines, lines_total }: ProcessPoint): number | null {
  return flagged_lines === null ? null : flagged_lines / Math.max(1, lines_total);
}

function anomaliesList({ anomalies }: RunReport, time: TimeText): string {
  if (anomalies.length === 0) return "<p>None.</p>";
  const items = anomalies.slice(0, ANOMALIES_SHOWN).map((anomaly) => {
    const severity = anomaly.severity === "critical" ? "critical" : "warning";
    const mark = severity === "critical" ? "▲" : "●";
    const when = time(anomaly.time as string | null).slice(0, 19);
    const detector = escaped(String(anomaly.detector).replaceAll("_", " "));
    const times = Number(anomaly.count) > 1 ? ` <b>×${countText(Number(anomaly.count))}</b>` : "";
    const { recommendation } = anomaly.evidence as { readonly recommendation?: unknown };
    const advice = typeof recommendation === "string" ? `<div class="note">→ ${escaped(recommendation)}</div>` : "";
    return `<li><div><span class="${severity}">${mark} ${scoreText(Number(anomaly.score))}</span> ` +
      `<time>${when}</time> <b>${detector}</b>${times} <span class="note">${escaped(placeText(anomaly))}</span></div>` +
      `<code>${shown(anomaly.message)}</code><div>${shown(anomaly.reason)}</div>${advice}</li>`;
  });
  return `<ol class="anomalies">${items.join("")}</ol>`;
}

function templatesTable({ templates }: RunReport): string {
  return table(
    ["lines", "anomalies", "id", "template"],
    templates.map(({ template_id, template, lines, anomalies }) => [
      countText(lines),
      countText(anomalies),
      escaped(template_id),
      `<code>${shown(template)}</code>`,
    ]),
  );
}

function sourcesTable({ sources }: RunReport): string {
  return table(
    ["lines", "anomalies", "source"],
    sources.map(({ source, lines, anomalies }) => [countText(lines), countText(anomalies), shown(source)]),
  );
}

function runsTable({ runs }: RunReport, time: TimeText): string {
  return table(
    ["lines", "anomalies", "run", "started", "ended", "what"],
    runs.map((run) => {
      const { number, what, started, ended, lines, anomalies } = runTexts(run, time);
      return [lines, anomalies, number, started, ended, shown(what)];
    }),
  );
}

/** The cells are markup; the first two columns are numbers. */
function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[], tag: string) =>
    `<tr>${cells.map((cell) => `<${tag}>${cell}</${tag}>`).join("")}</tr>`;
  return `<div class="wide"><table><thead>${line(head, "th")}</thead><tbody>${
    rows.map((row) => line(row, "td")).join("")
  }</tbody></table></div>`;
}

function shown(text: unknown): string {
  const whole = String(text);
  return escaped(whole.length > TEXT_MAX ? `${whole.slice(0, TEXT_MAX)}…` : whole);
}
