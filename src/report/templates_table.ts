/** Templates as a table for people, and as JSON, CSV and NDJSON for programs. */
import { csvRow } from "./csv.ts";
import { showControls, showControlsInJson } from "../core/escape.ts";
import { type TimeText, timeTextIn } from "./local_time.ts";
import { countText, percentText } from "../core/numbers.ts";
import type { Paint } from "./theme.ts";
import { columnsOf, cutToColumns } from "../core/width.ts";

export interface TemplateRow {
  readonly id: string;
  readonly template: string;
  readonly count: number;
  /** Share of all lines, 0..1. */
  readonly share: number;
  /** RFC 3339, or null. */
  readonly firstTime: string | null;
  readonly lastTime: string | null;
  /** Lines by severity name; "" for lines that do not say. */
  readonly levels: Readonly<Record<string, number>>;
  /** A line of it. */
  readonly example: string;
}

/** Most frequent, first seen, last seen, or by text. */
export type TemplateOrder = "count" | "first" | "last" | "template";
/** For people, and for programs. */
export type TableFormat = "text" | "json" | "csv" | "ndjson";

/** The rows in the order that was asked for, at most `limit`. Ties go by id, so that the order is always the same. */
export function sortTemplates(
  rows: readonly TemplateRow[],
  order: TemplateOrder,
  limit = Infinity,
): TemplateRow[] {
  const compare: Record<TemplateOrder, (a: TemplateRow, b: TemplateRow) => number> = {
    count: (a, b) => b.count - a.count,
    first: (a, b) => compareTimes(a.firstTime, b.firstTime, 1),
    last: (a, b) => compareTimes(a.lastTime, b.lastTime, -1),
    template: (a, b) => compareText(a.template, b.template),
  };
  return [...rows].sort((a, b) => compare[order](a, b) || compareText(a.id, b.id)).slice(0, limit);
}

/** How the table looks. */
export interface TableOptions {
  readonly format: TableFormat;
  readonly timeZone: string;
  readonly paint: Paint;
  /** Width of the text table; Infinity when it is not a terminal. */
  readonly columns: number;
}

/** The whole table with its last line feed. */
export function templatesTable(rows: readonly TemplateRow[], options: TableOptions): string {
  switch (options.format) {
    case "text":
      return textTable(rows, options);
    case "csv":
      return csvTable(rows);
    case "json":
      return rows.length === 0 ? "[]\n" : `[\n${rows.map((row) => `  ${json(row)}`).join(",\n")}\n]\n`;
    case "ndjson":
      return rows.map((row) => `${json(row)}\n`).join("");
  }
}

const HEAD = ["id", "count", "share", "levels", "first", "last", "template"] as const;
/** Columns that hold numbers. */
const RIGHT: ReadonlySet<number> = new Set([1, 2]);

function textTable(rows: readonly TemplateRow[], { timeZone, paint, columns }: TableOptions): string {
  const time = timeTextIn(timeZone);
  const cells = rows.map((row) => rowCells(row, time));
  const widths = HEAD.map((name, i) => cells.reduce((width, row) => Math.max(width, columnsOf(row[i])), name.length));
  const line = (row: readonly string[]) => {
    const padded = row.slice(0, -1).map((cell, i) => {
      const gap = " ".repeat(widths[i] - columnsOf(cell));
      return RIGHT.has(i) ? gap + cell : cell + gap;
    });
    return `${padded.join("  ")}  `;
  };
  const used = columnsOf(line(HEAD));
  // A narrow terminal wraps: a template cut to a few letters says nothing.
  const room = Math.max(30, columns - used);
  const body = cells.map((row) => `${line(row)}${cutToColumns(row[row.length - 1], room)}\n`);
  return `${paint("muted", `${line(HEAD)}${HEAD[HEAD.length - 1]}`)}\n${body.join("")}`;
}

function rowCells(row: TemplateRow, time: TimeText): string[] {
  const levels = Object.entries(row.levels).filter(([name, count]) => name !== "" && count > 0)
    .sort(([, a], [, b]) => b - a).map(([name]) => showControls(name)).join(",");
  const short = (text: string) => text.slice(0, "2026-11-22 18:00:00".length).trimEnd();
  const first = short(time(row.firstTime));
  const last = short(time(row.lastTime));
  return [
    showControls(row.id),
    countText(row.count),
    percentText(row.share),
    levels,
    first,
    last,
    showControls(row.template),
  ];
}

function csvTable(rows: readonly TemplateRow[]): string {
  const head = ["template_id", "count", "share", "first_time", "last_time", "levels", "template", "example"];
  return [
    csvRow(head),
    ...rows.map((row) => {
      const levels = Object.entries(row.levels).map(([name, count]) => `${name || "none"}=${count}`).join(" ");
      const { id, count, share, firstTime, lastTime, template, example } = row;
      return csvRow([id, count, share, firstTime ?? "", lastTime ?? "", levels, template, example]);
    }),
  ].join("");
}

function json(row: TemplateRow): string {
  const { id, template, count, share, firstTime, lastTime, levels, example } = row;
  return showControlsInJson(JSON.stringify({
    template_id: id,
    template,
    count,
    share,
    first_time: firstTime,
    last_time: lastTime,
    levels,
    example,
  }));
}

/** Earlier first for direction 1, later first for -1; what has no time stands last either way. */
function compareTimes(a: string | null, b: string | null, direction: 1 | -1): number {
  if (a === null || b === null) return Number(a === null) - Number(b === null);
  return direction * compareText(a, b);
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
