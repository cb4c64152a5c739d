/** Templates as a table for people, and as JSON, CSV and NDJSON for programs. */
import { csvRow } from "../csv.ts";
import { aligned } from "../../core/text/aligned.ts";
import { showControls, showControlsInJson } from "../../core/text/escape.ts";
import { type TimeText, timeTextIn } from "../local_time.ts";
import { countText, percentText } from "../../core/text/number_text.ts";
import type { Paint } from "../theme.ts";
import type { TemplateRow } from "./template_row.ts";
import { detailLines, parameterName, parameterText } from "./template_details.ts";
import { columnsOf, cutToColumns } from "../../core/text/width.ts";

/** Most frequent, first seen, last seen, by text, or most lines a second. */
export type TemplateOrder = "count" | "first" | "last" | "template" | "rate";
/** For people, and for programs. */
export type TableFormat = "text" | "json" | "csv" | "ndjson";

/** The rows in the order that was asked for, at most `limit`. Ties go by id, so that the order is always the same. */
export function sortTemplates(
  rows: readonly TemplateRow[],
  order: TemplateOrder,
  { limit = Infinity, reverse = false } = {},
): TemplateRow[] {
  const compare: Record<TemplateOrder, (a: TemplateRow, b: TemplateRow) => number> = {
    count: (a, b) => b.count - a.count,
    first: (a, b) => compareTimes(a.firstTime, b.firstTime, 1),
    last: (a, b) => compareTimes(a.lastTime, b.lastTime, -1),
    template: (a, b) => compareText(a.template, b.template),
    rate: (a, b) => (b.rate ?? -1) - (a.rate ?? -1),
  };
  const direction = reverse ? -1 : 1;
  return [...rows].sort((a, b) => direction * compare[order](a, b) || compareText(a.id, b.id)).slice(0, limit);
}

/** Which rows are wanted: all that is given must hold. */
export interface TemplateFilter {
  /** Text in the template or its example, whatever the case, or a regular expression between slashes. */
  readonly text?: string | undefined;
  /** Lowest level that one of its lines has, as `levels` names it. */
  readonly levels?: readonly string[] | undefined;
  readonly countMin?: number | undefined;
}

/** The rows that are wanted. Throws SyntaxError for a broken regular expression. */
export function filterTemplates(rows: readonly TemplateRow[], filter: TemplateFilter): TemplateRow[] {
  const { text, levels, countMin = 0 } = filter;
  const pattern = text === undefined ? undefined : patternOf(text);
  return rows.filter((row) =>
    row.count >= countMin &&
    (pattern === undefined || pattern.test(row.template) || pattern.test(row.example)) &&
    (levels === undefined || levels.some((level) => (row.levels[level] ?? 0) > 0))
  );
}

function patternOf(text: string): RegExp {
  const [, pattern] = /^\/(.+)\/$/.exec(text) ?? [];
  return new RegExp(pattern ?? RegExp.escape(text), "i");
}

/** How the table looks. */
export interface TableOptions {
  readonly format: TableFormat;
  readonly timeZone: string;
  readonly paint: Paint;
  /** Width of the text table; Infinity when it is not a terminal. */
  readonly columns: number;
  /** Text: say below each row what else is known, its parameters above all. */
  readonly details?: boolean;
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
const INDENT = "    ";
/** Columns that hold numbers. */
const RIGHT: ReadonlySet<number> = new Set([1, 2]);

function textTable(rows: readonly TemplateRow[], { timeZone, paint, columns, details = false }: TableOptions): string {
  const time = timeTextIn(timeZone);
  const cells = rows.map((row) => rowCells(row, time));
  const [head, ...lines] = aligned([HEAD, ...cells].map((row) => row.slice(0, -1)), (column) => RIGHT.has(column))
    .map((padded) => `${padded.join("  ")}  `);
  const used = columnsOf(head);
  // A narrow terminal wraps: a template cut to a few letters says nothing.
  const room = Math.max(30, columns - used);
  const body = cells.map((row, k) => {
    const below = details ? detailLines(rows[k]) : [];
    const shown = below.map((text) => `${INDENT}${paint("muted", cutToColumns(text, Math.max(30, columns - 4)))}\n`);
    return `${lines[k]}${cutToColumns(row[row.length - 1], room)}\n${shown.join("")}`;
  });
  return `${paint("muted", `${head}${HEAD[HEAD.length - 1]}`)}\n${body.join("")}`;
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
  head.push("rate", "merged", "parameters");
  return [
    csvRow(head),
    ...rows.map((row) => {
      const levels = Object.entries(row.levels).map(([name, count]) => `${name || "none"}=${count}`).join(" ");
      const { id, count, share, firstTime, lastTime, template, example, rate, merged } = row;
      const parameters = row.parameters.map((parameter) => `${parameterName(parameter)}: ${parameterText(parameter)}`);
      const first = [id, count, share, firstTime ?? "", lastTime ?? "", levels, template, example];
      return csvRow([...first, rate ?? "", merged.join(" "), parameters.join(" | ")]);
    }),
  ].join("");
}

function json(row: TemplateRow): string {
  const { id, template, count, share, firstTime, lastTime, levels, example, rate, merged, parameters } = row;
  return showControlsInJson(JSON.stringify({
    template_id: id,
    template,
    count,
    share,
    first_time: firstTime,
    last_time: lastTime,
    levels,
    example,
    rate,
    merged,
    parameters: parameters.map(({ name, wildcard, numbers, words, isSample }) => ({
      name,
      wildcard,
      type: numbers === undefined ? "word" : words === undefined ? "number" : "mixed",
      ...(numbers && { numbers }),
      ...(words && { words }),
      ...(isSample && { sample: true }),
    })),
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
