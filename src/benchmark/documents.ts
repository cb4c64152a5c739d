/** Tables as text for a terminal, as Markdown, and as one HTML page that needs nothing else. */
import { aligned } from "../core/text/aligned.ts";
import { type PowerPlot, powerPlot } from "../report/plots/power_plot.ts";
import { escaped } from "../report/plots/svg.ts";
import { PAGE_STYLE } from "../report/run/page_style.ts";
import type { Compared } from "./comparison.ts";
import type { DocumentFormat } from "./document_formats.ts";
import type { GrowthCurve } from "./growth.ts";
import type { BenchResult } from "./result.ts";
import { comparisonTable, machineText, noiseText, type Table, tablesOf } from "./tables.ts";

/** Figures to the right, and pictures side by side. */
const STYLE = `${PAGE_STYLE}
table { width: auto; }
th, td { text-align: right; }
th:first-child, td:first-child { text-align: left; }
.plots { display: flex; flex-wrap: wrap; gap: 1rem; }
figure { margin: 0; width: 26rem; max-width: 100%; }`;

/** The document, with its last line feed. */
export function documentOf(format: DocumentFormat, result: BenchResult, compared?: readonly Compared[]): string {
  if (format === "json") {
    return `${JSON.stringify({ ...result, ...(compared && { comparison: compared }) }, null, 2)}\n`;
  }
  const tables = [...tablesOf(result), ...(compared === undefined ? [] : [comparisonTable(compared)])];
  if (format === "html") return htmlOf(result, tables);
  const lines = format === "markdown" ? tables.flatMap(markdownLines) : tables.flatMap(textLines);
  const title = format === "markdown" ? ["# What this machine does", ""] : [];
  return `${[...title, machineText(result), "", ...lines, noiseText(result)].join("\n")}\n`;
}

function textLines({ title, head, rows, note }: Table): string[] {
  const lines = aligned([head, ...rows], (column) => column > 0).map((cells) => cells.join("  ").trimEnd());
  return [title, "", ...lines, ...(note === undefined ? [] : ["", note]), ""];
}

function markdownLines({ title, head, rows, note }: Table): string[] {
  const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  const rule = line(head.map((_, column) => column === 0 ? "---" : "---:"));
  return [`## ${title}`, "", line(head), rule, ...rows.map(line), ...(note === undefined ? [] : ["", note]), ""];
}

function htmlOf(result: BenchResult, tables: readonly Table[]): string {
  const parts = tables.map(({ title, head, rows, note }) => {
    const cells = (tag: string, row: readonly string[]) =>
      `<tr>${row.map((text) => `<${tag}>${escaped(text)}</${tag}>`).join("")}</tr>`;
    return `<h2>${escaped(title)}</h2><table>${cells("th", head)}${
      rows.map((row) => cells("td", row)).join("")
    }</table>${note === undefined ? "" : `<p class="note">${escaped(note)}</p>`}`;
  });
  const plots = (result.growth ?? []).flatMap(plotsOf);
  if (result.end_to_end.length > 1) plots.unshift(workersPlot(result));
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Oddline: what this machine does</title><style>${STYLE}</style></head>
<body><h1>What this machine does</h1><p>${escaped(machineText(result))}</p>
${plots.length === 0 ? "" : `<div class="plots">${plots.join("\n")}</div>`}
${parts.join("\n")}
<p>${escaped(noiseText(result))}</p></body></html>
`;
}

function workersPlot({ end_to_end }: BenchResult): string {
  const points = end_to_end.map(({ workers, lines_per_second }) => ({ x: workers, y: lines_per_second.median }));
  return figure({ label: "End to end: lines/s by workers", points });
}

function plotsOf({ dimension, points, time_exponent, memory_exponent }: GrowthCurve): string[] {
  const name = dimension.replace("_", " ");
  const isWhole = dimension === "lines";
  return [
    figure({
      label: `${isWhole ? "Time (s)" : "Time a line (µs)"} by ${name}: power ${time_exponent.toFixed(2)}`,
      points: points.map((point) => ({ x: point.at, y: isWhole ? point.seconds : point.microseconds_per_line })),
    }),
    figure({
      label: `Memory (MB) by ${name}: power ${memory_exponent.toFixed(2)}`,
      points: points.map((point) => ({ x: point.at, y: point.rss_bytes_max / 1e6 })),
    }),
  ];
}

function figure(plot: PowerPlot): string {
  return `<figure><figcaption>${escaped(plot.label)}</figcaption>${powerPlot(plot)}</figure>`;
}
