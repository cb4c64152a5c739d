/** Rows of objects as NDJSON, one JSON array, or CSV, a piece at a time, so that a million of them need no memory. */
import { showControlsInJson } from "../core/text/escape.ts";
import { csvRow } from "./csv.ts";

export const ROW_FORMATS = ["ndjson", "csv", "json"] as const;
/** For programs. */
export type RowFormat = typeof ROW_FORMATS[number];

/** Characters of a piece, about. */
const PIECE_CHARACTERS = 64 * 1024;

/** How rows are written. */
export interface RowsTextOptions {
  readonly format: RowFormat;
  /** Of CSV: the fields that rows may have, in their order. */
  readonly columns: readonly string[];
}

/** The text of all rows, in pieces. */
export function* rowsText(
  rows: Iterable<Readonly<Record<string, unknown>>>,
  { format, columns }: RowsTextOptions,
): Iterable<string> {
  let text = format === "csv" ? csvRow(columns) : "";
  let isFirst = true;
  for (const row of rows) {
    if (format === "json") text += `${isFirst ? "[\n" : ",\n"}${json(row)}`;
    else text += format === "csv" ? csvRow(columns.map((column) => cell(row[column]))) : `${json(row)}\n`;
    isFirst = false;
    if (text.length < PIECE_CHARACTERS) continue;
    yield text;
    text = "";
  }
  if (format === "json") text += isFirst ? "[]\n" : "\n]\n";
  yield text;
}

function json(value: unknown): string {
  return showControlsInJson(JSON.stringify(value));
}

function cell(value: unknown): string | number {
  if (typeof value === "number" || typeof value === "string") return value;
  return value === null || value === undefined ? "" : JSON.stringify(value);
}
