/** Tables as text for a terminal, as Markdown, and as one HTML page that needs nothing else. */
import type { Compared } from "./comparison.ts";
import type { DocumentFormat } from "./document_formats.ts";
import type { GrowthCurve } from "./growth.ts";
import { plotSvg } from "./plot.ts";
import type { BenchResult } from "./result.ts";
import { comparisonTable, machineText, noiseText, type Table, tablesOf } from "./tables.ts";

const STYLE = `:root{color-scheme:light dark}body{font:15px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;
padding:0 1rem}table{border-collapse:collapse;margin:.5rem 0}th,td{padding:.2rem .9rem .2rem 0;text-align:right}
th:first-child,td:first-child{text-align:left}th{border-bottom:1px solid #8888}.note{opacity:.75}
svg{max-width:26rem;width:100%;font:11px system-ui,sans-serif}svg text{fill:currentColor}svg .title{font-weight:600}
svg .grid{stroke:#8884}svg .curve{fill:none;stroke:#2f7ed8;stroke-width:2}svg circle{fill:#2f7ed8}
.plots{display:flex;flex-wrap:wrap;gap:1rem}`;

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
  const widths = head.map((text, column) => Math.max(text.length, ...rows.map((row) => row[column].length)));
  const line = (cells: readonly string[]) =>
    cells.map((text, column) => column === 0 ? text.padEnd(widths[0]) : text.padStart(widths[column])).join("  ")
      .trimEnd();
  return [title, "", line(head), ...rows.map(line), ...(note === undefined ? [] : ["", note]), ""];
}

function markdownLines({ title, head, rows, note }: Table): string[] {
  const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  const rule = line(head.map((_, column) => column === 0 ? "---" : "---:"));
  return [`## ${title}`, "", line(head), rule, ...rows.map(line), ...(note === undefined ? [] : ["", note]), ""];
}

function htmlOf(result: BenchResult, tables: readonly Table[]): string {
  const parts = tables.map(({ title, head, rows, note }) => {
    const cells = (tag: string, row: readonly string[]) =>
      `<tr>${row.map((text) => `<${tag}>${escape(text)}</${tag}>`).join("")}</tr>`;
    return `<h2>${escape(title)}</h2><table>${cells("th", head)}${
      rows.map((row) => cells("td", row)).join("")
    }</table>${note === undefined ? "" : `<p class="note">${escape(note)}</p>`}`;
  });
  const plots = (result.growth ?? []).flatMap(plotsOf);
  if (result.end_to_end.length > 1) plots.unshift(workersPlot(result));
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Oddline: what this machine does</title><style>${STYLE}</style></head>
<body><h1>What this machine does</h1><p>${escape(machineText(result))}</p>
${plots.length === 0 ? "" : `<div class="plots">${plots.join("\n")}</div>`}
${parts.join("\n")}
<p>${escape(noiseText(result))}</p></body></html>
`;
}

function workersPlot({ end_to_end }: BenchResult): string {
  const points = end_to_end.map(({ workers, lines_per_second }) => ({ x: workers, y: lines_per_second.median }));
  return plotSvg({ title: "End to end", xLabel: "workers", yLabel: "lines/s", points });
}

function plotsOf({ dimension, points, time_exponent, memory_exponent }: GrowthCurve): string[] {
  const xLabel = dimension.replace("_", " ");
  const isWhole = dimension === "lines";
  return [
    plotSvg({
      title: `${isWhole ? "Time" : "Time a line"} by ${xLabel}: power ${time_exponent.toFixed(2)}`,
      xLabel,
      yLabel: isWhole ? "s" : "µs",
      points: points.map((point) => ({ x: point.at, y: isWhole ? point.seconds : point.microseconds_per_line })),
    }),
    plotSvg({
      title: `Memory by ${xLabel}: power ${memory_exponent.toFixed(2)}`,
      xLabel,
      yLabel: "MB",
      points: points.map((point) => ({ x: point.at, y: point.rss_bytes_max / 1e6 })),
    }),
  ];
}

function escape(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
}
